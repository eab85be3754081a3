/**
 * What we believe of the modem and no hardware has confirmed, each with what it may be instead. The first of each is our
 * belief, and the simulated modem's default; `docs/assumptions` varies them one by one.
 */
export interface ModemBehaviour {
  /** What a reset (session 0, transaction 0) does while a session is open. */
  readonly resetInSession: 'beginsAnew' | 'endsStp' | 'restarts';
  /** What becomes of a block that was taken and comes again with the same transaction. */
  readonly repeatedBlock:
    'answered' | 'takenTwice' | 'refused' | 'notUnderstood' | 'ignored' | 'endsStp' | 'restarts';
  /** What `AT+SMOD?` calls the updater that the flash holds, and the one that was loaded in recovery. */
  readonly updaterNumber: 4 | 3;
  readonly loadedUpdaterNumber: 4 | 3 | 1;
  /** State 1: a program that works like a firmware, or recovery with mtools.elf, which takes an image on the fly alone. */
  readonly mTools: 'likeFirmware' | 'inRecovery';
  /** Whether an updater is in its flash: without one a restart ends in recovery, and a loaded updater is lost by it. */
  readonly updaterInFlash: boolean;
  readonly stateForm: 'bare' | 'named' | 'quoted' | 'twoDigits' | 'word';
  /** How `AT+SMUPGRADE?` says what it says. */
  readonly reportForm: 'usual' | 'otherWords' | 'capitals' | 'percentage' | 'code' | 'error';
  /** How it says that an upgrade failed. */
  readonly failureWord: 'failure' | 'aborted' | 'badImage';
  /** What becomes of the report of an earlier upgrade (`initialReport`) when a new one begins. */
  readonly earlierReport: 'forgotten' | 'saidWhileApplying' | 'saidUntilRestart';
  readonly bootModeForm: 'named' | 'lowerCase' | 'quoted' | 'number' | 'error';
  /** What it answers to `AT+CFUN=4`. */
  readonly radioOff: 'OK' | 'ERROR' | '+CME ERROR: operation not allowed';
  /** From `AT+SMUPGRADE` to its OK, milliseconds. */
  readonly applyAnswerMs: number;
  /** How long nothing answers once a transfer is closed, milliseconds. */
  readonly silentAfterTransferMs: number;
  /** How long it still shows its updater when a file was put in place, before its firmware starts, milliseconds. */
  readonly showsUpdaterMs: number;
  /** How long it is at work in its updater once more when it is started behind an image that was written while it arrived, milliseconds. */
  readonly worksAfterStartMs: number;
  /** Whether it answers ERROR to every command, `AT` too. */
  readonly refusesEverything: boolean;
}

export const BELIEVED: ModemBehaviour = {
  resetInSession: 'beginsAnew',
  repeatedBlock: 'answered',
  updaterNumber: 4,
  loadedUpdaterNumber: 4,
  mTools: 'likeFirmware',
  updaterInFlash: true,
  stateForm: 'bare',
  reportForm: 'usual',
  failureWord: 'failure',
  earlierReport: 'forgotten',
  bootModeForm: 'named',
  radioOff: 'OK',
  applyAnswerMs: 0,
  silentAfterTransferMs: 0,
  showsUpdaterMs: 0,
  worksAfterStartMs: 0,
  refusesEverything: false,
};

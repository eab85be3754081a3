/**
 * Beliefs about the modem that no hardware has confirmed, each with its alternatives. The first value is our
 * belief, and the simulated modem's default; `docs/assumptions` varies them one by one.
 */
export interface ModemBehaviour {
  /** What a reset (session 0, transaction 0) does while a session is open. */
  readonly resetInSession: 'beginsAnew' | 'endsStp' | 'restarts';
  /** What happens to an accepted block that is repeated with the same transaction. */
  readonly repeatedBlock:
    'answered' | 'takenTwice' | 'refused' | 'notUnderstood' | 'ignored' | 'endsStp' | 'restarts';
  /** The answer to `AT+SMOD?` for the updater in flash, and for the one that was loaded in recovery. */
  readonly updaterNumber: 4 | 3;
  readonly loadedUpdaterNumber: 4 | 3 | 1;
  /** State 1: a program that behaves like firmware, or recovery with mtools.elf, which accepts an image only on the fly. */
  readonly mTools: 'likeFirmware' | 'inRecovery';
  /** Whether the flash has an updater. Without one, a restart leads to recovery and loses a loaded updater. */
  readonly updaterInFlash: boolean;
  readonly stateForm: 'bare' | 'named' | 'quoted' | 'twoDigits' | 'word';
  /** The form of the answer to `AT+SMUPGRADE?`. */
  readonly reportForm: 'usual' | 'otherWords' | 'capitals' | 'percentage' | 'code' | 'error';
  /** How the modem reports a failed upgrade. */
  readonly failureWord: 'failure' | 'aborted' | 'badImage';
  /** What happens to the report of an earlier upgrade (`initialReport`) when a new one begins. */
  readonly earlierReport: 'forgotten' | 'saidWhileApplying' | 'saidUntilRestart';
  readonly bootModeForm: 'named' | 'lowerCase' | 'quoted' | 'number' | 'error';
  /** The answer to `AT+CFUN=4`. */
  readonly radioOff: 'OK' | 'ERROR' | '+CME ERROR: operation not allowed';
  /** The time from `AT+SMUPGRADE` to its OK, milliseconds. */
  readonly applyAnswerMs: number;
  /** How long the modem is silent after a transfer was closed, milliseconds. */
  readonly silentAfterTransferMs: number;
  /** How long the modem still reports its updater after it applied a file, before its firmware starts, milliseconds. */
  readonly showsUpdaterMs: number;
  /** How long it is at work in its updater once more when it is started behind an image that was written while it arrived, milliseconds. */
  readonly worksAfterStartMs: number;
  /** Whether the modem answers ERROR to every command, `AT` included. */
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

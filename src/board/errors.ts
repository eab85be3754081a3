import type { ErrorCode } from '../base/errorCodes';
import { type Phrase, phrase } from '../base/phrase';
import { POWER_OFF_AND_REPEAT, POWER_OFF_AND_RETRY } from '../base/powerOff';
import { errorMessage } from '../base/thrown';
import { UpgradeError } from '../base/upgradeError';
import type { StartCause, StartTrouble } from './repl/startText';

/** Pycom's own updater for the board's firmware; the modem's firmware is another thing. */
const UPDATE_THE_BOARD = phrase(
  'Update the firmware of the board itself with the Pycom Firmware Update tool (latest stable "pybytes" build), then try again.',
);

/**
 * The pin is looked at when the board starts; from three seconds on it would start an older firmware, from six the factory's
 * (pycom-micropython-sigfox, esp32/bootloader/bootmgr.c).
 */
export const SAFE_BOOT_BY_HAND = phrase(
  'Start the board in safe boot, which skips boot.py and main.py. Connect P12 (G28 on the Expansion Board) to 3V3, and press the reset button. Remove the wire after one to two seconds, while the LED blinks slowly.',
);

const STOP_THE_WATCHDOG = phrase(
  'Remove machine.WDT from main.py and boot.py, type "import pycom; pycom.wdt_on_boot(False)" at the board’s prompt, press its reset button, and try again.',
);

/** What a board that does not come up tells of itself, and what ends that. */
const DOES_NOT_START: Readonly<Record<StartTrouble, { code: ErrorCode; sentence: Phrase; remedy: Phrase }>> =
  {
    watchdog: {
      code: 'BOARD_WATCHDOG',
      sentence: phrase('A watchdog keeps restarting the board.'),
      remedy: phrase('{safeBoot} {stop}', { safeBoot: SAFE_BOOT_BY_HAND, stop: STOP_THE_WATCHDOG }),
    },
    brownOut: {
      code: 'BOARD_BROWNOUT',
      sentence: phrase('The board’s power supply is too weak: it reports "Brownout detector was triggered".'),
      remedy: phrase(
        'Use a shorter, thicker USB cable, plug it straight into the computer or into a powered hub, and try again.',
      ),
    },
    crash: {
      code: 'BOARD_NOT_STARTING',
      sentence: phrase('The board’s firmware keeps crashing ("Guru Meditation Error").'),
      remedy: phrase('{safeBoot} If it still crashes: {update}', {
        safeBoot: SAFE_BOOT_BY_HAND,
        update: UPDATE_THE_BOARD,
      }),
    },
    downloadMode: {
      code: 'BOARD_NOT_STARTING',
      sentence: phrase('The board is in download mode, waiting for new firmware.'),
      remedy: phrase(
        'Remove the wire between P2 (G23 on the Expansion Board) and GND, press the reset button, and try again.',
      ),
    },
    noFirmware: {
      code: 'BOARD_NOT_STARTING',
      sentence: phrase('The board can’t start: its firmware is missing or damaged.'),
      remedy: UPDATE_THE_BOARD,
    },
    deepSleep: {
      code: 'BOARD_SLEEPS',
      sentence: phrase('The program on the board keeps putting it into deep sleep.'),
      remedy: SAFE_BOOT_BY_HAND,
    },
    power: {
      code: 'BOARD_NOT_STARTING',
      sentence: phrase('The board keeps restarting and never reaches its prompt.'),
      remedy: phrase(
        'Use another USB cable and another port, and don’t press the reset button. If that doesn’t help: {safeBoot}',
        { safeBoot: SAFE_BOOT_BY_HAND },
      ),
    },
    loop: {
      code: 'BOARD_NOT_STARTING',
      sentence: phrase('The board keeps restarting and never reaches its prompt.'),
      remedy: SAFE_BOOT_BY_HAND,
    },
  };

/** Why a board restarted while it was working for us. */
const RESTARTED: Readonly<Record<StartCause, { sentence: Phrase; remedy: Phrase }>> = {
  watchdog: {
    sentence: phrase('A watchdog restarted the board while it was working.'),
    remedy: phrase(
      'A program on the board, or Pybytes, set this watchdog. Try again: the board then starts without them. If that doesn’t help: {stop}',
      { stop: STOP_THE_WATCHDOG },
    ),
  },
  brownOut: {
    sentence: phrase('The board’s power supply was too weak, and the board restarted.'),
    remedy: DOES_NOT_START.brownOut.remedy,
  },
  crash: {
    sentence: phrase('The board’s firmware crashed, and the board restarted.'),
    remedy: phrase('Try again. If it happens again: {update}', { update: UPDATE_THE_BOARD }),
  },
  deepSleep: {
    sentence: phrase('The board went into deep sleep while it was working, and restarted.'),
    remedy: SAFE_BOOT_BY_HAND,
  },
  power: {
    sentence: phrase('The board restarted while it was working.'),
    remedy: phrase('Give the board stable power, don’t press its reset button, and try again.'),
  },
  unknown: {
    sentence: phrase('The board restarted while it was working.'),
    remedy: phrase('Give the board stable power, don’t press its reset button, and try again.'),
  },
};

const FTP_REMEDY = phrase(
  'Close other FTP programs (the board accepts one at a time), stay close to its Wi-Fi, and try again.',
);

export const boardErrors = {
  silent: (path: string): UpgradeError =>
    new UpgradeError({
      code: 'REPL_SILENT',
      sentence: phrase('Nothing answers at {path}.', { path }),
      remedy: phrase(
        'Check that this is the board’s port and that a module sits in the shield, press its reset button and try again. After a modem upgrade that failed: {powerOff} If main.py turns the terminal off (os.dupterm, micropython.kbd_intr): {safeBoot}',
        { powerOff: POWER_OFF_AND_RETRY, safeBoot: SAFE_BOOT_BY_HAND },
      ),
    }),
  busy: (path: string): UpgradeError =>
    new UpgradeError({
      code: 'REPL_BUSY',
      sentence: phrase('The program on the board at {path} can’t be stopped.', { path }),
      remedy: phrase('{safeBoot} Then try again, or replace main.py with an empty file first.', {
        safeBoot: SAFE_BOOT_BY_HAND,
      }),
    }),
  doesNotStart: (trouble: StartTrouble): UpgradeError => new UpgradeError(DOES_NOT_START[trouble]),
  /** @param seconds until it restarts the board */
  watchdog: (seconds: number): UpgradeError =>
    new UpgradeError({
      code: 'BOARD_WATCHDOG',
      category: 'badInput',
      sentence: phrase(
        'A watchdog restarts the board every {seconds} s and can’t be extended: it would interrupt the upgrade.',
        { seconds },
      ),
      remedy: STOP_THE_WATCHDOG,
    }),
  hashBusy: (): UpgradeError =>
    new UpgradeError({
      code: 'BOARD_HASH_BUSY',
      category: 'badInput',
      sentence: phrase(
        'A program on the board started a hash and didn’t finish it. The board can compute only one at a time, so it can’t verify a copy.',
      ),
      remedy: phrase(
        'Press the board’s reset button and try again. If main.py or boot.py starts that hash, connect the board by USB: it then starts without them.',
      ),
    }),
  upgrading: (): UpgradeError =>
    new UpgradeError({
      code: 'BOARD_UPGRADING',
      category: 'badInput',
      sentence: phrase('The board is upgrading its modem right now, so it wasn’t interrupted.'),
      remedy: phrase('Keep the power on, wait until the board shows its prompt, then try again.'),
    }),
  garbled: (path: string): UpgradeError =>
    new UpgradeError({
      code: 'REPL_GARBLED',
      sentence: phrase('The device at {path} shows no MicroPython prompt, or uses another baud rate.', {
        path,
      }),
      remedy: POWER_OFF_AND_RETRY,
    }),
  timeout: (what: Phrase, seconds: number): UpgradeError =>
    new UpgradeError({
      code: 'REPL_TIMEOUT',
      sentence: phrase('The board didn’t finish within {seconds} s: {what}.', { what, seconds }),
      remedy: POWER_OFF_AND_RETRY,
    }),
  restarted: (cause: StartCause = 'unknown'): UpgradeError =>
    new UpgradeError({ code: 'BOARD_RESTARTED', ...RESTARTED[cause] }),
  programFailed: (what: Phrase, traceback: string): UpgradeError =>
    new UpgradeError({
      code: 'BOARD_PROGRAM_FAILED',
      sentence: phrase('The board reports an error ({what}): {error}', { what, error: lastLine(traceback) }),
      remedy: phrase('Press the board’s reset button and try again.'),
      cause: new Error(traceback),
    }),
  notPycom: (name: string): UpgradeError =>
    new UpgradeError({
      code: 'BOARD_NOT_PYCOM',
      category: 'badInput',
      sentence: phrase('This is a "{name}", not a Pycom board with an LTE modem.', { name }),
      remedy: phrase('Choose the port of a GPy, FiPy or G01.'),
    }),
  withoutModem: (name: string): UpgradeError =>
    new UpgradeError({
      code: 'BOARD_WITHOUT_MODEM',
      category: 'badInput',
      sentence: phrase('A {name} has no LTE modem.', { name }),
      remedy: phrase('Choose the port of a GPy, FiPy or G01.'),
    }),
  firmwareTooOld: (release: string, needed: string): UpgradeError =>
    new UpgradeError({
      code: 'BOARD_FIRMWARE_TOO_OLD',
      category: 'badInput',
      sentence: phrase('The board’s firmware is {release}; upgrading the modem needs {needed} or newer.', {
        release,
        needed,
      }),
      remedy: UPDATE_THE_BOARD,
    }),
  toolMissing: (release: string): UpgradeError =>
    new UpgradeError({
      code: 'BOARD_TOOL_MISSING',
      category: 'badInput',
      sentence: phrase('The board’s firmware ({release}) doesn’t include "sqnsupgrade".', { release }),
      remedy: UPDATE_THE_BOARD,
    }),
  unknownToTool: (name: string): UpgradeError =>
    new UpgradeError({
      code: 'BOARD_TOOL_MISSING',
      category: 'badInput',
      sentence: phrase(
        'The board reports itself as "{name}". Its built-in upgrade tool works only on a board that reports GPy or FiPy.',
        { name },
      ),
      remedy: phrase(
        'Install Pycom’s GPy firmware with the Pycom Firmware Update tool: a G01 then reports itself as GPy. Then try again.',
      ),
    }),
  toolTooOld: (version: string, needed: string): UpgradeError =>
    new UpgradeError({
      code: 'BOARD_TOOL_TOO_OLD',
      category: 'badInput',
      sentence: phrase('The board’s "sqnsupgrade" is version {version}; this needs {needed} or newer.', {
        version,
        needed,
      }),
      remedy: UPDATE_THE_BOARD,
    }),
  mirrorModeMissing: (release: string): UpgradeError =>
    new UpgradeError({
      code: 'BOARD_MIRROR_MODE_MISSING',
      category: 'badInput',
      sentence: phrase(
        'The board’s firmware ({release}) can’t connect its port to the modem (MIRROR mode).',
        {
          release,
        },
      ),
      remedy: UPDATE_THE_BOARD,
    }),
  sdCard: (state: 'absent' | 'unreadable'): UpgradeError =>
    new UpgradeError({
      code: 'BOARD_SD_CARD',
      category: 'badInput',
      sentence:
        state === 'absent'
          ? phrase('There is no SD card in the board.')
          : phrase('The board can’t read its SD card.'),
      remedy: phrase('Insert a card formatted as FAT32 (MBR, one primary partition), and try again.'),
    }),
  cardLost: (cause: unknown): UpgradeError =>
    new UpgradeError({
      code: 'BOARD_SD_CARD',
      sentence: phrase('The SD card stopped responding while the board was using it.'),
      remedy: phrase('Push the card in until it clicks, or use another card, and try again.'),
      cause,
    }),
  cardReadOnly: (cause: unknown): UpgradeError =>
    new UpgradeError({
      code: 'BOARD_SD_CARD',
      category: 'badInput',
      sentence: phrase('The board can’t write to the SD card.'),
      remedy: phrase('Unlock the card, or use another one, and try again.'),
      cause,
    }),
  cardKeepsFiles: (): UpgradeError =>
    new UpgradeError({
      code: 'BOARD_SD_CARD',
      sentence: phrase('The SD card still contains files after formatting.'),
      remedy: phrase(
        'Format the card as FAT32 (MBR, one primary partition) on a computer, or use another card, and try again.',
      ),
    }),
  noSpace: (path: string, needed: number, free: number): UpgradeError =>
    new UpgradeError({
      code: 'BOARD_NO_SPACE',
      category: 'badInput',
      sentence: phrase('{path} needs {needed} bytes, but the board has only {free} free.', {
        path,
        needed,
        free,
      }),
      remedy: phrase('Delete files on the board, or use an SD card or UART.'),
    }),
  uploadInterrupted: (reason: Phrase): UpgradeError =>
    new UpgradeError({
      code: 'UPLOAD_INTERRUPTED',
      sentence: phrase('The upload to the board failed: {reason}.', { reason }),
      remedy: phrase('Use a shorter USB cable or another port, and try again.'),
    }),
  /** @param words the board's own, such as `OSError: 28` */
  receiverFailed: (words: string): UpgradeError =>
    new UpgradeError({
      code: 'UPLOAD_INTERRUPTED',
      sentence: phrase('The upload to the board failed; the board reports: {words}.', { words }),
      remedy: phrase('Use a shorter USB cable or another port, and try again.'),
    }),
  ftpFailed: (cause: unknown): UpgradeError =>
    new UpgradeError({
      code: 'FTP_FAILED',
      sentence: phrase('The file couldn’t be copied to the board by FTP: {reason}.', {
        reason: errorMessage(cause),
      }),
      remedy: FTP_REMEDY,
      cause,
    }),
  ftpIncomplete: (arrived: number, size: number): UpgradeError =>
    new UpgradeError({
      code: 'FTP_FAILED',
      sentence: phrase('Only {arrived} of the file’s {size} bytes reached the board by FTP.', {
        arrived,
        size,
      }),
      remedy: FTP_REMEDY,
    }),
  uploadDamaged: (path: string): UpgradeError =>
    new UpgradeError({
      code: 'UPLOAD_DAMAGED',
      sentence: phrase('{path} was damaged on its way to the board, twice.', { path }),
      remedy: phrase('Use a shorter USB cable or another port, and try again.'),
    }),
  toolSilent: (what: Phrase, minutes: number): UpgradeError =>
    new UpgradeError({
      code: 'TOOL_SILENT',
      sentence: phrase(
        'The board has been silent for {minutes} minutes, longer than its own time limits. Last status: {what}',
        {
          what,
          minutes,
        },
      ),
      remedy: POWER_OFF_AND_REPEAT,
    }),
};

function lastLine(text: string): string {
  return text.trim().split(/\r?\n/).at(-1) ?? '';
}

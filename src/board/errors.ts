import type { ErrorCode } from '../base/errorCodes';
import { type Phrase, phrase } from '../base/phrase';
import { POWER_OFF_AND_REPEAT, POWER_OFF_AND_RETRY } from '../base/powerOff';
import { reasonOf } from '../base/thrown';
import { UpgradeError } from '../base/upgradeError';
import type { StartCause, StartTrouble } from './startText';

/** Pycom's own updater for the board's firmware; the modem's firmware is another thing. */
const UPDATE_THE_BOARD = phrase(
  'Update the firmware of the board itself with the Pycom Firmware Update tool (latest stable "pybytes" build), then try again.',
);

/**
 * The pin is looked at when the board starts; from three seconds on it would start an older firmware, from six the factory's
 * (pycom-micropython-sigfox, esp32/bootloader/bootmgr.c).
 */
export const SAFE_BOOT_BY_HAND = phrase(
  'Start the board in safe boot, without its own programs: connect P12 (G28 on the Expansion Board) to 3V3, press the reset button, and take the wire off after one to two seconds, while the LED blinks slowly.',
);

const STOP_THE_WATCHDOG = phrase(
  'Take machine.WDT out of main.py and boot.py, type "import pycom; pycom.wdt_on_boot(False)" at the prompt of the board, press its reset button, and try again.',
);

/** What a board that does not come up tells of itself, and what ends that. */
const DOES_NOT_START: Readonly<Record<StartTrouble, { code: ErrorCode; sentence: Phrase; remedy: Phrase }>> =
  {
    watchdog: {
      code: 'BOARD_WATCHDOG',
      sentence: phrase('A watchdog restarts the board again and again.'),
      remedy: phrase('{safeBoot} {stop}', { safeBoot: SAFE_BOOT_BY_HAND, stop: STOP_THE_WATCHDOG }),
    },
    brownOut: {
      code: 'BOARD_BROWNOUT',
      sentence: phrase('The supply of the board breaks down: it says "Brownout detector was triggered".'),
      remedy: phrase(
        'Use a shorter and thicker USB cable, a port of the computer itself or a hub with a supply of its own, and try again.',
      ),
    },
    crash: {
      code: 'BOARD_NOT_STARTING',
      sentence: phrase('The firmware of the board crashes again and again ("Guru Meditation Error").'),
      remedy: phrase('{safeBoot} If it crashes there, too: {update}', {
        safeBoot: SAFE_BOOT_BY_HAND,
        update: UPDATE_THE_BOARD,
      }),
    },
    downloadMode: {
      code: 'BOARD_NOT_STARTING',
      sentence: phrase('The board waits for new firmware of its own (download mode).'),
      remedy: phrase(
        'Take off the wire between P2 (G23 on the Expansion Board) and GND, press the reset button, and try again.',
      ),
    },
    noFirmware: {
      code: 'BOARD_NOT_STARTING',
      sentence: phrase('The board cannot start: its own firmware is missing or damaged.'),
      remedy: UPDATE_THE_BOARD,
    },
    deepSleep: {
      code: 'BOARD_SLEEPS',
      sentence: phrase('The program on the board puts it to sleep again and again (deep sleep).'),
      remedy: SAFE_BOOT_BY_HAND,
    },
    power: {
      code: 'BOARD_NOT_STARTING',
      sentence: phrase('The board starts again and again without coming to its prompt.'),
      remedy: phrase(
        'Use another USB cable and another port, and do not touch the reset button. If that changes nothing: {safeBoot}',
        { safeBoot: SAFE_BOOT_BY_HAND },
      ),
    },
    loop: {
      code: 'BOARD_NOT_STARTING',
      sentence: phrase('The board starts again and again without coming to its prompt.'),
      remedy: SAFE_BOOT_BY_HAND,
    },
  };

/** Why a board that was at work for us started anew. */
const RESTARTED: Readonly<Record<StartCause, { sentence: Phrase; remedy: Phrase }>> = {
  watchdog: {
    sentence: phrase('A watchdog restarted the board in the middle of its work.'),
    remedy: phrase(
      'A program on the board sets one, or Pybytes does. Try again: the board is then started without them. If that changes nothing: {stop}',
      { stop: STOP_THE_WATCHDOG },
    ),
  },
  brownOut: {
    sentence: phrase('The supply of the board broke down in the middle of its work, and it restarted.'),
    remedy: DOES_NOT_START.brownOut.remedy,
  },
  crash: {
    sentence: phrase('The firmware of the board crashed in the middle of its work, and it restarted.'),
    remedy: phrase('Try again. If it happens again: {update}', { update: UPDATE_THE_BOARD }),
  },
  deepSleep: {
    sentence: phrase('The board went to sleep in the middle of its work (deep sleep), and restarted.'),
    remedy: SAFE_BOOT_BY_HAND,
  },
  power: {
    sentence: phrase('The board restarted in the middle of its work.'),
    remedy: phrase('Give it stable power, do not touch its reset button, and try again.'),
  },
  unknown: {
    sentence: phrase('The board restarted in the middle of its work.'),
    remedy: phrase('Give it stable power, do not touch its reset button, and try again.'),
  },
};

const FTP_REMEDY = phrase(
  'Close other FTP programs (the board serves one), stay near its Wi-Fi, and try again.',
);

export const boardErrors = {
  silent: (path: string): UpgradeError =>
    new UpgradeError({
      code: 'REPL_SILENT',
      sentence: phrase('Nothing answers at {path}.', { path }),
      remedy: phrase(
        "Check that this is the board's port and that a module sits in the shield, press its reset button and try again. After a modem upgrade that broke off: {powerOff} If main.py switches the terminal off (os.dupterm, micropython.kbd_intr): {safeBoot}",
        { powerOff: POWER_OFF_AND_RETRY, safeBoot: SAFE_BOOT_BY_HAND },
      ),
    }),
  busy: (path: string): UpgradeError =>
    new UpgradeError({
      code: 'REPL_BUSY',
      sentence: phrase('The board at {path} runs a program that cannot be stopped.', { path }),
      remedy: phrase('{safeBoot} Then try again, or replace main.py by an empty one first.', {
        safeBoot: SAFE_BOOT_BY_HAND,
      }),
    }),
  doesNotStart: (trouble: StartTrouble): UpgradeError => new UpgradeError(DOES_NOT_START[trouble]),
  /** @param seconds until it restarts the board */
  watchdog: (seconds: number): UpgradeError =>
    new UpgradeError({
      code: 'BOARD_WATCHDOG',
      exposure: 'badInput',
      sentence: phrase(
        'A watchdog on the board restarts it every {seconds} s, and cannot be given more time: it would cut the upgrade in two.',
        { seconds },
      ),
      remedy: STOP_THE_WATCHDOG,
    }),
  hashBusy: (): UpgradeError =>
    new UpgradeError({
      code: 'BOARD_HASH_BUSY',
      exposure: 'badInput',
      sentence: phrase(
        'A program on the board has begun a hash and not ended it. The board can do only one at a time, so a copy cannot be checked.',
      ),
      remedy: phrase(
        'Press the reset button of the board and try again. If main.py or boot.py begins that hash, connect the board by USB, where it is started without them.',
      ),
    }),
  upgrading: (): UpgradeError =>
    new UpgradeError({
      code: 'BOARD_UPGRADING',
      exposure: 'badInput',
      sentence: phrase('The board is upgrading its modem at this moment; it was not disturbed.'),
      remedy: phrase('Leave it alone until it shows its prompt, keep the power on, then try again.'),
    }),
  garbled: (path: string): UpgradeError =>
    new UpgradeError({
      code: 'REPL_GARBLED',
      sentence: phrase('What answers at {path} is no MicroPython prompt, or speaks at another baud rate.', {
        path,
      }),
      remedy: POWER_OFF_AND_RETRY,
    }),
  timeout: (what: Phrase, seconds: number): UpgradeError =>
    new UpgradeError({
      code: 'REPL_TIMEOUT',
      sentence: phrase('The board did not finish within {seconds} s: {what}.', { what, seconds }),
      remedy: POWER_OFF_AND_RETRY,
    }),
  restarted: (cause: StartCause = 'unknown'): UpgradeError =>
    new UpgradeError({ code: 'BOARD_RESTARTED', ...RESTARTED[cause] }),
  programFailed: (what: Phrase, traceback: string): UpgradeError =>
    new UpgradeError({
      code: 'BOARD_PROGRAM_FAILED',
      sentence: phrase('The board reports an error ({what}): {error}', { what, error: lastLine(traceback) }),
      remedy: phrase('Press the reset button of the board and try again.'),
      cause: new Error(traceback),
    }),
  notPycom: (name: string): UpgradeError =>
    new UpgradeError({
      code: 'BOARD_NOT_PYCOM',
      exposure: 'badInput',
      sentence: phrase('This is a "{name}", not a Pycom board with an LTE modem.', { name }),
      remedy: phrase('Choose the port of a GPy, FiPy or G01.'),
    }),
  withoutModem: (name: string): UpgradeError =>
    new UpgradeError({
      code: 'BOARD_WITHOUT_MODEM',
      exposure: 'badInput',
      sentence: phrase('A {name} has no LTE modem.', { name }),
      remedy: phrase('Choose the port of a GPy, FiPy or G01.'),
    }),
  firmwareTooOld: (release: string, needed: string): UpgradeError =>
    new UpgradeError({
      code: 'BOARD_FIRMWARE_TOO_OLD',
      exposure: 'badInput',
      sentence: phrase(
        'The firmware of the board is {release}; upgrading the modem needs {needed} or newer.',
        {
          release,
          needed,
        },
      ),
      remedy: UPDATE_THE_BOARD,
    }),
  toolMissing: (release: string): UpgradeError =>
    new UpgradeError({
      code: 'BOARD_TOOL_MISSING',
      exposure: 'badInput',
      sentence: phrase('The firmware of the board ({release}) comes without "sqnsupgrade".', { release }),
      remedy: UPDATE_THE_BOARD,
    }),
  unknownToTool: (name: string): UpgradeError =>
    new UpgradeError({
      code: 'BOARD_TOOL_MISSING',
      exposure: 'badInput',
      sentence: phrase(
        'The board calls itself "{name}", and its own upgrade tool works only on a board that calls itself GPy or FiPy.',
        { name },
      ),
      remedy: phrase(
        'Install Pycom’s firmware for the GPy with the Pycom Firmware Update tool: with it a G01 calls itself GPy. Then try again.',
      ),
    }),
  toolTooOld: (version: string, needed: string): UpgradeError =>
    new UpgradeError({
      code: 'BOARD_TOOL_TOO_OLD',
      exposure: 'badInput',
      sentence: phrase('The "sqnsupgrade" of the board is {version}; this needs {needed} or newer.', {
        version,
        needed,
      }),
      remedy: UPDATE_THE_BOARD,
    }),
  mirrorModeMissing: (release: string): UpgradeError =>
    new UpgradeError({
      code: 'BOARD_MIRROR_MODE_MISSING',
      exposure: 'badInput',
      sentence: phrase('The firmware of the board ({release}) cannot hand its port to the modem.', {
        release,
      }),
      remedy: UPDATE_THE_BOARD,
    }),
  sdCard: (state: 'absent' | 'unreadable'): UpgradeError =>
    new UpgradeError({
      code: 'BOARD_SD_CARD',
      exposure: 'badInput',
      sentence:
        state === 'absent'
          ? phrase('There is no SD card in the board.')
          : phrase('The board cannot read its SD card.'),
      remedy: phrase('Insert a card formatted as FAT32 (MBR, one primary partition), and try again.'),
    }),
  cardLost: (cause: unknown): UpgradeError =>
    new UpgradeError({
      code: 'BOARD_SD_CARD',
      sentence: phrase('The SD card stopped answering while the board used it.'),
      remedy: phrase('Push the card in until it clicks, or use another one, and try again.'),
      cause,
    }),
  cardReadOnly: (cause: unknown): UpgradeError =>
    new UpgradeError({
      code: 'BOARD_SD_CARD',
      exposure: 'badInput',
      sentence: phrase('The SD card cannot be written to.'),
      remedy: phrase('Slide its lock off, or use another card, and try again.'),
      cause,
    }),
  cardKeepsFiles: (): UpgradeError =>
    new UpgradeError({
      code: 'BOARD_SD_CARD',
      sentence: phrase('The SD card still holds files after it was formatted.'),
      remedy: phrase(
        'Format it as FAT32 (MBR, one primary partition) in a computer, or use another card, and try again.',
      ),
    }),
  noSpace: (path: string, needed: number, free: number): UpgradeError =>
    new UpgradeError({
      code: 'BOARD_NO_SPACE',
      exposure: 'badInput',
      sentence: phrase('{path} needs {needed} bytes, but only {free} are free on the board.', {
        path,
        needed,
        free,
      }),
      remedy: phrase('Remove files from the board, or use an SD card or the USB method.'),
    }),
  uploadInterrupted: (reason: Phrase): UpgradeError =>
    new UpgradeError({
      code: 'UPLOAD_INTERRUPTED',
      sentence: phrase('The upload to the board broke off: {reason}.', { reason }),
      remedy: phrase('Use a shorter USB cable or another port, and try again.'),
    }),
  /** @param words the board's own, such as `OSError: 28` */
  receiverFailed: (words: string): UpgradeError =>
    new UpgradeError({
      code: 'UPLOAD_INTERRUPTED',
      sentence: phrase('The upload to the board broke off; the board says: {words}.', { words }),
      remedy: phrase('Use a shorter USB cable or another port, and try again.'),
    }),
  ftpFailed: (cause: unknown): UpgradeError =>
    new UpgradeError({
      code: 'FTP_FAILED',
      sentence: phrase('The file could not be copied to the board by FTP: {reason}.', {
        reason: reasonOf(cause),
      }),
      remedy: FTP_REMEDY,
      cause,
    }),
  ftpIncomplete: (arrived: number, size: number): UpgradeError =>
    new UpgradeError({
      code: 'FTP_FAILED',
      sentence: phrase('Of the file, {arrived} of {size} bytes arrived on the board by FTP.', {
        arrived,
        size,
      }),
      remedy: FTP_REMEDY,
    }),
  uploadDamaged: (path: string): UpgradeError =>
    new UpgradeError({
      code: 'UPLOAD_DAMAGED',
      sentence: phrase('{path} arrived damaged on the board, twice.', { path }),
      remedy: phrase('Use a shorter USB cable or another port, and try again.'),
    }),
  toolSilent: (what: Phrase, minutes: number): UpgradeError =>
    new UpgradeError({
      code: 'TOOL_SILENT',
      sentence: phrase(
        'The board has said nothing for {minutes} minutes, longer than its own limits. Last known: {what}',
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

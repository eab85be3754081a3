import type { ErrorCode } from '../../base/errorCodes';
import { type Phrase, phrase } from '../../base/phrase';
import { POWER_OFF, POWER_OFF_AND_RETRY } from '../../base/powerOff';
import { UpgradeError } from '../../base/upgradeError';

/** What `sqnsupgrade` prints when something goes wrong, what that means, and what to do about it. */
interface FailureText {
  readonly pattern: RegExp;
  readonly code: ErrorCode;
  readonly sentence: Phrase;
  readonly remedy: Phrase;
  /** Adds to another failure rather than being one. */
  readonly detail?: true;
  /** What it says was the modem's own word, by which its upgrade is over. */
  readonly isModems?: true;
  /** It asked the modem for minutes, and heard of no end. */
  readonly sawNoEnd?: true;
}

export interface ToolFailure {
  readonly code: ErrorCode;
  readonly sentence: Phrase;
  readonly remedy: Phrase;
  /** Follows another failure and explains it. */
  readonly detail: boolean;
  /** The modem said itself that its upgrade failed: it is at work no more. */
  readonly isModems?: boolean;
  /** The tool asked the modem for minutes, and heard of no end of its upgrade. */
  readonly sawNoEnd?: boolean;
}

const POWER_CYCLE = phrase('{powerOff}, start it in safe boot, and repeat the same steps.', {
  powerOff: POWER_OFF,
});
/**
 * For what the board's tool does to itself: it reads a crash dump of the modem with a limit, and a longer one gets the two out
 * of step, each time anew (Pycom forum 5589).
 */
const POWER_CYCLE_OR_UART = phrase(
  '{powerCycle} If it fails the same way again, use UART, which doesn’t need the board’s own transfer.',
  { powerCycle: POWER_CYCLE },
);
const REPAIR = phrase(
  '{powerOff} If that doesn’t help: run lte.reset() or lte.factory_reset() on the board, then pycom.lte_modem_en_on_boot(False), unplug it again and repeat.',
  { powerOff: POWER_OFF_AND_RETRY },
);
const READ_AGAIN = phrase('Leave the power on and read the modem again: it may already run the new version.');
const RIGHT_FILE = phrase(
  'Choose the file made for the version the modem runs now: the five digits before "-to-" must match the modem’s build. Don’t mix CAT-M1 and NB-IoT files.',
);
const CARD = phrase(
  'Insert a card formatted as FAT32 (MBR, one primary partition), restart the board and try again.',
);
const NEWER_BOARD_FIRMWARE = phrase(
  'Update the firmware of the board itself with the Pycom Firmware Update tool (latest stable "pybytes" build), then try again.',
);

const BOOTROM_KEPT = phrase(
  'No image was sent. Try again. If it fails again, upgrade from an SD card with updater.elf, or use a differential image, which doesn’t need another bootrom.',
);

/** Order matters: the first that fits. Sources: Pycom's public firmware and documentation, users' logs. */
const FAILURES: readonly FailureText[] = [
  {
    pattern: /Exception when checking file (.*?)\.\.\. ?wrong file name/,
    code: 'TOOL_FILE_UNUSABLE',
    sentence: phrase('The board can’t open the firmware file.'),
    remedy: phrase('Check that the file is on the board, and upload it again.'),
  },
  {
    pattern: /Firmware file is too small/,
    code: 'TOOL_FILE_UNUSABLE',
    sentence: phrase('The firmware file on the board is too small.'),
    remedy: phrase('Download the file again, and upload it to the board again.'),
  },
  {
    pattern: /This firmware does not contain a recovery bootrom/,
    code: 'TOOL_FILE_UNUSABLE',
    sentence: phrase('The updater on the board contains no recovery boot loader.'),
    remedy: phrase('Use "updater.elf" from the same archive as the firmware file.'),
  },
  {
    pattern: /Unable to mount SD card/,
    code: 'TOOL_SD_CARD',
    sentence: phrase('The board can’t mount its SD card.'),
    remedy: CARD,
  },
  {
    pattern: /SD card already mounted on/,
    code: 'TOOL_SD_CARD',
    sentence: phrase('The SD card is mounted in the wrong place.'),
    remedy: phrase('Restart the board so that none of your programs has mounted the card, and try again.'),
  },
  {
    pattern: /recovery mode\. Please specify updater\.elf/,
    code: 'TOOL_UPDATER_NEEDED',
    sentence: phrase('The modem is in recovery mode and needs the updater first.'),
    remedy: phrase('Repeat with a full image and “updater.elf” from the same archive.'),
  },
  {
    pattern: /Unable to load updater from/,
    code: 'TOOL_TRANSFER_FAILED',
    sentence: phrase('The updater couldn’t be loaded into the modem.'),
    remedy: REPAIR,
  },
  {
    pattern: /Received ERROR from AT\+SMSWBOOT/,
    code: 'TOOL_MODEM_REFUSED',
    sentence: phrase('The modem refused to start its updater.'),
    remedy: REPAIR,
  },
  {
    pattern: /AT\+SMSWBOOT=\d,\d failed/,
    code: 'TOOL_MODEM_REFUSED',
    sentence: phrase('The modem refused to change its boot mode.'),
    remedy: REPAIR,
  },
  {
    pattern: /Invalid answer '(.*)' from the device/,
    code: 'TOOL_MODEM_REFUSED',
    sentence: phrase('The modem gave an invalid answer.'),
    remedy: POWER_CYCLE_OR_UART,
  },
  {
    pattern: /Failed to start STP mode/,
    code: 'TOOL_MODEM_REFUSED',
    sentence: phrase('The modem didn’t start the transfer.'),
    remedy: POWER_CYCLE_OR_UART,
  },
  {
    pattern: /AT auto-negotiation failed/,
    code: 'TOOL_MODEM_SILENT',
    sentence: phrase('The board and the modem couldn’t agree on a baud rate.'),
    remedy: REPAIR,
  },
  {
    pattern: /ERROR sending AT command\.\.\. no response/,
    code: 'TOOL_MODEM_SILENT',
    sentence: phrase('The modem didn’t answer an AT command.'),
    remedy: POWER_CYCLE,
  },
  {
    pattern: /Timeout waiting for modem to respond/,
    code: 'TOOL_MODEM_SILENT',
    sentence: phrase('The modem didn’t answer the board’s tool within 300 s.'),
    remedy: POWER_CYCLE,
    sawNoEnd: true,
  },
  {
    pattern: /Could not detect your modem|Cannot determine modem state/,
    code: 'TOOL_MODEM_SILENT',
    sentence: phrase('The board can’t find its modem.'),
    remedy: POWER_CYCLE,
  },
  {
    pattern: /Please try to power off your device and restart in safeboot mode/,
    code: 'TOOL_MODEM_SILENT',
    sentence: phrase('The board asks you to unplug it and start it in safe boot.'),
    remedy: POWER_CYCLE,
    detail: true,
  },
  {
    pattern: /Code download failed ?(\[\d\])?/,
    code: 'TOOL_TRANSFER_FAILED',
    sentence: phrase('The transfer to the modem failed.'),
    remedy: POWER_CYCLE,
  },
  {
    pattern: /Timeout while waiting for modem to finish updating/,
    code: 'TOOL_UPGRADE_FAILED',
    sentence: phrase('The modem didn’t finish its update in time.'),
    remedy: POWER_CYCLE,
  },
  {
    pattern: /Upgrade failed with result .*?fail.*?!/i,
    code: 'TOOL_UPGRADE_FAILED',
    sentence: phrase('The modem reports that its update failed.'),
    remedy: RIGHT_FILE,
    isModems: true,
  },
  {
    pattern: /Upgrade failed with result (.*?)!/,
    code: 'TOOL_UPGRADE_FAILED',
    sentence: phrase('The modem reports that its update failed.'),
    remedy: RIGHT_FILE,
  },
  {
    pattern: /stopped at: /,
    code: 'TOOL_BOOTROM_KEPT',
    sentence: phrase('The board didn’t replace the factory bootrom 33080. A full image fails with it.'),
    remedy: BOOTROM_KEPT,
  },
  {
    pattern: /Invalid response after upgrade/,
    code: 'TOOL_UPGRADE_FAILED',
    sentence: phrase('The modem doesn’t report how its update ended.'),
    remedy: READ_AGAIN,
  },
  {
    pattern: /Patch didn't apply|failure\[/,
    code: 'TOOL_UPGRADE_FAILED',
    sentence: phrase('The file doesn’t match the firmware in the modem.'),
    remedy: RIGHT_FILE,
    detail: true,
  },
  {
    pattern: /Modem upgrade was unsucessfull|Please check your firmware file/,
    code: 'TOOL_UPGRADE_FAILED',
    sentence: phrase('The board asks you to check the firmware file.'),
    remedy: RIGHT_FILE,
    detail: true,
  },
  {
    pattern: /Unable to upgrade bootrom/,
    code: 'TOOL_UPGRADE_FAILED',
    sentence: phrase('The modem’s boot loader couldn’t be replaced.'),
    remedy: POWER_CYCLE,
  },
  {
    pattern: /Firmware does not support LTE\.modem_upgrade_mode/,
    code: 'BOARD_MIRROR_MODE_MISSING',
    sentence: phrase('The board’s firmware can’t connect its port to the modem (MIRROR mode).'),
    remedy: NEWER_BOARD_FIRMWARE,
  },
];

/** The failure that a line of `sqnsupgrade` tells, if it tells one. */
export function toolFailure(line: string): ToolFailure | undefined {
  const row = FAILURES.find(({ pattern }) => pattern.test(line));
  if (!row) return undefined;
  const { code, sentence, remedy, detail, isModems, sawNoEnd } = row;
  return {
    ...{ code, sentence, remedy, detail: detail === true },
    ...(isModems ? { isModems } : {}),
    ...(sawNoEnd ? { sawNoEnd } : {}),
  };
}

/** What the last line of a traceback means: what the tool raises itself, an error in it, or in how it was called. */
export function crashFailure(lastLine: string): ToolFailure {
  const raised = toolFailure(lastLine);
  if (raised?.detail === false) return raised;
  if (/ImportError: no module named '?sqnsupgrade/.test(lastLine)) {
    return {
      code: 'BOARD_TOOL_MISSING',
      sentence: phrase('The board’s firmware doesn’t include "sqnsupgrade".'),
      remedy: NEWER_BOARD_FIRMWARE,
      detail: false,
    };
  }
  if (
    /cannot import name '?LTE|no attribute '(modem_upgrade_mode|uart|run|info)'|object is not subscriptable|unexpected keyword/.test(
      lastLine,
    )
  ) {
    return {
      code: 'BOARD_TOOL_TOO_OLD',
      sentence: phrase('The board’s firmware is too old for this: {error}', { error: lastLine }),
      remedy: NEWER_BOARD_FIRMWARE,
      detail: false,
    };
  }
  return {
    code: 'TOOL_CRASHED',
    sentence: phrase('The upgrade program on the board failed: {error}', { error: lastLine }),
    remedy: POWER_CYCLE,
    detail: false,
  };
}

export function toolError(failure: ToolFailure, text: string): UpgradeError {
  const { code, sentence, remedy } = failure;
  return new UpgradeError({ code, sentence, remedy, cause: new Error(text) });
}

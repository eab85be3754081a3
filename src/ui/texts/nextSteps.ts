import type { ErrorCode } from '../../base/errorCodes';

/** What can be done from a notification, and from the panel. */
export type NoticeButton =
  | 'retry'
  | 'choosePort'
  | 'another'
  | 'chooseMethod'
  /** The same again, with another password. */
  | 'password'
  | 'recover'
  | 'upgradeThis'
  | 'readVersion'
  | 'showPanel'
  | 'showLog'
  | 'copyReport'
  | 'copyRehearsal';

/** What helps against it, the most useful first: the panel's primary button, and the first of a notification. */
export type NextSteps = readonly NoticeButton[];

const DEFAULT: NextSteps = ['retry', 'showLog'];
/** The file may have been put right where it is. */
const OF_FILE: NextSteps = ['another', 'retry'];
const OF_RULE: NextSteps = ['another'];
const OF_METHOD: NextSteps = ['chooseMethod', 'another'];

/** Codes that are not here have the default: the same again, which may go well another time. */
const AFTER_ERROR: Partial<Record<ErrorCode, NextSteps>> = {
  PORT_NOT_FOUND: ['choosePort', 'retry'],
  PORT_BUSY: ['retry', 'choosePort'],
  PORT_NO_PERMISSION: ['retry', 'choosePort'],
  PORT_OPEN_FAILED: ['retry', 'choosePort'],
  PORT_IN_USE_BY_SESSION: ['showPanel'],
  ANOTHER_BOARD: ['choosePort', 'showLog'],
  REPAIR_OUTDATED: ['showPanel', 'showLog'],
  BOARD_UPGRADING: ['retry', 'choosePort'],
  SERIAL_MODULE_MISSING: ['showLog'],
  FILE_NOT_FOUND: OF_FILE,
  FILE_UNREADABLE: ['retry', 'another'],
  FILE_EMPTY: OF_FILE,
  FILE_TOO_SMALL: OF_FILE,
  FILE_TOO_LARGE: OF_FILE,
  FILE_NOT_FIRMWARE: OF_FILE,
  FILE_TRUNCATED: OF_FILE,
  FILE_DAMAGED: OF_FILE,
  FILE_IS_UPDATER: OF_FILE,
  FILE_NOT_UPDATER: OF_FILE,
  ARCHIVE_PASSWORD_MISSING: ['password', 'another'],
  ARCHIVE_PASSWORD_WRONG: ['password', 'another'],
  IMAGES_DO_NOT_BELONG: OF_FILE,
  RULE_REFUSED: OF_RULE,
};

/** Rules that forbid these files by this method, and may allow them by another. */
const BY_METHOD: readonly string[] = [
  'flash-needs-a-cable',
  'flash-takes-differential-only',
  'flash-full',
  'uart-needs-a-cable',
  'wireless-needs-an-address',
  'two-steps-by-card-or-uart',
  'two-steps-need-load-fff',
  'tool-leaves-bootrom',
  'mirror-means-uart',
  'mirror-cannot-replace-bootrom',
];
/** What a person changes at the board, and then tries again. */
const BY_HAND: readonly string[] = [
  'no-card',
  'card-unreadable',
  'card-full',
  'nothing-answers',
  'no-method',
];

export function stepsAfterError(code: ErrorCode): NextSteps {
  return AFTER_ERROR[code] ?? DEFAULT;
}

/** What a rule refused it refuses again: only other files, another method or another port lead on. */
export function stepsAfterRefusal(rule: string): NextSteps {
  if (BY_HAND.includes(rule)) return ['retry', 'chooseMethod', 'choosePort'];
  return [...(BY_METHOD.includes(rule) ? OF_METHOD : OF_RULE), 'choosePort'];
}

/**
 * Every way this software can fail, by name. The factories that give each its sentence and remedy live in the
 * `errors.ts` of the folder that knows the failure; a test holds that each code has one and is provoked.
 */
export const ERROR_CODES = [
  // base
  'CANCELLED',
  'USAGE',
  // transport
  'PORT_NOT_FOUND',
  'PORT_BUSY',
  'PORT_NO_PERMISSION',
  'PORT_OPEN_FAILED',
  'PORT_UNPLUGGED',
  'PORT_WRITE_STALLED',
  'SERIAL_MODULE_MISSING',
  // modem
  'MODEM_SILENT',
  'AT_TIMEOUT',
  'AT_ERROR',
  'AT_UNEXPECTED',
  // stp
  'STP_NO_ANSWER',
  'STP_REFUSED',
  'STP_DAMAGED',
  'STP_SESSION_REFUSED',
  'STP_NO_PROGRESS',
  // firmware
  'FILE_NOT_FOUND',
  'FILE_UNREADABLE',
  'FILE_EMPTY',
  'FILE_TOO_SMALL',
  'FILE_NOT_FIRMWARE',
  'FILE_TRUNCATED',
  'FILE_DAMAGED',
  'FILE_IS_UPDATER',
  'FILE_NOT_UPDATER',
  // upgrade
  'NOTHING_ANSWERS',
  'NO_IMAGE',
  'RULE_REFUSED',
  'CONFIRMATION_MISSING',
  'IMAGES_DO_NOT_BELONG',
  'METHOD_NOT_POSSIBLE',
  'PORT_IN_USE_BY_SESSION',
  'UPGRADE_REPORTED_FAILURE',
  'APPLY_TIMEOUT',
  'RESTART_TIMEOUT',
  'WRONG_VERSION_AFTER',
  'UNEXPECTED',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

import { type Phrase, phrase } from '../base/phrase';
import { UpgradeError } from '../base/upgradeError';
import type { ErrorCode } from '../base/errorCodes';

const OBTAIN_AGAIN = phrase(
  'Get the file again from where you have it, and compare its size with the original.',
);

function badFile(code: ErrorCode, sentence: Phrase, remedy: Phrase, cause?: unknown): UpgradeError {
  return new UpgradeError({ code, exposure: 'badInput', sentence, remedy, cause });
}

export const firmwareErrors = {
  notFound: (file: string, cause: unknown): UpgradeError =>
    badFile(
      'FILE_NOT_FOUND',
      phrase('There is no file {file}.', { file }),
      phrase('Check the name and the folder.'),
      cause,
    ),
  unreadable: (file: string, cause: unknown): UpgradeError =>
    badFile(
      'FILE_UNREADABLE',
      phrase('{file} cannot be read: {reason}.', {
        file,
        reason: cause instanceof Error ? cause.message : String(cause),
      }),
      phrase('Copy it to a folder of your own and try again.'),
      cause,
    ),
  empty: (file: string): UpgradeError =>
    badFile('FILE_EMPTY', phrase('{file} is empty.', { file }), OBTAIN_AGAIN),
  tooSmall: (file: string, size: number, least: number): UpgradeError =>
    badFile(
      'FILE_TOO_SMALL',
      phrase('{file} has {size} bytes; firmware has at least {least}.', { file, size, least }),
      OBTAIN_AGAIN,
    ),
  notFirmware: (file: string, offset: number): UpgradeError =>
    badFile(
      'FILE_NOT_FIRMWARE',
      phrase('{file} is no modem firmware: at offset {offset} no firmware block begins.', { file, offset }),
      phrase('Choose a .dup file from the archive that was made for your modem.'),
    ),
  truncated: (file: string, offset: number, missing: number): UpgradeError =>
    badFile(
      'FILE_TRUNCATED',
      phrase('{file} is cut off: the block at offset {offset} lacks {missing} bytes.', {
        file,
        offset,
        missing,
      }),
      OBTAIN_AGAIN,
    ),
  damaged: (file: string, block: string, offset: number): UpgradeError =>
    badFile(
      'FILE_DAMAGED',
      phrase('{file} is damaged: the checksum of its block "{block}" at offset {offset} is wrong.', {
        file,
        block,
        offset,
      }),
      OBTAIN_AGAIN,
    ),
  disordered: (file: string, offset: number): UpgradeError =>
    badFile(
      'FILE_DAMAGED',
      phrase('{file} is damaged: at offset {offset} a block should begin, and none does.', { file, offset }),
      OBTAIN_AGAIN,
    ),
  updaterAsImage: (file: string): UpgradeError =>
    badFile(
      'FILE_IS_UPDATER',
      phrase('{file} is an updater, not a firmware image.', { file }),
      phrase('Choose the .dup file as the image, and give this one as the updater.'),
    ),
  imageAsUpdater: (file: string): UpgradeError =>
    badFile(
      'FILE_NOT_UPDATER',
      phrase('{file} is not an updater (updater.elf).', { file }),
      phrase('Take updater.elf from the same archive as the image.'),
    ),
};

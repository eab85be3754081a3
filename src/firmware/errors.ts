import { type Phrase, phrase } from '../base/phrase';
import { reasonOf } from '../base/thrown';
import { UpgradeError } from '../base/upgradeError';
import type { ErrorCode } from '../base/errorCodes';

const OBTAIN_AGAIN = phrase(
  'Get the file again from where you have it, and compare its size with the original.',
);

const OBTAIN_UNDAMAGED = phrase(
  'Get the file again from where you have it; its size may be right and its content wrong.',
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
        reason: reasonOf(cause),
      }),
      phrase('Copy it to a folder of your own and try again.'),
      cause,
    ),
  isFolder: (folder: string): UpgradeError =>
    badFile(
      'FILE_UNREADABLE',
      phrase('{folder} is a folder; a file is needed here.', { folder }),
      phrase('Name a file in it.'),
    ),
  notRegular: (path: string): UpgradeError =>
    badFile(
      'FILE_UNREADABLE',
      phrase('{path} is a pipe or a device; a file is needed here.', { path }),
      phrase('Name a file.'),
    ),
  tooLarge: (file: string, size: number, most: number): UpgradeError =>
    badFile(
      'FILE_TOO_LARGE',
      phrase('{file} has {size} bytes; at most {most} can be read.', { file, size, most }),
      phrase('Choose another file.'),
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
      OBTAIN_UNDAMAGED,
    ),
  disordered: (file: string, offset: number): UpgradeError =>
    badFile(
      'FILE_DAMAGED',
      phrase('{file} is damaged: at offset {offset} a block should begin, and none does.', { file, offset }),
      OBTAIN_UNDAMAGED,
    ),
  unknownSeal: (file: string, offset: number): UpgradeError =>
    badFile(
      'FILE_UNVERIFIABLE',
      phrase(
        'Whether {file} is intact cannot be told: the block at offset {offset} has a checksum of a kind that is not known.',
        { file, offset },
      ),
      phrase(
        'Get the file again from where you have it. If it is the same, report it: no such file was ever seen.',
      ),
    ),
  changed: (file: string): UpgradeError =>
    badFile(
      'FILE_CHANGED',
      phrase('{file} is not what it was when it was checked.', { file }),
      phrase('Leave the file alone during the upgrade, and begin again.'),
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
  notZip: (archive: string): UpgradeError =>
    badFile(
      'ARCHIVE_NOT_ZIP',
      phrase('{archive} is not a zip archive.', { archive }),
      phrase('Choose the .zip file as it was downloaded, or unpack it yourself and choose the folder.'),
    ),
  passwordMissing: (archive: string): UpgradeError =>
    badFile(
      'ARCHIVE_PASSWORD_MISSING',
      phrase('{archive} is protected by a password.', { archive }),
      phrase('Give the password; it is in the members’ part of Pycom’s forum.'),
    ),
  passwordWrong: (archive: string, entry: string, cause: unknown): UpgradeError =>
    badFile(
      'ARCHIVE_PASSWORD_WRONG',
      phrase('{entry} in {archive} does not open with this password.', { archive, entry }),
      phrase(
        'Check the password, capital letters too. If it is right, the archive is damaged: get it again.',
      ),
      cause,
    ),
  archiveDamaged: (archive: string, reason: Phrase, cause?: unknown): UpgradeError =>
    badFile(
      'ARCHIVE_DAMAGED',
      phrase('The archive {archive} is damaged: {reason}.', { archive, reason }),
      OBTAIN_AGAIN,
      cause,
    ),
  archiveUnsafe: (archive: string, reason: Phrase): UpgradeError =>
    badFile(
      'ARCHIVE_UNSAFE',
      phrase('The archive {archive} is not what it should be: {reason}', { archive, reason }),
      phrase('Do not use it. Get the archive again from where you had it first.'),
    ),
  archiveTooLarge: (archive: string, reason: Phrase): UpgradeError =>
    badFile(
      'ARCHIVE_TOO_LARGE',
      phrase('The archive {archive} is too large for modem firmware: {reason}', { archive, reason }),
      phrase('Choose the archive that was made for your modem; such archives have a few megabytes.'),
    ),
  archiveUnsupported: (archive: string, entry: string, cause: unknown): UpgradeError =>
    badFile(
      'ARCHIVE_UNSUPPORTED',
      phrase('{entry} in {archive} is packed in a way that cannot be read here.', { archive, entry }),
      phrase('Unpack the archive with the program that made it, and choose the folder.'),
      cause,
    ),
  archiveEmpty: (archive: string): UpgradeError =>
    badFile(
      'ARCHIVE_EMPTY',
      phrase('{archive} holds no firmware: no .dup and no .elf file is in it.', { archive }),
      phrase('Choose the archive that was made for your modem.'),
    ),
  folderEmpty: (folder: string): UpgradeError =>
    badFile(
      'FOLDER_EMPTY',
      phrase('{folder} holds no firmware: no .dup, .elf or .zip file is in it.', { folder }),
      phrase('Choose the folder with the files for your modem, or the files themselves.'),
    ),
  folderTooLarge: (folder: string, most: number): UpgradeError =>
    badFile(
      'FOLDER_TOO_LARGE',
      phrase('{folder} holds more than {most} files; it is not searched through.', { folder, most }),
      phrase('Choose the folder that holds the firmware and little else.'),
    ),
};

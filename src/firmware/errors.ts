import { type Phrase, phrase } from '../base/phrase';
import { errorMessage } from '../base/thrown';
import { UpgradeError } from '../base/upgradeError';
import type { ErrorCode } from '../base/errorCodes';
import type { OtherFormat } from './otherFormat';

const OBTAIN_AGAIN = phrase('Download the file again, and compare its size with the original.');

const OBTAIN_UNDAMAGED = phrase(
  'Download the file again. Its size may be right even though its content is damaged.',
);

const LOG_IN = phrase(
  'Log in on the download page, download the file again, and compare its size with the size given there.',
);
const JOIN_PARTS = phrase('Join all parts with the program that split them, and choose the joined file.');
const UNPACK_FIRST = phrase('Unpack it first, and choose the .dup file or the folder.');

const webPage = (file: string): Phrase =>
  phrase('{file} is a web page: the download needed a login, or the file no longer exists.', { file });
const partOfZip = (file: string): Phrase => phrase('{file} is one part of a split zip archive.', { file });

function badFile(code: ErrorCode, sentence: Phrase, remedy: Phrase, cause?: unknown): UpgradeError {
  return new UpgradeError({ code, category: 'badInput', sentence, remedy, cause });
}

export const firmwareErrors = {
  notFound: (file: string, cause: unknown): UpgradeError =>
    badFile(
      'FILE_NOT_FOUND',
      phrase('There is no file {file}.', { file }),
      phrase('Check the name and the folder.'),
      cause,
    ),
  unnamed: (cause: unknown): UpgradeError =>
    badFile('FILE_NOT_FOUND', phrase('No file was given.'), phrase('Check the name and the folder.'), cause),
  nameUnreadable: (file: string, cause: unknown): UpgradeError =>
    badFile(
      'FILE_NOT_FOUND',
      phrase('{file} can’t be opened: its name uses an old character encoding.', { file }),
      phrase('Rename the file, and choose it again.'),
      cause,
    ),
  unreadable: (file: string, cause: unknown): UpgradeError =>
    badFile(
      'FILE_UNREADABLE',
      phrase('{file} can’t be read: {reason}.', {
        file,
        reason: errorMessage(cause),
      }),
      phrase('Copy it to one of your own folders and try again.'),
      cause,
    ),
  isFolder: (folder: string): UpgradeError =>
    badFile(
      'FILE_UNREADABLE',
      phrase('{folder} is a folder; a file is needed here.', { folder }),
      phrase('Choose a file in that folder.'),
    ),
  notRegular: (path: string): UpgradeError =>
    badFile(
      'FILE_UNREADABLE',
      phrase('{path} is a pipe or a device; a file is needed here.', { path }),
      phrase('Choose a regular file.'),
    ),
  noNameOnWindows: (path: string): UpgradeError =>
    badFile(
      'FILE_UNREADABLE',
      phrase('{path} isn’t a file name on Windows: it refers to a device or to another file.', {
        path,
      }),
      phrase('Rename the file: no colon, and no dot or space at the end. Then choose it again.'),
    ),
  tooLarge: (file: string, size: number, most: number): UpgradeError =>
    badFile(
      'FILE_TOO_LARGE',
      phrase('{file} has {size} bytes; the limit is {most}.', { file, size, most }),
      phrase('Choose another file.'),
    ),
  /** For the file at which all that was chosen became too much. */
  tooMuch: (file: string, most: number): UpgradeError =>
    badFile(
      'FILE_TOO_LARGE',
      phrase('{file} wasn’t checked: together with the files before it, it exceeds {most} bytes.', {
        file,
        most,
      }),
      phrase('Choose fewer files at once.'),
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
      phrase('{file} isn’t modem firmware: there’s no firmware block at offset {offset}.', { file, offset }),
      phrase('Choose a .dup file from the archive for your modem.'),
    ),
  otherFormat: (file: string, format: OtherFormat): UpgradeError => {
    const code = 'FILE_NOT_FIRMWARE';
    if (format === 'web page') return badFile(code, webPage(file), LOG_IN);
    if (format === 'part of a zip') return badFile(code, partOfZip(file), JOIN_PARTS);
    if (format === 'zip') {
      return badFile(
        code,
        phrase('{file} is a zip archive under another name.', { file }),
        phrase('Rename it to end in .zip, or unpack it and choose the folder.'),
      );
    }
    return badFile(
      code,
      phrase('{file} is packed ({format}) and can’t be used directly.', { file, format }),
      UNPACK_FIRST,
    );
  },
  truncated: (file: string, offset: number, missing: number): UpgradeError =>
    badFile(
      'FILE_TRUNCATED',
      phrase('{file} is incomplete: {missing} bytes are missing from the block at offset {offset}.', {
        file,
        offset,
        missing,
      }),
      OBTAIN_AGAIN,
    ),
  damaged: (file: string, block: string, offset: number): UpgradeError =>
    badFile(
      'FILE_DAMAGED',
      phrase('{file} is damaged: block "{block}" at offset {offset} has a wrong checksum.', {
        file,
        block,
        offset,
      }),
      OBTAIN_UNDAMAGED,
    ),
  disordered: (file: string, offset: number): UpgradeError =>
    badFile(
      'FILE_DAMAGED',
      phrase('{file} is damaged: a block should start at offset {offset}, but doesn’t.', { file, offset }),
      OBTAIN_UNDAMAGED,
    ),
  unknownSeal: (file: string, offset: number): UpgradeError =>
    badFile(
      'FILE_UNVERIFIABLE',
      phrase('{file} can’t be verified: the block at offset {offset} has an unknown kind of checksum.', {
        file,
        offset,
      }),
      phrase('Download the file again. If nothing changes, please report it: no such file is known.'),
    ),
  changed: (file: string): UpgradeError =>
    badFile(
      'FILE_CHANGED',
      phrase('{file} has changed since it was checked.', { file }),
      phrase('Don’t change the file during the upgrade, and start again.'),
    ),
  updaterAsImage: (file: string): UpgradeError =>
    badFile(
      'FILE_IS_UPDATER',
      phrase('{file} is an updater, not a firmware image.', { file }),
      phrase('Choose the .dup file as the image, and this file as the updater.'),
    ),
  imageAsUpdater: (file: string): UpgradeError =>
    badFile(
      'FILE_NOT_UPDATER',
      phrase('{file} isn’t an updater (updater.elf).', { file }),
      phrase('Use updater.elf from the same archive as the image.'),
    ),
  /** @param format what it is instead, as far as that is known */
  notZip: (archive: string, format?: OtherFormat): UpgradeError => {
    const code = 'ARCHIVE_NOT_ZIP';
    switch (format) {
      case undefined:
        return badFile(
          code,
          phrase('{archive} isn’t a zip archive.', { archive }),
          phrase('Choose the .zip file as you downloaded it, or unpack it yourself and choose the folder.'),
        );
      case 'web page':
        return badFile(code, webPage(archive), LOG_IN);
      case 'part of a zip':
        return badFile(code, partOfZip(archive), JOIN_PARTS);
      case 'zip':
        return badFile(
          'ARCHIVE_DAMAGED',
          phrase('The archive {archive} is incomplete: the directory at its end is missing.', {
            archive,
          }),
          OBTAIN_AGAIN,
        );
      case '7-Zip':
      case 'RAR':
      case 'gzip':
      case 'XZ':
      case 'bzip2':
      case 'tar':
        return badFile(
          code,
          phrase('{file} is packed ({format}) and can’t be used directly.', {
            file: archive,
            format,
          }),
          UNPACK_FIRST,
        );
    }
  },
  passwordMissing: (archive: string): UpgradeError =>
    badFile(
      'ARCHIVE_PASSWORD_MISSING',
      phrase('{archive} is protected by a password.', { archive }),
      phrase('Enter the password. You find it in the members’ area of Pycom’s forum.'),
    ),
  passwordWrong: (archive: string, entry: string, cause: unknown): UpgradeError =>
    badFile(
      'ARCHIVE_PASSWORD_WRONG',
      phrase('This password doesn’t open {entry} in {archive}.', { archive, entry }),
      phrase(
        'Check the password, including capital letters. If it is right, the archive is damaged: download it again.',
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
      phrase('The archive {archive} can’t be trusted: {reason}', { archive, reason }),
      phrase('Don’t use this archive. Download it again from the original source.'),
    ),
  archiveTooLarge: (archive: string, reason: Phrase): UpgradeError =>
    badFile(
      'ARCHIVE_TOO_LARGE',
      phrase('The archive {archive} is too large for modem firmware: {reason}', { archive, reason }),
      phrase('Choose the archive for your modem. It should be a few megabytes in size.'),
    ),
  /** @param method by which it is packed, as far as it has a name */
  archiveUnsupported: (
    archive: string,
    entry: string,
    method: string | undefined,
    cause: unknown,
  ): UpgradeError =>
    badFile(
      'ARCHIVE_UNSUPPORTED',
      method === undefined
        ? phrase('{entry} in {archive} uses a compression method that isn’t supported.', { archive, entry })
        : phrase('{entry} in {archive} is packed with {method}, which isn’t supported.', {
            archive,
            entry,
            method,
          }),
      phrase('Unpack the archive with the program that made it, and choose the folder.'),
      cause,
    ),
  archiveEmpty: (archive: string): UpgradeError =>
    badFile(
      'ARCHIVE_EMPTY',
      phrase('{archive} contains no firmware: there’s no .dup or .elf file in it.', { archive }),
      phrase('Choose the archive for your modem.'),
    ),
  archiveNested: (archive: string, entry: string): UpgradeError =>
    badFile(
      'ARCHIVE_EMPTY',
      phrase('{archive} contains no firmware, only another archive: {entry}.', { archive, entry }),
      phrase('Unpack {archive}, and choose the archive inside.', { archive }),
    ),
  folderPacked: (folder: string, file: string): UpgradeError =>
    badFile(
      'FOLDER_EMPTY',
      phrase('{folder} contains no .dup, .elf or .zip file, only {file}, which is packed.', { folder, file }),
      UNPACK_FIRST,
    ),
  folderEmpty: (folder: string): UpgradeError =>
    badFile(
      'FOLDER_EMPTY',
      phrase('{folder} contains no firmware: there’s no .dup, .elf or .zip file in it.', { folder }),
      phrase('Choose the folder with the files for your modem, or the files themselves.'),
    ),
  folderTooLarge: (folder: string, most: number): UpgradeError =>
    badFile(
      'FOLDER_TOO_LARGE',
      phrase('{folder} contains more than {most} files, so it isn’t searched.', { folder, most }),
      phrase('Choose a folder that contains little besides the firmware.'),
    ),
};

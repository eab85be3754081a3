import { type Phrase, phrase } from '../base/phrase';
import { errorMessage } from '../base/thrown';
import { UpgradeError } from '../base/upgradeError';
import type { ErrorCode } from '../base/errorCodes';
import type { OtherFormat } from './otherFormat';

const OBTAIN_AGAIN = phrase(
  'Get the file again from where you have it, and compare its size with the original.',
);

const OBTAIN_UNDAMAGED = phrase(
  'Get the file again from where you have it; its size may be right and its content wrong.',
);

const LOG_IN = phrase(
  'Log in where you found it, download it again, and compare its size with what is stated there.',
);
const JOIN_PARTS = phrase('Join all its parts with the program that split it, and choose the whole.');
const UNPACK_FIRST = phrase('Unpack it first, and choose the .dup file or the folder.');

const webPage = (file: string): Phrase =>
  phrase('{file} is a web page: the download needed a login, or the file is no longer there.', { file });
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
    badFile('FILE_NOT_FOUND', phrase('No file was named.'), phrase('Check the name and the folder.'), cause),
  nameUnreadable: (file: string, cause: unknown): UpgradeError =>
    badFile(
      'FILE_NOT_FOUND',
      phrase('{file} cannot be opened: its name has letters in an old encoding.', { file }),
      phrase('Give the file another name, and choose it again.'),
      cause,
    ),
  unreadable: (file: string, cause: unknown): UpgradeError =>
    badFile(
      'FILE_UNREADABLE',
      phrase('{file} cannot be read: {reason}.', {
        file,
        reason: errorMessage(cause),
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
  noNameOnWindows: (path: string): UpgradeError =>
    badFile(
      'FILE_UNREADABLE',
      phrase('{path} is no name of a file on Windows: it stands for a device, or for another file.', {
        path,
      }),
      phrase(
        'Give the file a name without a colon and without a dot or a space at its end, and choose it again.',
      ),
    ),
  tooLarge: (file: string, size: number, most: number): UpgradeError =>
    badFile(
      'FILE_TOO_LARGE',
      phrase('{file} has {size} bytes; at most {most} can be read.', { file, size, most }),
      phrase('Choose another file.'),
    ),
  /** For the file at which all that was chosen became too much. */
  tooMuch: (file: string, most: number): UpgradeError =>
    badFile(
      'FILE_TOO_LARGE',
      phrase('{file} was not looked at: with the files before it, it is more than {most} bytes.', {
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
      phrase('{file} is no modem firmware: at offset {offset} no firmware block begins.', { file, offset }),
      phrase('Choose a .dup file from the archive that was made for your modem.'),
    ),
  otherFormat: (file: string, format: OtherFormat): UpgradeError => {
    const code = 'FILE_NOT_FIRMWARE';
    if (format === 'web page') return badFile(code, webPage(file), LOG_IN);
    if (format === 'part of a zip') return badFile(code, partOfZip(file), JOIN_PARTS);
    if (format === 'zip') {
      return badFile(
        code,
        phrase('{file} is a zip archive under another name.', { file }),
        phrase('Give it a name that ends in .zip, or unpack it and choose the folder.'),
      );
    }
    return badFile(
      code,
      phrase('{file} is packed ({format}), so that it cannot be used as it is.', { file, format }),
      UNPACK_FIRST,
    );
  },
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
  /** @param format what it is instead, as far as that is known */
  notZip: (archive: string, format?: OtherFormat): UpgradeError => {
    const code = 'ARCHIVE_NOT_ZIP';
    switch (format) {
      case undefined:
        return badFile(
          code,
          phrase('{archive} is not a zip archive.', { archive }),
          phrase('Choose the .zip file as it was downloaded, or unpack it yourself and choose the folder.'),
        );
      case 'web page':
        return badFile(code, webPage(archive), LOG_IN);
      case 'part of a zip':
        return badFile(code, partOfZip(archive), JOIN_PARTS);
      case 'zip':
        return badFile(
          'ARCHIVE_DAMAGED',
          phrase('The archive {archive} is cut off: its directory, which stands at its end, is missing.', {
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
          phrase('{file} is packed ({format}), so that it cannot be used as it is.', {
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
        ? phrase('{entry} in {archive} is packed in a way that cannot be read here.', { archive, entry })
        : phrase('{entry} in {archive} is packed with {method}, which cannot be read here.', {
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
      phrase('{archive} holds no firmware: no .dup and no .elf file is in it.', { archive }),
      phrase('Choose the archive that was made for your modem.'),
    ),
  archiveNested: (archive: string, entry: string): UpgradeError =>
    badFile(
      'ARCHIVE_EMPTY',
      phrase('{archive} holds no firmware itself, but another archive: {entry}.', { archive, entry }),
      phrase('Unpack {archive}, and choose the archive that is in it.', { archive }),
    ),
  folderPacked: (folder: string, file: string): UpgradeError =>
    badFile(
      'FOLDER_EMPTY',
      phrase('{folder} holds no .dup, .elf or .zip file, but {file}, which is packed.', { folder, file }),
      UNPACK_FIRST,
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

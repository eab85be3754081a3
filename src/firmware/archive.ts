import {
  type Entry,
  ERR_BAD_FORMAT,
  ERR_ENCRYPTED,
  ERR_EOCDR_NOT_FOUND,
  ERR_INVALID_AUTHENTICATION_CODE,
  ERR_INVALID_PASSWORD,
  ERR_OVERLAPPING_ENTRY,
  ERR_SPLIT_ZIP_FILE,
  ERR_UNSAFE_FILENAME,
  ERR_UNSUPPORTED_COMPRESSION,
  ERR_UNSUPPORTED_ENCRYPTION,
  type FileEntry,
  ZipReader,
} from '@zip.js/zip.js/lib/zip-core-reader.js';
import { throwIfCancelled } from '../base/cancellation';
import { phrase } from '../base/phrase';
import { errorMessage } from '../base/thrown';
import { isUpgradeError, type UpgradeError } from '../base/upgradeError';
import { archiveReader, ArchiveSink } from './archiveReader';
import { firmwareErrors } from './errors';
import { otherFormatOf } from './otherFormat';
import { isPortableName } from './portableName';
import { bytesSource, type ByteSource } from '../base/byteSource';

/** What a firmware archive may hold. The largest genuine image has 6 MB, a genuine archive a handful of files. */
export interface ArchiveLimits {
  readonly entries: number;
  /** Bytes of one file, unpacked. */
  readonly entryBytes: number;
  /** Bytes of all firmware files together, unpacked, those of the archives before this one included. */
  readonly totalBytes: number;
}

export const ARCHIVE_LIMITS: ArchiveLimits = {
  entries: 1000,
  entryBytes: 64 * 1024 * 1024,
  totalBytes: 256 * 1024 * 1024,
};

const FIRMWARE_NAME = /\.(dup|elf)$/i;
const ARCHIVE_NAME = /\.(zip|7z|rar|tar|tgz|gz|xz|bz2)$/i;
/** What macOS packs next to every file; it isn't one of the user's files. */
const SHADOW = /(?:^|\/)(?:__MACOSX\/|\._)/;
const DEFLATE64 = 9;
/** Methods of packing, by their number in the archive, as the tools call them. */
const METHODS: ReadonlyMap<number, string> = new Map([
  [1, 'Shrink'],
  [6, 'Implode'],
  [DEFLATE64, 'Deflate64'],
  [12, 'BZIP2'],
  [14, 'LZMA'],
  [93, 'Zstandard'],
  [95, 'XZ'],
  [97, 'WavPack'],
  [98, 'PPMd'],
]);

/**
 * Every firmware file in a zip archive, unpacked once into memory, in the archive's order. What else is in it is left
 * alone. Nothing is written to any disk, and a file that unpacks to more than it says is stopped while it does.
 *
 * @param password the user's own, for ZipCrypto and AES; null where none was given
 * @throws ARCHIVE_NOT_ZIP, ARCHIVE_PASSWORD_MISSING, ARCHIVE_PASSWORD_WRONG, ARCHIVE_DAMAGED, ARCHIVE_UNSAFE,
 *   ARCHIVE_TOO_LARGE, ARCHIVE_UNSUPPORTED, ARCHIVE_EMPTY, FILE_EMPTY, FILE_UNREADABLE, CANCELLED
 */
export async function unpackArchive(
  archive: ByteSource,
  password: string | null,
  signal: AbortSignal,
  limits: ArchiveLimits = ARCHIVE_LIMITS,
): Promise<ByteSource[]> {
  if (archive.size === 0) throw firmwareErrors.empty(archive.name);
  const zip = new ZipReader(archiveReader(archive), {
    // One archive must mean one thing: local headers and the directory have to agree.
    strictness: 'balanced',
    filenameValidation: 'strict',
    normalizeFilename: inSlashes,
    checkOverlappingEntry: true,
    checkCrc32: true,
    useWebWorkers: false,
    signal,
  });
  const entries = await listEntries(zip, archive, limits, signal);
  const files = firmwareFiles(archive.name, entries);
  if (files.length === 0) {
    const nested = entries.find(({ directory, filename }) => !directory && ARCHIVE_NAME.test(filename));
    throw nested
      ? firmwareErrors.archiveNested(archive.name, nested.filename)
      : firmwareErrors.archiveEmpty(archive.name);
  }
  requireSizes(archive.name, files, limits);
  const found: ByteSource[] = [];
  const key = new PasswordReadings(password);
  for (const entry of files) {
    const bytes = await unpackWith(key, archive.name, entry, signal);
    found.push(bytesSource(baseName(entry.filename), bytes, originOf(archive, entry)));
  }
  return found;
}

async function listEntries(
  zip: ZipReader<unknown>,
  archive: ByteSource,
  { entries: most }: ArchiveLimits,
  signal: AbortSignal,
): Promise<Entry[]> {
  const entries: Entry[] = [];
  try {
    for await (const entry of zip.getEntriesGenerator()) {
      if (entries.length === most) {
        throw firmwareErrors.archiveTooLarge(
          archive.name,
          phrase('it has more than {most} files.', { most }),
        );
      }
      entries.push(entry);
    }
  } catch (error) {
    throw await notListed(archive, error, signal);
  }
  return entries;
}

/** @throws ARCHIVE_UNSAFE where one name stands for two files */
function firmwareFiles(archive: string, entries: readonly Entry[]): FileEntry[] {
  const seen = new Set<string>();
  const files: FileEntry[] = [];
  for (const entry of entries) {
    if (entry.directory || !FIRMWARE_NAME.test(entry.filename) || SHADOW.test(entry.filename)) continue;
    if (!isPortableName(baseName(entry.filename)))
      throw firmwareErrors.archiveUnsafe(
        archive,
        phrase('{file} isn’t a valid file name on every system.', { file: entry.filename }),
      );
    const name = entry.filename.toLowerCase();
    if (seen.has(name)) {
      throw firmwareErrors.archiveUnsafe(
        archive,
        phrase('it contains {file} twice.', { file: entry.filename }),
      );
    }
    seen.add(name);
    files.push(entry);
  }
  return files;
}

/** Goes by what the archive says of itself; the sink holds each file to it. */
function requireSizes(archive: string, files: readonly FileEntry[], limits: ArchiveLimits): void {
  const large = files.find(({ uncompressedSize }) => uncompressedSize > limits.entryBytes);
  if (large) {
    throw firmwareErrors.archiveTooLarge(
      archive,
      phrase('{file} unpacks to {size} bytes.', { file: large.filename, size: large.uncompressedSize }),
    );
  }
  const total = files.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0);
  if (total > limits.totalBytes) {
    throw firmwareErrors.archiveTooLarge(
      archive,
      phrase('its firmware unpacks to {size} bytes; the limit is {most}.', {
        size: total,
        most: limits.totalBytes,
      }),
    );
  }
}

/** @throws as `unpackArchive` */
async function unpackWith(
  key: PasswordReadings,
  archive: string,
  entry: FileEntry,
  signal: AbortSignal,
): Promise<Uint8Array> {
  let wrong: unknown;
  for (const reading of key.readings) {
    try {
      const bytes = await unpack(archive, entry, reading, signal);
      if (entry.encrypted) key.readings = [reading];
      return bytes;
    } catch (error) {
      if (!isUpgradeError(error, 'ARCHIVE_PASSWORD_WRONG')) throw error;
      wrong ??= error;
    }
  }
  throw wrong;
}

/** The bytes that a password may stand for: those that opened one file are right for the others. */
class PasswordReadings {
  readings: readonly (Uint8Array | null)[];

  constructor(password: string | null) {
    this.readings = password === null ? [null] : passwordBytes(password);
  }
}

/** @throws as `unpackArchive` */
async function unpack(
  archive: string,
  entry: FileEntry,
  rawPassword: Uint8Array | null,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const sink = new ArchiveSink(archive, entry.filename, entry.uncompressedSize);
  try {
    await entry.getData(sink.writable, rawPassword === null ? {} : { rawPassword });
  } catch (error) {
    throw notUnpacked(archive, entry, sink.error ?? error, signal);
  }
  return sink.bytes;
}

/** Why an archive's directory could not be read. */
async function notListed(archive: ByteSource, error: unknown, signal: AbortSignal): Promise<UpgradeError> {
  throwIfCancelled(signal);
  if (isUpgradeError(error)) return error;
  const { name } = archive;
  switch (errorMessage(error)) {
    case ERR_SPLIT_ZIP_FILE:
      return firmwareErrors.notZip(name, 'part of a zip');
    case ERR_BAD_FORMAT:
    case ERR_EOCDR_NOT_FOUND:
      return firmwareErrors.notZip(name, await otherFormatOf(archive));
    case ERR_UNSAFE_FILENAME:
      return firmwareErrors.archiveUnsafe(name, phrase('a file in it would be written outside its folder.'));
    default:
      return firmwareErrors.archiveDamaged(name, phrase('its directory contradicts itself'), error);
  }
}

/** Why a file could not be taken out of an archive. */
function notUnpacked(archive: string, entry: FileEntry, error: unknown, signal: AbortSignal): UpgradeError {
  throwIfCancelled(signal);
  if (isUpgradeError(error)) return error;
  const { filename, encrypted, zipCrypto, compressionMethod } = entry;
  const reason = errorMessage(error);
  switch (reason) {
    case ERR_ENCRYPTED:
      return firmwareErrors.passwordMissing(archive);
    case ERR_INVALID_PASSWORD:
      return firmwareErrors.passwordWrong(archive, filename, error);
    case ERR_OVERLAPPING_ENTRY:
      return firmwareErrors.archiveUnsafe(archive, phrase('two files in it share the same bytes.'));
    case ERR_UNSUPPORTED_COMPRESSION:
      return firmwareErrors.archiveUnsupported(archive, filename, METHODS.get(compressionMethod), error);
    case ERR_UNSUPPORTED_ENCRYPTION:
      return firmwareErrors.archiveUnsupported(archive, filename, undefined, error);
  }
  // The library takes this method for plain Deflate, which some such files are; the others look damaged.
  if (compressionMethod === DEFLATE64 && !encrypted)
    return firmwareErrors.archiveUnsupported(archive, filename, METHODS.get(DEFLATE64), error);
  // A wrong password may pass the check of ZipCrypto and show only as damage.
  return encrypted && zipCrypto && reason !== ERR_INVALID_AUTHENTICATION_CODE
    ? firmwareErrors.passwordWrong(archive, filename, error)
    : firmwareErrors.archiveDamaged(archive, phrase('{entry} can’t be unpacked', { entry: filename }), error);
}

/** .NET and PowerShell write `F\\NAME`, bsdtar `./NAME`; the folder itself is an entry of some archives. */
function inSlashes(name: string): string {
  const path = name.replaceAll('\\', '/').replace(/^\.\//, '');
  return path === '' ? 'folder/' : path;
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Files in one folder of one archive belong together. */
function originOf({ name, origin = '' }: ByteSource, { filename }: FileEntry): string {
  return [origin, name, filename]
    .filter(Boolean)
    .join('/')
    .replace(/\/[^/]*$/, '');
}

/** Characters 0x80 to 0xFF of code page 437, which DOS had and many zip tools still take. */
const CODE_PAGE_437 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧' +
  '╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0';

const UPPER_HALF = Uint8Array.from({ length: 128 }, (_, at) => 0x80 + at);
const CODE_PAGE_1252 = new TextDecoder('windows-1252').decode(UPPER_HALF);

/**
 * The bytes that a password may stand for, the likeliest first. Zip's old protection fixes no encoding: each tool takes that of
 * its system, so that letters beyond ASCII are other bytes in each.
 */
function passwordBytes(password: string): Uint8Array[] {
  const composed = password.normalize('NFC');
  const readings: Buffer[] = [password, composed, password.normalize('NFD')].map((text) =>
    Buffer.from(text, 'utf8'),
  );
  for (const page of [CODE_PAGE_437, CODE_PAGE_1252]) {
    const bytes = inCodePage(composed, page);
    if (bytes) readings.push(bytes);
  }
  return readings.filter((bytes, at) => readings.findIndex((other) => other.equals(bytes)) === at);
}

/** Undefined where the page lacks one of its characters. */
function inCodePage(text: string, page: string): Buffer | undefined {
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const place = page.indexOf(character);
    if (code >= 0x80 && place < 0) return undefined;
    bytes.push(code < 0x80 ? code : 0x80 + place);
  }
  return Buffer.from(bytes);
}

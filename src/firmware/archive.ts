import {
  type Entry,
  ERR_BAD_FORMAT,
  ERR_ENCRYPTED,
  ERR_EOCDR_NOT_FOUND,
  ERR_INVALID_AUTHENTICATION_CODE,
  ERR_INVALID_PASSWORD,
  ERR_OVERLAPPING_ENTRY,
  ERR_UNSAFE_FILENAME,
  ERR_UNSUPPORTED_COMPRESSION,
  ERR_UNSUPPORTED_ENCRYPTION,
  type FileEntry,
  ZipReader,
} from '@zip.js/zip.js/lib/zip-core-reader.js';
import { throwIfCancelled } from '../base/cancellation';
import { phrase } from '../base/phrase';
import { reasonOf } from '../base/thrown';
import { isUpgradeError, type UpgradeError } from '../base/upgradeError';
import { ArchiveSink } from './archiveSink';
import { archiveReader } from './archiveReader';
import { firmwareErrors } from './errors';
import { bytesSource, type FirmwareSource } from './firmwareSource';

/** What a firmware archive may hold. The largest genuine image has 6 MB, a genuine archive a handful of files. */
export interface ArchiveLimits {
  readonly entries: number;
  /** Bytes of one file, unpacked. */
  readonly entryBytes: number;
  /** Bytes of all firmware files together, unpacked. */
  readonly totalBytes: number;
}

export const ARCHIVE_LIMITS: ArchiveLimits = {
  entries: 1000,
  entryBytes: 64 * 1024 * 1024,
  totalBytes: 256 * 1024 * 1024,
};

const FIRMWARE_NAME = /\.(dup|elf)$/i;

/**
 * Every firmware file in a zip archive, unpacked once into memory, in the archive's order. What else is in it is left
 * alone. Nothing is written to any disk, and a file that unpacks to more than it says is stopped while it does.
 *
 * @param password the user's own, for ZipCrypto and AES; null where none was given
 * @throws ARCHIVE_NOT_ZIP, ARCHIVE_PASSWORD_MISSING, ARCHIVE_PASSWORD_WRONG, ARCHIVE_DAMAGED, ARCHIVE_UNSAFE,
 *   ARCHIVE_TOO_LARGE, ARCHIVE_UNSUPPORTED, ARCHIVE_EMPTY, FILE_UNREADABLE, CANCELLED
 */
export async function unpackArchive(
  archive: FirmwareSource,
  password: string | null,
  signal: AbortSignal,
  limits: ArchiveLimits = ARCHIVE_LIMITS,
): Promise<FirmwareSource[]> {
  const zip = new ZipReader(archiveReader(archive), {
    // One archive must mean one thing: local headers and the directory have to agree.
    strictness: 'balanced',
    filenameValidation: 'strict',
    checkOverlappingEntry: true,
    checkCrc32: true,
    useWebWorkers: false,
    signal,
  });
  const files = firmwareFiles(archive.name, await listEntries(zip, archive, limits, signal));
  if (files.length === 0) throw firmwareErrors.archiveEmpty(archive.name);
  requireSizes(archive.name, files, limits);
  const found: FirmwareSource[] = [];
  for (const entry of files) {
    const bytes = await unpack(archive.name, entry, password, signal);
    found.push(bytesSource(baseName(entry.filename), bytes, originOf(archive, entry)));
  }
  return found;
}

async function listEntries(
  zip: ZipReader<unknown>,
  archive: FirmwareSource,
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
    throw explained(archive.name, '', false, error, signal);
  }
  return entries;
}

/** @throws ARCHIVE_UNSAFE where one name stands for two files */
function firmwareFiles(archive: string, entries: readonly Entry[]): FileEntry[] {
  const seen = new Set<string>();
  const files: FileEntry[] = [];
  for (const entry of entries) {
    if (entry.directory || !FIRMWARE_NAME.test(entry.filename)) continue;
    const name = entry.filename.toLowerCase();
    if (seen.has(name)) {
      throw firmwareErrors.archiveUnsafe(archive, phrase('{file} is in it twice.', { file: entry.filename }));
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
      phrase('its firmware unpacks to {size} bytes.', { size: total }),
    );
  }
}

/** @throws as `unpackArchive` */
async function unpack(
  archive: string,
  entry: FileEntry,
  password: string | null,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const sink = new ArchiveSink(archive, entry.filename, entry.uncompressedSize);
  try {
    await entry.getData(sink.writable, password === null ? {} : { password });
  } catch (error) {
    throw explained(archive, entry.filename, entry.encrypted && entry.zipCrypto, sink.error ?? error, signal);
  }
  return sink.bytes;
}

/** @param weaklyProtected whether a wrong password may pass its own check and show only as damage, as with ZipCrypto */
function explained(
  archive: string,
  entry: string,
  weaklyProtected: boolean,
  error: unknown,
  signal: AbortSignal,
): UpgradeError {
  throwIfCancelled(signal);
  if (isUpgradeError(error)) return error;
  const reason = reasonOf(error);
  switch (reason) {
    case ERR_BAD_FORMAT:
    case ERR_EOCDR_NOT_FOUND:
      return firmwareErrors.notZip(archive);
    case ERR_ENCRYPTED:
      return firmwareErrors.passwordMissing(archive);
    case ERR_INVALID_PASSWORD:
      return firmwareErrors.passwordWrong(archive, entry, error);
    case ERR_UNSAFE_FILENAME:
      return firmwareErrors.archiveUnsafe(archive, phrase('a file in it would land outside of its folder.'));
    case ERR_OVERLAPPING_ENTRY:
      return firmwareErrors.archiveUnsafe(archive, phrase('two files in it share the same bytes.'));
    case ERR_UNSUPPORTED_COMPRESSION:
    case ERR_UNSUPPORTED_ENCRYPTION:
      return firmwareErrors.archiveUnsupported(archive, entry, error);
  }
  return weaklyProtected && reason !== ERR_INVALID_AUTHENTICATION_CODE
    ? firmwareErrors.passwordWrong(archive, entry, error)
    : firmwareErrors.archiveDamaged(
        archive,
        entry === ''
          ? phrase('its directory contradicts itself')
          : phrase('{entry} does not unpack', { entry }),
        error,
      );
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Files in one folder of one archive belong together. */
function originOf({ name, origin = '' }: FirmwareSource, { filename }: FileEntry): string {
  return [origin, name, filename]
    .filter(Boolean)
    .join('/')
    .replace(/\/[^/]*$/, '');
}

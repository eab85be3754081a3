import { phrase } from '../base/phrase';
import { isUpgradeError, type UpgradeError } from '../base/upgradeError';
import { ARCHIVE_LIMITS, type ArchiveLimits, unpackArchive } from './archive';
import { checkFirmware } from './checkFirmware';
import { firmwareErrors } from './errors';
import { type FolderFile, isArchiveName } from './firmwareFolder';
import { type FirmwareImage, isDoubtful } from './firmwareImage';
import type { ByteSource } from '../base/byteSource';

/** Everything that files, folders and archives turned out to hold. */
export interface FoundFirmware {
  /** Images of every kind but updaters. */
  readonly images: readonly FirmwareImage[];
  readonly updaters: readonly FirmwareImage[];
  /** What could not be used, and why; the rest is as good as without it. */
  readonly failures: readonly FileFailure[];
}

export interface FileFailure {
  readonly file: string;
  readonly error: UpgradeError;
}

/**
 * The password of an archive.
 * @param wrong whether the one given before did not open it
 * @returns undefined when nobody gives one
 */
export type AskPassword = (archive: string, wrong: boolean) => Promise<string | undefined>;

/** Everything that was ever published is a fifth of it. */
const MOST_BYTES = 512 * 1024 * 1024;

/** Typing errors happen; more than these is guessing. */
const PASSWORD_TRIES = 3;

/**
 * Opens, unpacks and checks all of them. The same content twice counts once. A file that is damaged or cannot be opened
 * is one of the failures.
 * @throws CANCELLED
 */
export async function gatherFirmware(
  files: readonly FolderFile[],
  askPassword: AskPassword,
  signal: AbortSignal,
): Promise<FoundFirmware> {
  const checked: FirmwareImage[] = [];
  const failures: FileFailure[] = [];
  const room = new RequestRoom();
  const attempt = async (file: string, work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      if (!isUpgradeError(error) || error.code === 'CANCELLED') throw error;
      failures.push({ file, error });
    }
  };
  try {
    for (const file of files) {
      await attempt(file.name, async () => {
        const source = await file.open();
        await room.take(source);
        const inside = isArchiveName(file.name)
          ? await openArchive(source, askPassword, room, signal)
          : [source];
        for (const each of inside) {
          const name = each === source ? file.name : `${file.name}/${each.name}`;
          await attempt(name, async () => void checked.push(await checkOrClose(each)));
        }
      });
    }
  } catch (error) {
    for (const { source } of checked) await source.close();
    throw error;
  }
  const distinct = await dedupeByHash(checked);
  return {
    images: distinct.filter(({ description }) => description.kind !== 'updater'),
    updaters: distinct.filter(({ description }) => description.kind === 'updater'),
    failures,
  };
}

export async function closeFound({ images, updaters }: FoundFirmware): Promise<void> {
  for (const { source } of [...images, ...updaters]) await source.close();
}

/**
 * @throws the ARCHIVE_ errors
 */
async function openArchive(
  source: ByteSource,
  askPassword: AskPassword,
  room: RequestRoom,
  signal: AbortSignal,
): Promise<ByteSource[]> {
  try {
    let password: string | null = null;
    for (let tries = 0; ; tries++) {
      try {
        return room.unpacked(await unpackArchive(source, password, signal, room.limits));
      } catch (error) {
        const wrong = isUpgradeError(error, 'ARCHIVE_PASSWORD_WRONG');
        if (!wrong && !isUpgradeError(error, 'ARCHIVE_PASSWORD_MISSING')) throw error;
        const answer = tries < PASSWORD_TRIES ? await askPassword(source.name, wrong) : undefined;
        if (!answer) throw error;
        password = answer;
      }
    }
  } finally {
    await source.close();
  }
}

/** What all files of one request may take together: each alone may be harmless, and many of them exhaust the memory. */
class RequestRoom {
  private opened = 0;
  private inArchives = 0;

  /** @throws FILE_TOO_LARGE, with the file closed */
  async take(source: ByteSource): Promise<void> {
    this.opened += source.size;
    if (this.opened <= MOST_BYTES) return;
    await source.close();
    throw firmwareErrors.tooMuch(source.name, MOST_BYTES);
  }

  get limits(): ArchiveLimits {
    return { ...ARCHIVE_LIMITS, totalBytes: ARCHIVE_LIMITS.totalBytes - this.inArchives };
  }

  unpacked(sources: ByteSource[]): ByteSource[] {
    this.inArchives += sources.reduce((sum, { size }) => sum + size, 0);
    return sources;
  }
}

async function checkOrClose(source: ByteSource): Promise<FirmwareImage> {
  try {
    return await checkFirmware(source);
  } catch (error) {
    await source.close();
    throw error;
  }
}

/**
 * Of two files with the same content the one stays that is beyond doubt, then the one whose name tells more, and then that has an
 * updater beside it.
 */
async function dedupeByHash(files: readonly FirmwareImage[]): Promise<FirmwareImage[]> {
  const withUpdater = new Set(
    files.filter(({ description }) => description.kind === 'updater').map(({ source }) => source.origin),
  );
  const isBetter = (one: FirmwareImage, other: FirmwareImage): boolean => {
    if (isDoubtful(one) !== isDoubtful(other)) return isDoubtful(other);
    if (tells(one) !== tells(other)) return tells(one) > tells(other);
    return withUpdater.has(one.source.origin) && !withUpdater.has(other.source.origin);
  };
  const kept: FirmwareImage[] = [];
  for (const file of files) {
    const twin = kept.findIndex(
      ({ description }) => description.sha256 === file.description.sha256 && description.kind !== 'updater',
    );
    const other = kept[twin];
    if (!other) kept.push(file);
    else {
      const better = isBetter(file, other) ? file : other;
      kept[twin] = contradict(file, other) ? doubted(better) : better;
      await (better === file ? other : file).source.close();
    }
  }
  return kept;
}

/** How much is known of its purpose: a name tells what its content does not. */
function tells({ description: { baseBuild, targetBuild, stepOfPair } }: FirmwareImage): number {
  return [baseBuild !== null, targetBuild !== null, typeof stepOfPair === 'number'].filter(Boolean).length;
}

/** Whether the same bytes are said to be for different modems, or to be different halves: no name is then believed. */
function contradict({ description: one }: FirmwareImage, { description: other }: FirmwareImage): boolean {
  const differ = (a: string | number | null, b: string | number | null): boolean =>
    a !== null && b !== null && a !== b;
  return (
    differ(one.baseBuild, other.baseBuild) ||
    differ(one.targetBuild, other.targetBuild) ||
    (typeof one.stepOfPair === 'number' && differ(one.stepOfPair, other.stepOfPair))
  );
}

function doubted(image: FirmwareImage): FirmwareImage {
  const { source, description } = image;
  const finding = phrase(
    'The content of {file} is here under several names, and they contradict each other.',
    {
      file: source.name,
    },
  );
  return { ...image, description: { ...description, findings: [...description.findings, finding] } };
}

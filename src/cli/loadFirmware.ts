import { stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { requireImage, requireUpdater } from '../firmware/checkFirmware';
import {
  diskFile,
  diskFolder,
  type FolderFile,
  isArchiveName,
  searchFolder,
} from '../firmware/firmwareFolder';
import type { FirmwareImage } from '../firmware/firmwareImage';
import { type AskPassword, closeFound, type FoundFirmware, gatherFirmware } from '../firmware/gatherFirmware';
import { type FirmwareSet, orderImages } from '../upgrade';
import type { CommandContext } from './commandContext';
import { shown } from './shown';
import { openFileSource } from '../firmware/fileSource';

export interface FileOptions {
  readonly updater?: string;
  readonly password?: string;
}

/** What the arguments name: files that were chosen one by one, or places to choose from. */
export type LoadedFirmware =
  | {
      readonly kind: 'chosen';
      readonly firmware: FirmwareSet;
      readonly folder: string;
      /** What else lies there; only looked for after a refusal. */
      readonly found?: FoundFirmware;
    }
  | { readonly kind: 'found'; readonly found: FoundFirmware };

/**
 * Opens and checks all files of an upgrade before any port is opened.
 * @throws the FILE_, ARCHIVE_ and FOLDER_ errors, NO_IMAGE, IMAGES_DO_NOT_BELONG
 */
export async function loadFirmware(
  context: CommandContext,
  files: readonly string[],
  options: FileOptions,
): Promise<LoadedFirmware> {
  const { signal } = context;
  const folders = await Promise.all(files.map(isFolder));
  if (!folders.includes(true) && !files.some(isArchiveName)) {
    const firmware = await loadChosen(context, files, options.updater);
    return { kind: 'chosen', firmware, folder: dirname(files[0] ?? '.') };
  }
  const found = await gatherFirmware(await listPlaces(files), passwordFor(context, options), signal);
  const [trouble] = found.failures;
  if (found.images.length === 0 && trouble) {
    await closeFound(found);
    throw trouble.error;
  }
  if (options.updater === undefined) return { kind: 'found', found };
  try {
    const updater = await checkedFile(context, options.updater, requireUpdater);
    await closeFiles(found.updaters);
    return { kind: 'found', found: { ...found, updaters: [updater] } };
  } catch (error) {
    await closeFound(found);
    throw error;
  }
}

/** What lies in the same folder as a chosen file; archives stay closed. */
export async function gatherNeighbours(context: CommandContext, folder: string): Promise<FoundFirmware> {
  const entries = await diskFolder(folder).list();
  const files = entries.flatMap((entry) => (entry.kind === 'file' ? [entry.file] : []));
  const firmware = files.filter(({ name }) => /\.(dup|elf)$/i.test(name));
  return gatherFirmware(firmware, () => Promise.resolve(undefined), context.signal);
}

/** Every file in these places, folders searched through. */
export async function listPlaces(places: readonly string[]): Promise<FolderFile[]> {
  const found: FolderFile[] = [];
  for (const place of places) {
    if (await isFolder(place)) found.push(...(await searchFolder(diskFolder(place))));
    else found.push(diskFile(place, basename(place)));
  }
  return found;
}

/** The one that was given, then whatever is typed. */
export function passwordFor({ terminal }: CommandContext, { password }: FileOptions): AskPassword {
  return (archive, wrong) =>
    !wrong && password !== undefined
      ? Promise.resolve(password)
      : password === undefined
        ? terminal.password(wrong ? shown`Wrong. Password of ${archive}: ` : shown`Password of ${archive}: `)
        : Promise.resolve(undefined);
}

export async function closeLoaded(loaded: LoadedFirmware): Promise<void> {
  if (loaded.found) await closeFound(loaded.found);
  if (loaded.kind === 'found') return;
  const { images, updater } = loaded.firmware;
  await closeFiles(updater ? [...images, updater] : images);
}

async function loadChosen(
  context: CommandContext,
  files: readonly string[],
  updaterFile: string | undefined,
): Promise<FirmwareSet> {
  const opened: FirmwareImage[] = [];
  const open = async (file: string, require: typeof requireImage): Promise<FirmwareImage> => {
    const image = await checkedFile(context, file, require);
    opened.push(image);
    return image;
  };
  try {
    const images: FirmwareImage[] = [];
    for (const file of files) images.push(await open(file, requireImage));
    const updater = updaterFile === undefined ? null : await open(updaterFile, requireUpdater);
    return { images: orderImages(images), updater };
  } catch (error) {
    await closeFiles(opened);
    throw error;
  }
}

/** Whatever cannot be looked at is opened as a file, which says why. */
export async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

/**
 * Opens a file and checks it; one that is not as it must be is closed again.
 * @param require throws where it is a file of another kind than is wanted
 * @throws the FILE_ errors
 */
export async function checkedFile(
  { service }: Pick<CommandContext, 'service'>,
  path: string,
  require: (image: FirmwareImage) => FirmwareImage = (image) => image,
): Promise<FirmwareImage> {
  const source = await openFileSource(path);
  try {
    return require(await service.check(source));
  } catch (error) {
    await source.close();
    throw error;
  }
}

export async function closeFiles(files: readonly FirmwareImage[]): Promise<void> {
  for (const { source } of files) await source.close();
}

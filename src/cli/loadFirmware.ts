import { stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { diskFile, diskFolder, type FolderFile, searchFolder } from '../firmware/firmwareFolder';
import type { FirmwareImage } from '../firmware/firmwareImage';
import { type AskPassword, type FoundFirmware, gatherFirmware } from '../firmware/gatherFirmware';
import {
  type ChosenFile,
  closeChoice,
  type FirmwareChoice,
  type FirmwareFiles,
  FirmwareSelector,
  requireUpgrade,
} from '../upgrade';
import type { CommandContext } from './commandContext';
import { shown } from './shown';
import { openFileSource } from '../firmware/fileSource';

export interface FileOptions {
  readonly updater?: string;
  readonly password?: string;
}

/** Files of this computer; a location is the path that the user gave. */
const diskFiles: FirmwareFiles = {
  open: ({ location }) => openFileSource(location),
  folder: async ({ location }) => ((await isFolder(location)) ? diskFolder(location) : undefined),
  nearby: async (file) => {
    const folder = dirname(file.location);
    // A file can be readable in a folder that cannot be listed; what would be beside it is then not looked at.
    const entries = await diskFolder(folder)
      .list()
      .catch(() => []);
    return entries.flatMap((entry) => {
      if (entry.kind !== 'file') return [];
      const { name } = entry.file;
      return [name === file.name ? file : { name, location: join(folder, name) }];
    });
  },
};

export function selectorFor(context: CommandContext, options: FileOptions): FirmwareSelector {
  const passwords = {
    ask: passwordFor(context, options),
    worked: () => undefined,
    wasWrong: () => Promise.resolve(),
  };
  return new FirmwareSelector(context.service, diskFiles, passwords);
}

/**
 * Opens and checks all files of an upgrade before any port is opened.
 * @throws the FILE_, ARCHIVE_ and FOLDER_ errors, NO_IMAGE, IMAGES_DO_NOT_BELONG
 */
export async function loadFirmware(
  selector: FirmwareSelector,
  files: readonly string[],
  { updater }: FileOptions,
  signal: AbortSignal,
): Promise<FirmwareChoice> {
  const given = updater === undefined ? undefined : chosenFile(updater);
  const choice = await selector.check(files.map(chosenFile), signal, given);
  try {
    return requireUpgrade(choice);
  } catch (error) {
    await closeChoice(choice);
    throw error;
  }
}

function chosenFile(path: string): ChosenFile {
  return { name: basename(path), location: path };
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

/** Whatever cannot be looked at is opened as a file, which says why. */
export async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

/**
 * Opens a file and checks it; one that is not as it must be is closed again.
 * @throws the FILE_ errors
 */
export async function checkedFile(
  { service }: Pick<CommandContext, 'service'>,
  path: string,
): Promise<FirmwareImage> {
  const source = await openFileSource(path);
  try {
    return await service.check(source);
  } catch (error) {
    await source.close();
    throw error;
  }
}

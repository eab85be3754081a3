import { dirname } from 'node:path';
import { isArchiveName } from '../firmware/firmwareFolder';
import type { FirmwareImage } from '../firmware/firmwareImage';
import { gatherFirmware } from '../firmware/gatherFirmware';
import { belongTogether } from '../upgrade/imageOrder';
import { checkedFile, closeFiles } from './checkedFile';
import type { CommandContext } from './commandContext';
import { type FileOptions, gatherNeighbours, isFolder, listPlaces, passwordFor } from './loadFirmware';
import { shown } from './shown';

/**
 * What is to be on a card: files that are named, the other half where one of a pair is, and all that folders and archives hold.
 * @throws the FILE_, ARCHIVE_ and FOLDER_ errors
 */
export async function cardFiles(
  context: CommandContext,
  names: readonly string[],
  options: FileOptions,
): Promise<readonly FirmwareImage[]> {
  const files: FirmwareImage[] = [];
  try {
    for (const name of names) {
      const isPlace = isArchiveName(name) || (await isFolder(name));
      files.push(...(isPlace ? await inPlace(context, name, options) : await named(context, name)));
    }
    return files;
  } catch (error) {
    await closeFiles(files);
    throw error;
  }
}

/** What is of no use in a folder or an archive is told; it is a failure only where nothing else is in it. */
async function inPlace(
  context: CommandContext,
  place: string,
  options: FileOptions,
): Promise<readonly FirmwareImage[]> {
  const passwords = passwordFor(context, options);
  const { images, updaters, troubles } = await gatherFirmware(
    await listPlaces([place]),
    passwords,
    context.signal,
  );
  const [trouble] = troubles;
  if (trouble && images.length === 0 && updaters.length === 0) throw trouble.error;
  for (const { error } of troubles) context.terminal.err(shown`${error.sentence}\n`);
  return [...images, ...updaters];
}

async function named(context: CommandContext, path: string): Promise<readonly FirmwareImage[]> {
  const file = await checkedFile(context, path);
  if (file.description.stepOfPair === null) return [file];
  try {
    const { images, updaters } = await gatherNeighbours(context, dirname(path));
    const other = images.find((image) => areHalves(file, image));
    await closeFiles([...images, ...updaters].filter((each) => each !== other));
    return other === undefined ? [file] : [file, other];
  } catch (error) {
    await file.source.close();
    throw error;
  }
}

function areHalves(one: FirmwareImage, other: FirmwareImage): boolean {
  const [first, second] = one.description.stepOfPair === 1 ? [one, other] : [other, one];
  return first.description.stepOfPair === 1 && belongTogether([first, second]);
}

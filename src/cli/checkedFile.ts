import { openFileSource } from '../firmware/fileSource';
import type { FirmwareImage } from '../firmware/firmwareImage';
import type { CommandContext } from './commandContext';

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

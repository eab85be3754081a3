import { requireImage, requireUpdater } from '../firmware/checkFirmware';
import { openFileSource } from '../firmware/fileSource';
import type { FirmwareImage } from '../firmware/firmwareImage';
import { orderImages } from '../upgrade/imageOrder';
import type { FirmwareSet, UpgradeService } from '../upgrade/upgradeService';

/**
 * Opens and checks all files of an upgrade before any port is opened.
 * @throws the FILE_ errors, NO_IMAGE, IMAGES_DO_NOT_BELONG
 */
export async function loadFirmware(
  service: UpgradeService,
  files: readonly string[],
  updaterFile: string | undefined,
): Promise<FirmwareSet> {
  const images: FirmwareImage[] = [];
  for (const file of files) images.push(requireImage(await service.check(await openFileSource(file))));
  const updater =
    updaterFile === undefined ? null : requireUpdater(await service.check(await openFileSource(updaterFile)));
  return { images: orderImages(images), updater };
}

export async function closeFirmware({ images, updater }: FirmwareSet): Promise<void> {
  for (const { source } of updater ? [...images, updater] : images) await source.close();
}

import type { FirmwareSource } from '../../firmware/firmwareSource';
import type { ChosenFile } from './chosenFile';

/** How firmware files are reached, wherever the workspace is. */
export interface FirmwareFiles {
  /** @throws FILE_NOT_FOUND, FILE_UNREADABLE */
  open(file: ChosenFile): Promise<FirmwareSource>;
  /** Every file in the folder of this one; empty where the folder cannot be listed. */
  nearby(file: ChosenFile): Promise<readonly ChosenFile[]>;
}

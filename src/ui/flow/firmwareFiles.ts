import type { FirmwareFolder } from '../../firmware/firmwareFolder';
import type { FirmwareSource } from '../../firmware/firmwareSource';
import type { ChosenFile } from './chosenFile';

/** How firmware files are reached, wherever the workspace is. */
export interface FirmwareFiles {
  /** @throws FILE_NOT_FOUND, FILE_UNREADABLE */
  open(file: ChosenFile): Promise<FirmwareSource>;
  /** What was pointed at as a folder; undefined for a file. */
  folder(file: ChosenFile): Promise<FirmwareFolder | undefined>;
  /** Every file in the folder of this one; empty where the folder cannot be listed. */
  nearby(file: ChosenFile): Promise<readonly ChosenFile[]>;
}

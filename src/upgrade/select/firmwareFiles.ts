import type { FirmwareFolder } from '../../firmware/firmwareFolder';
import type { ByteSource } from '../../base/byteSource';

/** A file the user pointed at, wherever it is. */
export interface ChosenFile {
  /** Without folders. */
  readonly name: string;
  /** Its address as text; only the code that reads files interprets it. */
  readonly location: string;
}

/** How firmware files are reached: on this computer, or wherever the workspace is. */
export interface FirmwareFiles {
  /** @throws FILE_NOT_FOUND, FILE_UNREADABLE */
  open(file: ChosenFile): Promise<ByteSource>;
  /** What was pointed at as a folder; undefined for a file. */
  folder(file: ChosenFile): Promise<FirmwareFolder | undefined>;
  /** Every file in the folder of this one; empty where the folder cannot be listed. */
  nearby(file: ChosenFile): Promise<readonly ChosenFile[]>;
}

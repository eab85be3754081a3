import type { FirmwareImage } from '../firmware/firmwareImage';
import type { MethodName } from './plan';

export interface PlanOptions {
  /** `auto` takes the fastest that is possible. */
  readonly method: MethodName | 'auto';
  /** Removes what was copied to the board once the modem is upgraded. */
  readonly cleanUp?: boolean;
  /** Whether it is known that the first half of a pair is in this modem and the second is not. */
  readonly secondHalfDue?: boolean;
}

/** The images of one upgrade, in order, and the updater if there is one. All of them were checked. */
export interface FirmwareSet {
  readonly images: readonly FirmwareImage[];
  readonly updater: FirmwareImage | null;
  /** Further updaters of another content that lay beside; which belongs to the image cannot be read. */
  readonly otherUpdaters?: number;
}

/** For people, in the order in which they are used. */
export function namesOf({ images, updater }: FirmwareSet): string {
  return [...images, ...(updater ? [updater] : [])].map(({ source }) => source.name).join(' + ');
}

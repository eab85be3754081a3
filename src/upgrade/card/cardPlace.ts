/** What a folder is that files are to be copied to, as far as the system tells. */
export interface CardPlace {
  /** The board reads `fat` alone. */
  readonly fileSystem: 'fat' | 'exfat' | 'other' | 'unknown';
  /** Whether the drive can be taken out; null where nobody tells. */
  readonly removable: boolean | null;
  /** Whether it is on a disk that this computer runs from. */
  readonly system: boolean;
  /** Why nothing can be written: the card's lock switch, or how it was mounted. */
  readonly locked: 'switch' | 'mount' | null;
}

/** Nothing is known, and so nothing good is assumed. */
export const UNKNOWN_PLACE: CardPlace = {
  fileSystem: 'unknown',
  removable: null,
  system: false,
  locked: null,
};

/** Whether it is what a board's card looks like. */
export function isCard({ fileSystem, removable }: CardPlace): boolean {
  return fileSystem === 'fat' && removable === true;
}

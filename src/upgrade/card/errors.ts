import { type Phrase, phrase } from '../../base/phrase';
import { codeOf, errorMessage } from '../../base/thrown';
import { UpgradeError } from '../../base/upgradeError';
import type { CardQuestion } from './questions';

/** What has a name that a file is to have. */
export type NameTakenBy = 'folder' | 'link' | 'other';

const TAKEN: Readonly<Record<NameTakenBy, (name: string) => Phrase>> = {
  folder: (name) => phrase('The card contains a folder named {name}.', { name }),
  link: (name) => phrase('The card contains a link named {name}. Links aren’t followed.', { name }),
  other: (name) => phrase('{name} on the card isn’t a regular file.', { name }),
};

const NOT_ALLOWED = phrase('Check that you and this program have permission to write there.');
const REMEDIES: Readonly<Record<string, Phrase>> = {
  EACCES: NOT_ALLOWED,
  EPERM: NOT_ALLOWED,
  EROFS: phrase('Check the write-protect switch on the side of the card, and insert the card again.'),
};

export const cardErrors = {
  folderMissing: (folder: string): UpgradeError =>
    new UpgradeError({
      code: 'CARD_FOLDER_MISSING',
      category: 'badInput',
      sentence: phrase('There is no folder {folder}.', { folder }),
      remedy: phrase('Insert the card, and choose the folder or drive where it appears.'),
    }),
  full: (folder: string, needed: number, free: number): UpgradeError =>
    new UpgradeError({
      code: 'CARD_FULL',
      category: 'badInput',
      sentence: phrase('{folder} has {free} bytes free; {needed} are needed.', { folder, free, needed }),
      remedy: phrase('Delete files on the card, or use another card.'),
    }),
  /** @param first folder or archive that the one lies in, and `second` the other */
  namesClash: (name: string, first: string, second: string): UpgradeError =>
    new UpgradeError({
      code: 'CARD_NAMES_CLASH',
      category: 'badInput',
      sentence: phrase('Two different files are named {name}: one in {first}, one in {second}.', {
        name,
        first,
        second,
      }),
      remedy: phrase('Choose the files from one folder: a card can’t hold two files with the same name.'),
    }),
  /** A disk that this computer runs from. */
  systemDisk: (folder: string): UpgradeError =>
    new UpgradeError({
      code: 'CARD_SYSTEM_DISK',
      category: 'refusal',
      sentence: phrase('{folder} is on a disk of this computer’s operating system, not on an SD card.', {
        folder,
      }),
      remedy: phrase('Insert the card, and choose the folder or drive where it appears.'),
    }),
  nameTaken: (name: string, by: NameTakenBy): UpgradeError =>
    new UpgradeError({
      code: 'CARD_NAME_TAKEN',
      category: 'badInput',
      sentence: TAKEN[by](name),
      remedy: phrase('Rename or delete it, or use another card.'),
    }),
  nameUnusable: (name: string): UpgradeError =>
    new UpgradeError({
      code: 'CARD_NAME_UNUSABLE',
      category: 'badInput',
      sentence: phrase('A card can’t store a file named {name}.', { name }),
      remedy: phrase('Rename the file, and choose it again.'),
    }),
  notConfirmed: ({ sentence, consequence }: CardQuestion): UpgradeError =>
    new UpgradeError({
      code: 'CONFIRMATION_MISSING',
      category: 'refusal',
      sentence: phrase('Nothing was copied. {sentence}', { sentence }),
      remedy: phrase('Confirm when you’re asked, or choose another folder. {consequence}', {
        consequence,
      }),
    }),
  locked: (folder: string, by: 'switch' | 'mount'): UpgradeError =>
    new UpgradeError({
      code: 'CARD_NOT_WRITABLE',
      category: 'badInput',
      sentence:
        by === 'switch'
          ? phrase('{folder} is write-protected.', { folder })
          : phrase('{folder} is mounted read-only.', { folder }),
      remedy:
        by === 'switch'
          ? phrase(
              'Slide the write-protect switch on the side of the card to the other end, and insert the card again.',
            )
          : phrase(
              'Remove the card and insert it again. If nothing changes, check the card for errors on your computer.',
            ),
    }),
  notWritable: (folder: string, cause: unknown): UpgradeError =>
    new UpgradeError({
      code: 'CARD_NOT_WRITABLE',
      category: 'badInput',
      sentence: phrase('{folder} can’t be written to: {reason}.', {
        folder,
        reason: errorMessage(cause),
      }),
      remedy: REMEDIES[String(codeOf(cause))] ?? phrase('Insert the card again, or use another card.'),
      cause,
    }),
  damaged: (file: string, folder: string): UpgradeError =>
    new UpgradeError({
      code: 'CARD_DAMAGED',
      category: 'badInput',
      sentence: phrase('{file} in {folder} differs from what was written.', {
        file,
        folder,
      }),
      remedy: phrase('Use another card. This one loses data.'),
    }),
  /** What the system says of work on the card, in our own terms; anything else as it is. */
  from: (error: unknown, folder: string, needed: number): unknown => {
    if (error instanceof UpgradeError || !(error instanceof Error)) return error;
    const code = codeOf(error);
    if (typeof code !== 'string') return error;
    return code === 'ENOSPC' ? cardErrors.full(folder, needed, 0) : cardErrors.notWritable(folder, error);
  },
};

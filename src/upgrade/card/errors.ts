import { type Phrase, phrase } from '../../base/phrase';
import { codeOf, errorMessage } from '../../base/thrown';
import { UpgradeError } from '../../base/upgradeError';
import type { CardQuestion } from './questions';

/** What has a name that a file is to have. */
export type NameTakenBy = 'folder' | 'link' | 'other';

const TAKEN: Readonly<Record<NameTakenBy, (name: string) => Phrase>> = {
  folder: (name) => phrase('A folder called {name} is on the card.', { name }),
  link: (name) => phrase('A link called {name} is on the card, and links are not followed.', { name }),
  other: (name) => phrase('Something called {name} that is not a file is on the card.', { name }),
};

const NOT_ALLOWED = phrase('Check that you, and this program, may write there.');
const REMEDIES: Readonly<Record<string, Phrase>> = {
  EACCES: NOT_ALLOWED,
  EPERM: NOT_ALLOWED,
  EROFS: phrase('Check the small switch at the side of the card, and insert the card again.'),
};

export const cardErrors = {
  folderMissing: (folder: string): UpgradeError =>
    new UpgradeError({
      code: 'CARD_FOLDER_MISSING',
      category: 'badInput',
      sentence: phrase('There is no folder {folder}.', { folder }),
      remedy: phrase('Insert the card and choose the folder or drive it appears as.'),
    }),
  full: (folder: string, needed: number, free: number): UpgradeError =>
    new UpgradeError({
      code: 'CARD_FULL',
      category: 'badInput',
      sentence: phrase('{folder} has {free} bytes free; {needed} are needed.', { folder, free, needed }),
      remedy: phrase('Remove files from the card, or take another.'),
    }),
  /** @param first folder or archive that the one lies in, and `second` the other */
  namesClash: (name: string, first: string, second: string): UpgradeError =>
    new UpgradeError({
      code: 'CARD_NAMES_CLASH',
      category: 'badInput',
      sentence: phrase('Two different files are called {name}: one in {first}, one in {second}.', {
        name,
        first,
        second,
      }),
      remedy: phrase('Choose the files from one folder: a card cannot hold two files with the same name.'),
    }),
  /** A disk that this computer runs from. */
  systemDisk: (folder: string): UpgradeError =>
    new UpgradeError({
      code: 'CARD_SYSTEM_DISK',
      category: 'refusal',
      sentence: phrase('{folder} is on a disk that this computer runs from, not on an SD card.', { folder }),
      remedy: phrase('Insert the card and choose the folder or drive it appears as.'),
    }),
  nameTaken: (name: string, by: NameTakenBy): UpgradeError =>
    new UpgradeError({
      code: 'CARD_NAME_TAKEN',
      category: 'badInput',
      sentence: TAKEN[by](name),
      remedy: phrase('Rename or remove it, or take another card.'),
    }),
  nameUnusable: (name: string): UpgradeError =>
    new UpgradeError({
      code: 'CARD_NAME_UNUSABLE',
      category: 'badInput',
      sentence: phrase('No card can hold a file called {name}.', { name }),
      remedy: phrase('Give the file another name, and choose it again.'),
    }),
  notConfirmed: ({ sentence, consequence }: CardQuestion): UpgradeError =>
    new UpgradeError({
      code: 'CONFIRMATION_MISSING',
      category: 'refusal',
      sentence: phrase('Nothing was copied. {sentence}', { sentence }),
      remedy: phrase('Agree to it when you are asked, or choose another place. {consequence}', {
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
              'Slide the small switch at the side of the card to its other end, and insert the card again.',
            )
          : phrase(
              'Take the card out and insert it again; if it stays like that, let your computer check it for errors.',
            ),
    }),
  notWritable: (folder: string, cause: unknown): UpgradeError =>
    new UpgradeError({
      code: 'CARD_NOT_WRITABLE',
      category: 'badInput',
      sentence: phrase('{folder} cannot be written to: {reason}.', {
        folder,
        reason: errorMessage(cause),
      }),
      remedy: REMEDIES[String(codeOf(cause))] ?? phrase('Insert the card again, or take another.'),
      cause,
    }),
  damaged: (file: string, folder: string): UpgradeError =>
    new UpgradeError({
      code: 'CARD_DAMAGED',
      category: 'badInput',
      sentence: phrase('{file}, read back from {folder}, differs from what was written.', {
        file,
        folder,
      }),
      remedy: phrase('Take another card; this one loses data.'),
    }),
  /** What the system says of work on the card, in our own terms; anything else as it is. */
  from: (error: unknown, folder: string, needed: number): unknown => {
    if (error instanceof UpgradeError || !(error instanceof Error)) return error;
    const code = codeOf(error);
    if (typeof code !== 'string') return error;
    return code === 'ENOSPC' ? cardErrors.full(folder, needed, 0) : cardErrors.notWritable(folder, error);
  },
};

import { phrase } from '../../base/phrase';
import { codeOf, reasonOf } from '../../base/thrown';
import { UpgradeError } from '../../base/upgradeError';

export const cardErrors = {
  folderMissing: (folder: string): UpgradeError =>
    new UpgradeError({
      code: 'CARD_FOLDER_MISSING',
      exposure: 'badInput',
      sentence: phrase('There is no folder {folder}.', { folder }),
      remedy: phrase('Insert the card and choose the folder or drive it appears as.'),
    }),
  full: (folder: string, needed: number, free: number): UpgradeError =>
    new UpgradeError({
      code: 'CARD_FULL',
      exposure: 'badInput',
      sentence: phrase('{folder} has {free} bytes free; {needed} are needed.', { folder, free, needed }),
      remedy: phrase('Remove files from the card, or take another.'),
    }),
  /** @param first folder or archive that the one lies in, and `second` the other */
  namesClash: (name: string, first: string, second: string): UpgradeError =>
    new UpgradeError({
      code: 'CARD_NAMES_CLASH',
      exposure: 'badInput',
      sentence: phrase('Two different files are called {name}: one in {first}, one in {second}.', {
        name,
        first,
        second,
      }),
      remedy: phrase('Choose the files from one folder: a card cannot hold two files with the same name.'),
    }),
  notWritable: (folder: string, cause: unknown): UpgradeError =>
    new UpgradeError({
      code: 'CARD_NOT_WRITABLE',
      exposure: 'badInput',
      sentence: phrase('{folder} cannot be written to: {reason}.', {
        folder,
        reason: reasonOf(cause),
      }),
      remedy: phrase('Check the small switch at the side of the card, and that you may write there.'),
      cause,
    }),
  damaged: (file: string, folder: string): UpgradeError =>
    new UpgradeError({
      code: 'CARD_DAMAGED',
      exposure: 'badInput',
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

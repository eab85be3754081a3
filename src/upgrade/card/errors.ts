import { phrase } from '../../base/phrase';
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
      remedy: phrase('Choose those of one folder: a card holds one file of a name.'),
    }),
  notWritable: (folder: string, cause: unknown): UpgradeError =>
    new UpgradeError({
      code: 'CARD_NOT_WRITABLE',
      exposure: 'badInput',
      sentence: phrase('{folder} cannot be written to: {reason}.', {
        folder,
        reason: cause instanceof Error ? cause.message : String(cause),
      }),
      remedy: phrase('Check the small switch at the side of the card, and that you may write there.'),
      cause,
    }),
  damaged: (file: string, folder: string): UpgradeError =>
    new UpgradeError({
      code: 'CARD_DAMAGED',
      exposure: 'badInput',
      sentence: phrase('What was read back of {file} from {folder} is not what was written.', {
        file,
        folder,
      }),
      remedy: phrase('Take another card; this one loses data.'),
    }),
  /** What the system says of work on the card, in our own terms; anything else as it is. */
  from: (error: unknown, folder: string, needed: number): unknown => {
    if (error instanceof UpgradeError || !(error instanceof Error)) return error;
    const code = 'code' in error ? error.code : undefined;
    if (typeof code !== 'string') return error;
    return code === 'ENOSPC' ? cardErrors.full(folder, needed, 0) : cardErrors.notWritable(folder, error);
  },
};

import { costOfDismissing, type JournalEntry, whatHappened } from '../../upgrade';
import type { Speech } from '../speech';
import type { RecoveryDialogs } from './recoveryDialogs';

const WORD = 'dismiss';

/**
 * Whether the user wants it dismissed. Where that takes a modem's protection away, they have to type a word; where it may be another
 * board's, they are asked.
 * @param isThisBoard whether it was surely begun on the board that is meant
 */
export async function agreesToDismiss(
  entry: JournalEntry,
  isThisBoard: boolean,
  { dialogs, speech }: { readonly dialogs: RecoveryDialogs; readonly speech: Speech },
): Promise<boolean> {
  const cost = costOfDismissing(entry);
  if (cost === null && isThisBoard) return true;
  const { port } = entry.board;
  const doubt = isThisBoard
    ? ''
    : speech.translate('That may have been another board at {port}: dismiss it only if it was this one.', {
        port,
      });
  const detail = [doubt, cost === null ? '' : speech.render(cost)];
  const question = {
    message: speech.translate('Dismiss the unfinished upgrade'),
    detail: [speech.render(whatHappened(entry)), ...detail].filter((text) => text !== '').join(' '),
    yes: speech.translate('Dismiss'),
  };
  return cost === null ? dialogs.confirm(question) : dialogs.confirmByWord(question, WORD);
}

import { type Phrase, phrase } from '../../base/phrase';
import type { Finding } from '../inspect/finding';
import type { JournalEntry } from '../journal/journalEntry';
import { compareBoards } from '../journal/sameBoard';
import { boardFound, mayInstall } from './mayInstall';
import { secondHalfDue } from './standing';

const MAY_INSTALL = phrase(
  'The modem may still be installing an image. Once dismissed, you aren’t warned any more before you interrupt the board, restart the modem, or unplug it. Each of these can brick the modem.',
);
const SECOND_DUE = phrase(
  'The modem may still need the second of two steps. Once dismissed, you aren’t warned any more before you unplug the board. A modem that loses power between the two steps may never answer again.',
);

/** What a modem is no longer protected from when its unfinished upgrade is dismissed; null where that takes no protection away. */
export function costOfDismissing(entry: JournalEntry): Phrase | null {
  if (mayInstall(entry)) return MAY_INSTALL;
  return secondHalfDue(entry) === undefined ? null : SECOND_DUE;
}

/** Whether it was surely begun on the board that was found. The shield's number does not suffice: it may carry another module by now. */
export function isSurelyOf(finding: Finding, { board }: JournalEntry): boolean {
  return compareBoards(board, { ...boardFound(finding), usb: null }) === 'same';
}

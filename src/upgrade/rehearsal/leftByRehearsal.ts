import { type Phrase, phrase } from '../../base/phrase';
import { POWER_OFF } from '../../base/powerOff';
import type { JournalEntry } from '../journal/journalEntry';
import type { RehearsalEntry } from '../journal/rehearsalRecords';
import { compareBoards } from '../journal/sameBoard';
import { mayInstall } from '../recovery/mayInstall';
import { standingOf } from '../recovery/standing';

/** What a rehearsal that was cut off left on a board, and how it is put back. */
export interface LeftByRehearsal {
  readonly id: string;
  readonly port: string;
  readonly sentence: Phrase;
  readonly remedy: Phrase;
}

export function leftByRehearsal({ id, board: { port }, files, mirroring }: RehearsalEntry): LeftByRehearsal {
  if (mirroring)
    return {
      id,
      port,
      sentence: phrase(
        'A rehearsal at {port} was interrupted. It wrote nothing to the modem. The board may still be in MIRROR mode.',
        { port },
      ),
      remedy: phrase(
        'If no upgrade has been started on this board since then: {powerOff}. Only that ends MIRROR mode.',
        {
          powerOff: POWER_OFF,
        },
      ),
    };
  return {
    id,
    port,
    sentence: phrase(
      'A rehearsal at {port} was interrupted. It wrote nothing to the modem. Its test file {path} may still be on the board.',
      { port, path: files.join(', ') },
    ),
    remedy: phrase('Rehearse again: that deletes it.'),
  };
}

/** Whether unplugging this board could hurt its modem, judging by its unfinished upgrades. */
export function needsItsPower(
  board: JournalEntry['board'],
  unfinished: readonly JournalEntry[],
): JournalEntry | undefined {
  return unfinished.find(
    (entry) =>
      compareBoards(entry.board, board) !== 'another' &&
      (mayInstall(entry) || ['finishing', 'betweenHalves'].includes(standingOf(entry))),
  );
}

import { phrase } from '../../../base/phrase';
import { LEAVE_ON_AND_READ } from '../../errors';
import { continuationOf, whatHappened } from '../../recovery/continuation';
import type { Check } from '../check';
import { needsItsPower } from '../leftByRehearsal';
import { failed, proven } from '../rehearsal';

/** MIRROR mode is ended by the power alone, and a modem that may be at work on an image must keep its power. */
export const power: Check = {
  id: 'power',
  title: phrase('See whether the power may be cut'),
  isNeeded: ({ method }) => method === 'uart',
  stopsWhenFailed: true,
  perform: async ({ request: { finding }, parts: { unfinished, board } }) => {
    if (finding.modem.applying)
      return failed(phrase('The modem says that it is at work on an image.'), LEAVE_ON_AND_READ);
    const begun = needsItsPower(board, await unfinished());
    if (begun === undefined) return proven(phrase('Nothing is known to be at work on the modem.'));
    const [advice = LEAVE_ON_AND_READ] = continuationOf(begun);
    return failed(
      phrase('{happened} The modem must keep its power until that is over.', {
        happened: whatHappened(begun),
      }),
      advice,
    );
  },
};

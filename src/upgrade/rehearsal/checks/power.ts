import { phrase } from '../../../base/phrase';
import { LEAVE_ON_AND_READ } from '../../errors';
import { continuationOf, whatHappened } from '../../recovery/continuation';
import type { Check } from '../check';
import { needsItsPower } from '../leftByRehearsal';
import { failed, proven } from '../rehearsal';

/** MIRROR mode is ended by the power alone, and a modem that may be at work on an image must keep its power. */
export const power: Check = {
  id: 'power',
  title: phrase('Check whether it’s safe to disconnect the power'),
  isNeeded: ({ method }) => method === 'uart',
  stopsWhenFailed: true,
  perform: async ({ request: { finding }, parts: { unfinished, board } }) => {
    if (finding.modem.applying)
      return failed(phrase('The modem reports that it’s installing an image.'), LEAVE_ON_AND_READ);
    const begun = needsItsPower(board, await unfinished());
    if (begun === undefined)
      return proven(phrase('As far as this computer knows, no upgrade of this modem is in progress.'));
    const [advice = LEAVE_ON_AND_READ] = continuationOf(begun);
    return failed(
      phrase('{happened} Leave the power on until the modem has finished.', {
        happened: whatHappened(begun),
      }),
      advice,
    );
  },
};

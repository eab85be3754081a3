import { phrase } from '../../../base/phrase';
import type { Check } from '../check';
import { proven } from '../rehearsal';

/** An upgrade doesn't start if it can't be logged: after a crash nobody would know about it. */
export const journal: Check = {
  id: 'journal',
  title: phrase('Log the upgrade on this computer'),
  isNeeded: () => true,
  stopsWhenFailed: false,
  perform: async ({ parts: { record } }) => {
    await record.prove();
    return proven(phrase('The upgrade can be logged on this computer, so you can continue after a crash.'));
  },
};

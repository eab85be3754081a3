import { phrase } from '../../../base/phrase';
import type { Check } from '../check';
import { proven } from '../rehearsal';

/** An upgrade is not begun where it cannot be written down: after a crash nobody would know of it. */
export const journal: Check = {
  id: 'journal',
  title: phrase('Write down on this computer what is done'),
  isNeeded: () => true,
  stopsWhenFailed: false,
  perform: async ({ parts: { record } }) => {
    await record.prove();
    return proven(phrase('What an upgrade does can be written down, so that it is known after a crash.'));
  },
};

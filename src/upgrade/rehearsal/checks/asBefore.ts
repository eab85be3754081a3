import { phrase } from '../../../base/phrase';
import { isModemUnchanged } from '../../run/modemUnchanged';
import { nameOf } from '../../inspect/readingName';
import type { Check } from '../check';
import { modemNow } from '../modemNow';
import { failed, notRun, proven } from '../rehearsal';

/** The last look: the modem is what it was, and the board has none of our files. */
export const asBefore: Check = {
  id: 'as-before',
  title: phrase('Read the board and modem again at the end'),
  isNeeded: () => true,
  stopsWhenFailed: false,
  perform: async (context, signal) => {
    const { modem: found, kind } = context.request.finding;
    if (context.mirroring && kind === 'board')
      return notRun(phrase('The board is still in MIRROR mode, so it couldn’t be read.'));
    const now = await modemNow(context, signal);
    return isModemUnchanged(now, found)
      ? proven(phrase('The modem’s state is the same as before the rehearsal.'))
      : failed(
          phrase('The modem now reports {now}. Before, it reported {found}.', {
            now: nameOf(now),
            found: nameOf(found),
          }),
          phrase('Read the modem again before you do anything else.'),
        );
  },
};

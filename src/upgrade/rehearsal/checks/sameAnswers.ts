import { phrase } from '../../../base/phrase';
import { isModemUnchanged } from '../../run/modemUnchanged';
import { nameOf } from '../../inspect/readingName';
import type { Check } from '../check';
import { failed, proven } from '../rehearsal';
import { modemNow } from '../modemNow';

/** Board and modem are read once more: an upgrade relies on their answers. */
export const sameAnswers: Check = {
  id: 'same-answers',
  title: phrase('Read the board and modem a second time'),
  isNeeded: () => true,
  stopsWhenFailed: true,
  perform: async (context, signal) => {
    const { modem: found } = context.request.finding;
    const now = await modemNow(context, signal);
    if (isModemUnchanged(now, found)) return proven(phrase('Both readings agree.'));
    return failed(
      phrase('The first reading reported {first}, the second {second}.', {
        first: nameOf(found),
        second: nameOf(now),
      }),
      phrase('Read the modem again. If its answers keep changing, try a shorter cable and another port.'),
    );
  },
};

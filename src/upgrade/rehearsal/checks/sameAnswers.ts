import { phrase } from '../../../base/phrase';
import { isModemUnchanged } from '../../run/modemUnchanged';
import { nameOf } from '../../inspect/readingName';
import type { Check } from '../check';
import { failed, proven } from '../rehearsal';
import { modemNow } from '../modemNow';

/** Board and modem are read once more: an upgrade relies on their answers. */
export const sameAnswers: Check = {
  id: 'same-answers',
  title: phrase('Read board and modem a second time'),
  isNeeded: () => true,
  stopsWhenFailed: true,
  perform: async (context, signal) => {
    const { modem: found } = context.request.finding;
    const now = await modemNow(context, signal);
    if (isModemUnchanged(now, found)) return proven(phrase('The second reading says the same as the first.'));
    return failed(
      phrase('The first reading said {first}, the second {second}.', {
        first: nameOf(found),
        second: nameOf(now),
      }),
      phrase('Read the modem again. If its answers keep changing, try a shorter cable and another port.'),
    );
  },
};

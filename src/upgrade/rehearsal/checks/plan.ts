import { phrase } from '../../../base/phrase';
import type { Check } from '../check';
import { failed, proven } from '../rehearsal';

/** The files are for this modem: the same rules as those of the upgrade. */
export const plan: Check = {
  id: 'plan',
  title: phrase('Plan the upgrade'),
  isNeeded: ({ answer }) => answer !== null,
  stopsWhenFailed: true,
  perform: ({ request: { answer } }) => {
    if (answer?.kind === 'refusal') return Promise.resolve(failed(answer.sentence, answer.alternative));
    if (answer?.kind === 'nothingToDo') return Promise.resolve(proven(answer.sentence));
    const dangers = answer?.warnings.filter(({ grade }) => grade === 'dangerous').length ?? 0;
    return Promise.resolve(
      proven(
        dangers > 0
          ? phrase('The files fit this modem, but the plan is dangerous. Read its warnings.')
          : phrase('The files fit this modem.'),
      ),
    );
  },
};

import { type Phrase, phrase } from '../../base/phrase';
import type { JournalEntry, JournalStep } from '../journal/journalEntry';
import { adviceFor } from './advice';

const FINISHING = phrase(
  'The modem may still be finishing by itself: leave its power on, and read it again, for up to forty minutes.',
);
/** What may go on without us, and must not be disturbed. */
const MAY_BE_AT_WORK: Partial<Record<JournalStep['kind'], Phrase>> = {
  apply: FINISHING,
  leaveUpdater: FINISHING,
};
const TOOL_AT_WORK = phrase(
  'The board may still be at work on its modem: leave its power on, and send it nothing, until it has ended. That can take forty minutes.',
);

/** What to do about an upgrade that was begun and did not end well, in the order in which it is to be done. */
export function continuationOf(entry: JournalEntry): Phrase[] {
  const step = entry.steps[entry.current];
  if (!step) return [];
  const atWork = entry.toolAtWork ? TOOL_AT_WORK : MAY_BE_AT_WORK[step.kind];
  return [...(atWork ? [atWork] : []), ...adviceFor(entry)];
}

/** What happened, in a sentence or two. */
export function whatHappened(entry: JournalEntry): Phrase {
  const what = ending(entry);
  return entry.succeededSince === null
    ? what
    : phrase(
        '{what} Another upgrade at that port succeeded since; if it was on the same board, this one is over.',
        {
          what,
        },
      );
}

function ending({ board, images, current, steps, end }: JournalEntry): Phrase {
  const args = {
    files: images.map(({ name }) => name).join(', '),
    port: board.port,
    step: current + 1,
    steps: steps.length,
  };
  return end === null
    ? phrase('The upgrade with {files} at {port} was cut off in step {step} of {steps}.', args)
    : phrase('The upgrade with {files} at {port} did not succeed; it ended in step {step} of {steps}.', args);
}

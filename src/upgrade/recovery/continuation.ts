import { contains, type Phrase, phrase } from '../../base/phrase';
import { POWER_OFF } from '../../base/powerOff';
import { LEAVE_ON_AND_READ } from '../errors';
import { currentStep, endOf, isInstalling, mayToolBeAtWork, succeededSince } from '../facts/whatFollows';
import type { JournalEntry } from '../journal/journalEntry';
import { adviceFor } from './advice';
import { mayInstall } from './mayInstall';
import { letsModemInstall, secondHalfDue, standingOf } from './standing';

const FINISHING = phrase(
  'The modem may still be installing on its own: leave the power on, and keep reading it for up to an hour.',
);
const TOOL_AT_WORK = phrase(
  'The board may still be upgrading its modem: leave the power on, and send it nothing until it has finished. That can take forty minutes.',
);

/** What to do about an unfinished upgrade, in order. */
export function continuationOf(entry: JournalEntry): Phrase[] {
  const { facts } = entry;
  const step = entry.steps[currentStep(facts)];
  if (!step) return [];
  const advice = adviceFor(entry);
  if (!mayInstall(entry)) return advice;
  const atWork = mayToolBeAtWork(facts) ? TOOL_AT_WORK : FINISHING;
  // Their own advice waits first.
  const waits =
    secondHalfDue(entry) !== undefined ||
    letsModemInstall(step.kind) ||
    (!isInstalling(facts) && standingOf(entry) === 'finishing');
  if (waits) return [atWork, ...advice];
  return [atWork, LEAVE_ON_AND_READ, ...advice.filter((each) => !contains(each, POWER_OFF))];
}

/** What happened, in a sentence or two. */
export function whatHappened(entry: JournalEntry): Phrase {
  const what = ending(entry);
  return succeededSince(entry.facts) === null
    ? what
    : phrase(
        '{what} Another upgrade at that port has succeeded since. If it was the same board, you can ignore this one.',
        {
          what,
        },
      );
}

function ending({ board, images, steps, facts }: JournalEntry): Phrase {
  const args = {
    files: images.map(({ name }) => name).join(', '),
    port: board.port,
    step: currentStep(facts) + 1,
    steps: steps.length,
  };
  return endOf(facts) === null
    ? phrase('The upgrade with {files} at {port} was interrupted in step {step} of {steps}.', args)
    : phrase('The upgrade with {files} at {port} failed in step {step} of {steps}.', args);
}

import { type Phrase, phrase } from '../../base/phrase';
import type { JournalEntry, JournalStep } from '../journal/journalEntry';

const POWER_CYCLE = phrase(
  'Disconnect the power for ten seconds (USB and battery; the reset button is not enough).',
);

/** What to do about an upgrade that was begun and did not end well, in the order in which it is to be done. */
export function continuationOf(entry: JournalEntry): Phrase[] {
  const step = entry.steps[entry.current];
  if (!step) return [];
  switch (step.kind) {
    case 'openBoard':
    case 'upload':
      return entry.mayHaveChanged ? resume(entry, step) : [untouched, sameFiles(entry, step)];
    case 'wake':
    case 'prepare':
    case 'bootUpdater':
    case 'enterMirror':
    case 'loadUpdater':
    case 'transfer':
      return entry.mayHaveChanged ? resume(entry, step) : [untouched, POWER_CYCLE, sameFiles(entry, step)];
    case 'apply':
    case 'leaveUpdater':
      return [
        phrase('The modem may still be finishing by itself: leave its power on for five minutes.'),
        readFirst,
        ...resume(entry, step),
      ];
    case 'runOnBoard':
      return [
        phrase(
          'The board may still be at work on its modem: leave its power on, and send it nothing, until it has ended. That can take forty minutes.',
        ),
        readFirst,
        ...resume(entry, step),
      ];
    case 'verify':
    case 'verifyOnBoard':
    case 'removeFiles':
    case 'resetBoard':
    case 'powerCycle':
      return [
        phrase('The image is in the modem; only what comes behind it is missing.'),
        POWER_CYCLE,
        readFirst,
        ...remaining(entry, step),
      ];
  }
}

/** What happened, in one sentence. */
export function whatHappened({ board, images, current, steps, end }: JournalEntry): Phrase {
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

const untouched = phrase('Nothing was written to the modem.');
const readFirst = phrase('Then read the modem: it may run its new version already.');

function resume(entry: JournalEntry, step: JournalStep): Phrase[] {
  return [
    POWER_CYCLE,
    sameFiles(entry, step),
    entry.updater === null
      ? phrase(
          'If the modem is in recovery, it needs updater.elf of the same archive, too, and a full image.',
        )
      : phrase('Give the same {updater} with it.', { updater: entry.updater.name }),
  ];
}

/** Behind the first half of a pair only the second is missing. */
function remaining({ images }: JournalEntry, step: JournalStep): Phrase[] {
  const rest = images.slice((step.image ?? images.length - 1) + 1);
  return rest.length === 0
    ? []
    : [phrase('Then go on with {files}.', { files: rest.map(({ name }) => name).join(', ') })];
}

function sameFiles({ images }: JournalEntry, step: JournalStep): Phrase {
  const rest = images.slice(step.image ?? 0);
  return phrase('Then upgrade again with {files}.', { files: rest.map(({ name }) => name).join(', ') });
}

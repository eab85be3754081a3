import { contains, type Phrase, phrase } from '../../base/phrase';
import { POWER_OFF } from '../../base/powerOff';
import { UpgradeError } from '../../base/upgradeError';
import { parseImageName } from '../../firmware/imageName';
import { STEPS } from '../steps/steps';
import { LEAVE_ON_AND_READ } from '../errors';
import { currentStep, isInstalling, isMirroring, isToolAtWork } from '../facts/whatFollows';
import type { JournalEntry } from '../journal/journalEntry';
import {
  imageUnderWay,
  secondHalfDue,
  type Standing,
  standingOf,
  type Stood,
  letsModemInstall,
} from './standing';

/** What an upgrade was begun with, and what happened in it. */
export type Begun = Stood & { readonly updater: Pick<NonNullable<JournalEntry['updater']>, 'name'> | null };

export const IF_REFUSED = phrase(
  'If that is refused because the modem waits in its updater: choose “Start the modem’s firmware” in Recover, then upgrade again.',
);
export const MIRROR_ENDS = phrase('{powerOff}: MIRROR mode doesn’t end on its own.', { powerOff: POWER_OFF });

const powerOff = phrase('{powerOff}.', { powerOff: POWER_OFF });
const untouched = phrase('Nothing was written to the modem.');
/** A modem that loses its power while it installs may not come back. */
const onlyIfNot = phrase('Only if it hasn’t answered by then: {powerOff}.', { powerOff: POWER_OFF });
const readFirst = phrase('Then read the modem: it may already run the new version.');

/** What to do about an upgrade that did not end well, by where it stands, in the order in which it is to be done. */
const ADVICE: Readonly<Record<Standing, (begun: Begun) => Phrase[]>> = {
  untouched: (begun) => [untouched, sameFiles(begun)],
  mirrored: (begun) => [untouched, powerOff, sameFiles(begun)],
  writing: (begun) => [powerOff, sameFiles(begun), withUpdater(begun), ...ifRefused(begun)],
  finishing: (begun) => [readFirst, onlyIfNot, sameFiles(begun), withUpdater(begun), ...ifRefused(begun)],
  written: (begun) => [
    phrase('The modem has received the image. Only the following steps are left.'),
    powerOff,
    readFirst,
    ...goOn(begun),
  ],
  // Users lost their modems by cutting the power here (Pycom forum).
  betweenHalves: (begun) => [
    phrase('Leave the power on: if it fails between the two steps, the modem may never answer again.'),
    phrase(
      'Read the modem again. If it doesn’t answer, keep trying for an hour: it may still be installing.',
    ),
    phrase('If it runs, continue with {second}. If that is refused, use both files.', {
      second: begun.images[secondHalfDue(begun) ?? 0]?.name ?? '',
    }),
    phrase('Only if it hasn’t answered by then: {powerOff}.', { powerOff: POWER_OFF }),
  ],
};

const LEAVE_IT_ON = phrase(
  'Leave the power on: the modem may be installing the image without the board. Read it after ten minutes. If it doesn’t answer, keep trying for half an hour.',
);

/**
 * What comes around the remedy of a board that restarted on the way, which is about what restarts it and may cut the power: its
 * modem did not restart with it.
 */
const AFTER_RESTART: Readonly<
  Record<Exclude<Standing, 'untouched' | 'betweenHalves'>, (begun: Begun, ofBoard: Phrase) => Phrase[]>
> = {
  mirrored: (begun, ofBoard) => [
    untouched,
    phrase('It may still be waiting for the rest of a file. {powerOff}.', { powerOff: POWER_OFF }),
    ofBoard,
    sameFiles(begun),
  ],
  writing: (begun, ofBoard) => [
    phrase('The modem has part of the file and is waiting for the rest. {powerOff}.', {
      powerOff: POWER_OFF,
    }),
    ofBoard,
    sameFiles(begun),
    withUpdater(begun),
    ...ifRefused(begun),
  ],
  finishing: (begun, ofBoard) => [
    LEAVE_IT_ON,
    onlyIfNot,
    ofBoard,
    sameFiles(begun),
    withUpdater(begun),
    ...ifRefused(begun),
  ],
  written: (begun, ofBoard) => [...ADVICE.written(begun), ofBoard],
};

export function adviceFor(begun: Begun): Phrase[] {
  return ADVICE[standingOf(begun)](begun);
}

/**
 * The failure of a run with a remedy that fits where it stands: the code that threw it knows what failed, not what the modem
 * has been through.
 */
export function advised(failure: UpgradeError, begun: Begun): UpgradeError {
  const [mirroring, installing] = [isMirroring(begun.facts), isInstalling(begun.facts)];
  const { code, category, sentence, remedy } = failure;
  const cutsPower = contains(remedy, POWER_OFF);
  const told = (parts: readonly Phrase[]): UpgradeError =>
    new UpgradeError({ code, category, sentence, remedy: inARow(parts), cause: failure });
  const standing = standingOf(begun);
  const restarted = code === 'BOARD_RESTARTED';
  // What restarts a board is mended with its cable in the hand.
  if (standing === 'betweenHalves')
    return told([...(cutsPower || restarted ? [] : [remedy]), ...adviceFor(begun)]);
  if (restarted && standing !== 'untouched')
    return told(AFTER_RESTART[installing ? 'finishing' : standing](begun, remedy));
  if (installing || mayBeAtWork(begun, code)) {
    if (cutsPower) return told([LEAVE_ON_AND_READ]);
    return mirroring ? told([remedy, LEAVE_ON_AND_READ]) : failure;
  }
  if (mirroring) return cutsPower ? failure : told([remedy, MIRROR_ENDS]);
  const retries = (standing === 'writing' || standing === 'finishing') && !isToolAtWork(begun.facts);
  const refused = retries ? ifRefused(begun) : [];
  return refused.length === 0 ? failure : told([remedy, ...refused]);
}

/**
 * Whether the modem may be putting an image in place that it got from here. Where it reported a failure itself it is not; of what the
 * board's tool did, the run itself knows.
 */
function mayBeAtWork({ steps, facts }: Begun, code: UpgradeError['code']): boolean {
  const step = steps[currentStep(facts)];
  return step !== undefined && letsModemInstall(step.kind) && code !== 'UPGRADE_REPORTED_FAILURE';
}

function inARow(sentences: readonly Phrase[]): Phrase {
  return sentences.reduce((first, next) => phrase('{first} {next}', { first, next }));
}

function sameFiles(begun: Begun): Phrase {
  const { images } = begun;
  const first = imageUnderWay(begun) ?? 0;
  const files = namesFrom(first, images);
  const isDifferential = parseImageName(images[first]?.name ?? '').kind === 'differential';
  return isDifferential
    ? phrase(
        'Then upgrade again with {files}. If the modem is in its updater or in recovery, use a full image instead.',
        { files },
      )
    : phrase('Then upgrade again with {files}.', { files });
}

function withUpdater({ updater }: Begun): Phrase {
  return updater === null
    ? phrase('If the modem is in recovery, it needs a full image and updater.elf from the same archive.')
    : phrase('Use the same {updater} with it.', { updater: updater.name });
}

/**
 * The board's tool replaces a factory bootrom through the modem's updater. Cut off there, the modem stays in that updater, also
 * after a power cycle, and refuses image and tool until its firmware runs again.
 */
function ifRefused({ updater, steps }: Begun): Phrase[] {
  const byTool = steps.some(({ kind }) => STEPS[kind].toolLimitMs !== null);
  return byTool && updater !== null ? [IF_REFUSED] : [];
}

function goOn(begun: Begun): Phrase[] {
  const { images } = begun;
  const files = namesFrom((imageUnderWay(begun) ?? images.length - 1) + 1, images);
  return files === '' ? [] : [phrase('Then continue with {files}.', { files })];
}

function namesFrom(first: number, images: Begun['images']): string {
  return images
    .slice(first)
    .map(({ name }) => name)
    .join(', ');
}

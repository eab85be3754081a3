import { phrase } from '../../base/phrase';
import type { UpgradeError } from '../../base/upgradeError';
import type { ModemReading } from '../../modem/modemReading';
import { upgradeErrors } from '../errors';
import type { UpgradePlan } from '../plan/plan';
import { nameOf } from '../inspect/readingName';
import { imageOf, type Planned } from './planImages';

const NEW_VERSION = phrase('a new version');

/**
 * Only a modem that runs, and says the build that the image brings, is upgraded. Where the image does not tell which, what
 * the modem says must at least show that something was done to it.
 * @param image number of the image in the plan
 * @throws MODEM_SILENT, WRONG_VERSION_AFTER, VERSION_UNPROVEN
 */
export function requireVersion(context: Planned, image: number, now: ModemReading): void {
  const objection = whyNotUpgraded(context, image, now);
  if (objection) throw objection;
}

/** Like `requireVersion`, for callers that may read the modem again. */
export function whyNotUpgraded(context: Planned, image: number, now: ModemReading): UpgradeError | undefined {
  const { source, description } = imageOf(context, image);
  // Behind the first of two steps the documentation shows 39529 or "something similar", which may be what ran before. That
  // it was done is the modem's own word, which was awaited; not to send the second is what loses modems.
  const isFirstStep = description.stepOfPair === 1;
  const expected = isFirstStep ? null : description.targetBuild;
  if (now.state === null) return upgradeErrors.silentAfter(expected ?? NEW_VERSION);
  const right = now.build !== null && (expected === null || expected === now.build);
  if (now.state !== 2 || !right) {
    return upgradeErrors.wrongVersionAfter(expected ?? NEW_VERSION, nameOf(now));
  }
  if (expected !== null || isFirstStep) return undefined;
  const before = beforeImage(context.plan, image);
  return showsChange(before, now) ? undefined : upgradeErrors.versionUnproven(source.name, nameOf(now));
}

/** Whether what the modem says now could not have been said before this image was in it. */
export function showsImage(context: Planned, image: number, now: ModemReading): boolean {
  const before = beforeImage(context.plan, image);
  return now.build !== before.build && whyNotUpgraded(context, image, now) === undefined;
}

/** Whether nothing in what the modem says now shows that this image, the first of two steps, was given to it. */
export function leavesNoTrace(context: Planned, image: number, now: ModemReading): boolean {
  const isFirstStep = imageOf(context, image).description.stepOfPair === 1;
  return isFirstStep && !showsChange(beforeImage(context.plan, image), now);
}

type Ran = Pick<ModemReading, 'state' | 'build'>;

/** What ran when this image's turn came: whatever brought it there was verified. */
function beforeImage({ finding, images }: UpgradePlan, image: number): Ran {
  const previous = images[image - 1];
  return previous ? { state: 2, build: previous.description.targetBuild } : finding.modem;
}

/** In recovery and in its updater a modem gets its firmware overwritten: what starts afterwards is what was sent. */
function showsChange(before: Ran, now: Ran): boolean {
  return before.state === 0 || before.state === 4 || (before.build !== null && before.build !== now.build);
}

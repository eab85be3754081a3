import type { FirmwareImage } from '../../firmware/firmwareImage';
import { upgradeErrors } from '../errors';
import type { SentFile } from '../steps/step';
import type { Aim } from './condition';
import type { PerformContext } from './performContext';

/** What is to be done, and with what. */
export type Planned = Pick<PerformContext, 'plan'>;

/** The image that a step names by its number in the plan. */
export function imageOf({ plan }: Planned, index: number): FirmwareImage {
  const image = plan.images[index];
  if (!image) throw upgradeErrors.unexpected(new Error(`the plan has no image ${index}`));
  return image;
}

export function updaterOf({ plan }: Planned): FirmwareImage {
  if (!plan.updater)
    throw upgradeErrors.unexpected(new Error('the plan wants an updater and none was given'));
  return plan.updater;
}

/** The file that a step sends. */
export function sentFile(context: Planned, file: SentFile): FirmwareImage {
  return file === 'updater' ? updaterOf(context) : imageOf(context, file);
}

/** Whether the upgrade is done once this image is in; it is named by its number in the plan. */
export function isLastImage({ plan }: Planned, index: number): boolean {
  return index === plan.images.length - 1;
}

/** What the plan was made for, and the build that it leads to in all. */
export function aimOf({ plan }: Planned): Aim {
  return { found: plan.finding.modem, target: plan.images.at(-1)?.description.targetBuild ?? null };
}

import type { FirmwareImage } from '../../firmware/firmwareImage';
import { stepKind } from '../steps/steps';
import type { PlannedImage, PlanSummary, UpgradePlan } from './plan';

/** Says of each file what it is, and leaves its bytes behind. */
export function planSummary(plan: UpgradePlan): PlanSummary {
  return { ...plan, images: plan.images.map(described), updater: sentUpdater(plan)?.source.name ?? null };
}

/** The updater, if a step of the plan sends it. */
export function sentUpdater({ steps, updater }: UpgradePlan): FirmwareImage | null {
  return steps.some(({ action }) => stepKind(action).sends(action) === 'updater') ? updater : null;
}

function described({ source, description }: FirmwareImage): PlannedImage {
  return { name: source.name, size: source.size, targetBuild: description.targetBuild };
}

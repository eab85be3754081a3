import { requireUpdater } from '../../firmware/checkFirmware';
import type { FirmwareImage } from '../../firmware/firmwareImage';
import type { Finding } from '../../upgrade/finding';
import type { Refusal, UpgradePlan } from '../../upgrade/plan';
import type { FirmwareSet, PlanOptions, UpgradeService } from '../../upgrade/upgradeService';
import type { ChosenFile } from './chosenFile';
import { withCompanions } from './companions';
import type { FirmwareFiles } from './firmwareFiles';

/** The checked files of one upgrade, and an updater that lies beside them. */
export interface FirmwareChoice {
  readonly set: FirmwareSet;
  readonly updaterNearby: ChosenFile | null;
}

export interface PlannedChoice {
  readonly answer: UpgradePlan | Refusal;
  readonly set: FirmwareSet;
}

/** Reads and checks firmware files, and plans with them. */
export class FirmwareDesk {
  constructor(
    private readonly service: UpgradeService,
    private readonly files: FirmwareFiles,
  ) {}

  /**
   * What was chosen and what belongs to it, checked.
   * @throws one of the FILE_ errors
   */
  async check(chosen: readonly ChosenFile[]): Promise<FirmwareChoice> {
    const [first] = chosen;
    const found = withCompanions(chosen, first === undefined ? [] : await this.files.nearby(first));
    const images: FirmwareImage[] = [];
    for (const image of found.images) images.push(await this.checkFile(image));
    const updater = found.updater === null ? null : await this.checkFile(found.updater);
    return { set: { images, updater }, updaterNearby: found.updaterNearby };
  }

  /**
   * A plan without the updater that lies beside the image, if there is one; else with it.
   * @throws one of the FILE_ errors when that updater is needed and bad; what the service's `plan` throws
   */
  async plan(finding: Finding, choice: FirmwareChoice, options: PlanOptions): Promise<PlannedChoice> {
    const { set, updaterNearby } = choice;
    const answer = this.service.plan(finding, set, options);
    // A differential image never goes with an updater, so its refusal has another reason.
    const mayHelp = set.images.some(({ description }) => description.kind !== 'differential');
    if (answer.kind === 'plan' || updaterNearby === null || !mayHelp) return { answer, set };
    const withUpdater = { ...set, updater: requireUpdater(await this.checkFile(updaterNearby)) };
    return { answer: this.service.plan(finding, withUpdater, options), set: withUpdater };
  }

  private async checkFile(file: ChosenFile): Promise<FirmwareImage> {
    return this.service.check(await this.files.open(file));
  }
}

/** Every file of the set, in the order in which people name them. */
export function filesOf({ images, updater }: FirmwareSet): readonly FirmwareImage[] {
  return updater === null ? images : [...images, updater];
}

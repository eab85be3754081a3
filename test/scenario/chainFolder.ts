import type { FirmwareImage } from '../../src/firmware/firmwareImage';
import { bytesSource } from '../../src/base/byteSource';
import type { Finding } from '../../src/upgrade/inspect/finding';
import type { FirmwareSet, PlanOptions } from '../../src/upgrade/select/firmwareSets';
import type { UpgradeReport } from '../../src/upgrade/report';
import type { UpgradeService } from '../../src/upgrade/upgradeService';
import { differentialImage, twoStepPair } from '../fixtures/firmware';
import { full, type NamedFile, updater } from './rig';

export interface ChainFolder {
  /** From the factory's build to the newest, in order. */
  readonly chain: readonly NamedFile[];
  /** These files plus those that an interrupted modem may need: the full image and the updater. */
  readonly folder: readonly NamedFile[];
}

/** @param size bytes of each full image */
export function chainFolder(size: number): ChainFolder {
  const [first, second] = twoStepPair({ size });
  const chain = [
    {
      name: 'upgdiff_33080-to-41065.dup',
      bytes: differentialImage({ base: '33080', target: '41065', size: 100_000 }),
    },
    { name: 'CATM1-5.2-48829-1.dup', bytes: first },
    { name: 'CATM1-5.2-48829-2.dup', bytes: second },
  ];
  return { chain, folder: [...chain, full(size), updater()] };
}

/** The most plans that a modem may need in a row: out of recovery, to 41065, and the two steps. */
const MOST_PLANS = 3;

/**
 * After an interruption, the user chooses the whole folder again and follows the recommendation for the modem. A dangerous
 * upgrade is never recommended. If nothing else is left, the user chooses the files of the dangerous upgrade directly.
 * @param between what the last report recommended
 */
export async function goOn(
  service: UpgradeService,
  port: string,
  folder: readonly NamedFile[],
  between: () => Promise<void>,
  options: PlanOptions = { method: 'auto' },
): Promise<void> {
  const { signal } = new AbortController();
  const checked = await Promise.all(folder.map(({ name, bytes }) => service.check(bytesSource(name, bytes))));
  const atHand = {
    images: checked.filter(({ description }) => description.kind !== 'updater'),
    updaters: checked.filter(({ description }) => description.kind === 'updater'),
  };
  for (let plans = 0; plans < MOST_PLANS; plans++) {
    const finding: Finding = await service.inspect(port, () => undefined, signal);
    const { secondHalfDue } = service.diagnose(finding, await service.unfinished());
    const planOptions = { ...options, secondHalfDue };
    const proposed = service.recommend(finding, atHand, planOptions);
    if (finding.kind !== 'silent' && finding.modem.build === '48829') return;
    const firmware = proposed.answer.kind === 'plan' ? proposed.firmware : leadingOn(finding, atHand.images);
    const { answer } = service.planChosen(finding, firmware, atHand, planOptions);
    if (answer.kind !== 'plan')
      throw new Error(answer.kind === 'refusal' ? `refused by ${answer.rule}` : answer.kind);
    const confirmed = answer.warnings.map(({ rule }) => rule);
    const report: UpgradeReport = await service.run(answer, {
      confirmed,
      signal,
      onEvent: () => undefined,
    });
    if (report.outcome !== 'upgraded') throw new Error(report.error?.code ?? report.outcome);
    await between();
  }
}

/** The files of the folder that upgrade a modem without a recommendation. */
function leadingOn(finding: Finding, images: readonly FirmwareImage[]): FirmwareSet {
  const build = finding.kind === 'silent' ? null : finding.modem.build;
  const isNext = ({ description: { baseBuild, stepOfPair } }: FirmwareImage): boolean =>
    build === '33080' ? baseBuild === build : stepOfPair !== null;
  return { images: images.filter(isNext), updater: null };
}

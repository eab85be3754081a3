import { bytesSource } from '../../src/firmware/firmwareSource';
import type { Finding } from '../../src/upgrade/finding';
import type { PlanOptions } from '../../src/upgrade/firmwareSet';
import type { UpgradeReport } from '../../src/upgrade/report';
import type { UpgradeService } from '../../src/upgrade/upgradeService';
import { differentialImage, twoStepPair } from '../fixtures/firmware';
import { full, type NamedFile, updater } from './rig';

export interface ChainFolder {
  /** From the factory's build to the newest, in order. */
  readonly chain: readonly NamedFile[];
  /** With what a modem may need that was interrupted: the full image and the updater. */
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

/** Plans in a row that a modem may need at most: out of recovery, to 41065, and the two steps. */
const MOST_PLANS = 3;

/**
 * Whoever was interrupted gives the whole folder again, and does what is recommended for the modem that is found then, until
 * nothing newer is left.
 * @param between what the last report asked for
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
    const { answer, firmware } = service.recommend(finding, atHand, options);
    if (answer.kind === 'refusal') throw new Error(`refused by ${answer.rule}`);
    const confirmed = answer.warnings.map(({ rule }) => rule);
    if (confirmed.includes('same-version') || confirmed.includes('downgrade')) return;
    const report: UpgradeReport = await service.run(answer, firmware, {
      confirmed,
      signal,
      onEvent: () => undefined,
    });
    if (report.outcome !== 'upgraded') throw new Error(report.error?.code ?? report.outcome);
    await between();
  }
}

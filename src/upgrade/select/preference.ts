import { isDoubtful } from '../../firmware/firmwareImage';
import type { Finding } from '../inspect/finding';
import { isDangerous, type Refusal, type UpgradePlan } from '../plan/plan';
import type { FirmwareSet } from './firmwareSets';

/** One set of files and what came of planning it. */
export interface Option {
  readonly finding: Finding;
  readonly firmware: FirmwareSet;
  readonly answer: UpgradePlan | Refusal;
}

/** The best first. What two options have in common does not count. */
export function inOrderOfPreference(options: readonly Option[]): Option[] {
  const ranked = options.map((option) => ({ option, ranks: ranksOf(option) }));
  ranked.sort((one, other) => {
    const index = one.ranks.findIndex((rank, at) => rank !== other.ranks[at]);
    return index < 0 ? 0 : (one.ranks[index] ?? 0) - (other.ranks[index] ?? 0);
  });
  return ranked.map(({ option }) => option);
}

/** Build that the last image brings. */
export function goalOf({ images }: FirmwareSet): string | null {
  return images.at(-1)?.description.targetBuild ?? null;
}

/** In the order in which they decide; less is better. */
function ranksOf({ finding, firmware, answer }: Option): number[] {
  const family = firmware.images.at(-1)?.description.family ?? null;
  const own = finding.kind === 'silent' ? null : finding.modem.family;
  const foreign = family !== null && own !== null && family !== own ? 1 : 0;
  const build = -Number(goalOf(firmware) ?? 0);
  if (answer.kind === 'refusal') return [REFUSED, 0, 0, foreign, build, 0, firmware.images.length];
  const rules = answer.warnings.map(({ rule }) => rule);
  // "If no upgdiff is available, run the following instead" (Pycom documentation): it keeps the old firmware longest.
  const full = firmware.images.some(({ description }) => description.kind !== 'differential') ? 1 : 0;
  // A gain is not worth a danger, or a file that may be another than it seems, as long as there is any other.
  const risky = answer.warnings.some(isDangerous) || firmware.images.some(isDoubtful) ? 1 : 0;
  return [POSSIBLE, risky, gainOf(rules), rules.length, foreign, build, full, answer.expectedSeconds];
}

const POSSIBLE = 0;
const REFUSED = 1;

/** A gain, another family, the same again, a step back. */
function gainOf(rules: readonly string[]): number {
  if (rules.includes('downgrade')) return 3;
  if (rules.includes('same-version')) return 2;
  if (rules.includes('family-switch')) return 1;
  return 0;
}

import { fc, test as property } from '@fast-check/vitest';
import { expect } from 'vitest';
import type { FirmwareImage } from '../../../src/firmware/firmwareImage';
import { upgradeErrors } from '../../../src/upgrade/errors';
import type { Finding } from '../../../src/upgrade/inspect/finding';
import { namesOf } from '../../../src/upgrade/select/firmwareSets';
import { beginEntry } from '../../../src/upgrade/journal/beginEntry';
import { isDangerous, type UpgradePlan } from '../../../src/upgrade/plan/plan';
import { planChosen, type Recommendation, recommend } from '../../../src/upgrade/select/recommend';
import { standingOf } from '../../../src/upgrade/recovery/standing';
import { findings, methods, names, updaters } from './decisionArbitraries';
import { type FileName, FILES } from './decisionFixtures';

const imagesOf = (files: readonly FileName[]): FirmwareImage[] => files.map((name) => FILES[name]);
const rulesOf = ({ warnings }: UpgradePlan): string[] => warnings.map(({ rule }) => rule);

/** Every plan that is recommended to a user who did not choose its files. */
function offered({ others }: Recommendation): UpgradePlan[] {
  return others.flatMap(({ answer }) => (answer.kind === 'plan' ? [answer] : []));
}

property.prop([findings, names, updaters, methods, fc.boolean()], { numRuns: 300 })(
  'no recommendation or offer has a dangerous warning, installs the same build again or is a downgrade',
  (finding, files, elves, method, secondHalfDue) => {
    const atHand = { images: imagesOf(files), updaters: elves };
    const found = recommend(finding, atHand, { method, secondHalfDue });
    const taken = found.answer.kind === 'plan' ? [found.answer] : [];
    for (const plan of taken) expect(rulesOf(plan)).not.toContain('downgrade');
    for (const plan of [...taken, ...offered(found)]) {
      expect(plan.warnings.filter(isDangerous)).toEqual([]);
      expect(rulesOf(plan)).not.toContain('same-version');
    }
  },
);

property.prop([findings, names, names, updaters, methods], { numRuns: 300 })(
  'a chosen file is planned with its companions only, and the answer recommends nothing dangerous',
  (finding, [chosen = 'C41065'], beside, elves, method) => {
    const own = { images: [FILES[chosen]], updater: null };
    const atHand = { images: imagesOf(beside), updaters: elves };
    const choice = planChosen(finding, own, atHand, { method });
    expect(choice.firmware.images).toContain(FILES[chosen]);
    for (const plan of offered(choice)) expect(plan.warnings.filter(isDangerous)).toEqual([]);
    if (choice.answer.kind !== 'refusal') return;
    const alternative = JSON.stringify(choice.answer.alternative);
    if (!/You have/.test(alternative)) return;
    const named = choice.others.filter(({ firmware }) => alternative.includes(namesOf(firmware)));
    expect(named.some(({ answer }) => answer.kind === 'plan')).toBe(true);
  },
);

/** The journal’s record of the upgrade before its first step. */
function standing(plan: UpgradePlan): string {
  const writer = { pid: 1, started: '' };
  const at = { device: 'p', usb: null };
  return standingOf(beginEntry('id', 0, writer, plan, at, []));
}

const halves = fc.shuffledSubarray<FileName>(
  ['FIRST', 'SECOND', 'C41065', 'D39529to41065', 'D33080to41065'],
  {
    minLength: 1,
    maxLength: 4,
  },
);

property.prop([findings, halves, names, methods, fc.boolean()], { numRuns: 500 })(
  'a plan that writes a half of a pair names both halves, or continues after the first, and is dangerous',
  (finding: Finding, chosen, beside, method, secondHalfDue) => {
    let choice: Recommendation;
    try {
      const own = { images: imagesOf(chosen), updater: null };
      choice = planChosen(
        finding,
        own,
        { images: imagesOf(beside), updaters: [] },
        { method, secondHalfDue },
      );
    } catch (error) {
      expect(error).toMatchObject({ code: upgradeErrors.imagesDoNotBelong('', '').code });
      return;
    }
    const { answer } = choice;
    if (answer.kind !== 'plan') return;
    // Halves are recognised by their content: a copy under another name is a half, too.
    const steps = answer.images.map(({ description }) => description.stepOfPair);
    const [first, second] = [steps.indexOf(1), steps.indexOf(2)];
    if (first === -1 && second === -1) return;
    expect(answer.warnings.some(isDangerous)).toBe(true);
    if (first !== -1) expect(second).toBe(first + 1);
    else {
      expect(second).toBe(0);
      expect(rulesOf(answer)).toContain('second-half-continues');
      expect(standing(answer)).toBe('betweenHalves');
    }
  },
);

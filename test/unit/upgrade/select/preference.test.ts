import { expect, test } from 'vitest';
import { phrase } from '../../../../src/base/phrase';
import type { FirmwareImage, ImageDescription } from '../../../../src/firmware/firmwareImage';
import { bytesSource } from '../../../../src/base/byteSource';
import type { PlanWarning, Refusal, UpgradePlan } from '../../../../src/upgrade/plan/plan';
import { goalOf, inOrderOfPreference, type Option } from '../../../../src/upgrade/select/preference';
import { refusal } from '../../../../src/upgrade/plan/refusal';
import { FULL_IMAGE, MODEM_FINDING, PLAN } from '../../ui/samples';

function image(description: Partial<ImageDescription> = {}): FirmwareImage {
  return {
    source: bytesSource('image.dup', new Uint8Array()),
    description: { ...FULL_IMAGE, ...description },
  };
}
const DIFFERENCE = image({ kind: 'differential', baseBuild: '39529' });
const NB = image({ family: 'NB-IoT' });
const REFUSED: Refusal = refusal('any', phrase('No.'), phrase('Another.'));

function possible(
  images: readonly FirmwareImage[],
  { rules = [] as string[], seconds = 100, finding = MODEM_FINDING } = {},
): Option {
  const warnings: PlanWarning[] = rules.map((rule) => ({
    rule,
    grade: 'ordinary',
    sentence: phrase('Careful.'),
    consequence: phrase('It may be.'),
  }));
  const answer: UpgradePlan = { ...PLAN, images, updater: null, warnings, expectedSeconds: seconds };
  return { finding, firmware: { images, updater: null }, answer };
}
function refused(images: readonly FirmwareImage[]): Option {
  return { finding: MODEM_FINDING, firmware: { images, updater: null }, answer: REFUSED };
}

test.each<[string, Option, Option]>([
  ['a possible choice, however bad,', possible([image()], { rules: ['downgrade'] }), refused([image()])],
  [
    'a file without doubts, even without a gain,',
    possible([image()], { rules: ['downgrade'] }),
    possible([image({ findings: [phrase('It is odd.')] })]),
  ],
  [
    'a gain without a risk',
    possible([image({ targetBuild: '39529' })]),
    possible([image({ targetBuild: '43818' })], { rules: ['no-way-back'] }),
  ],
  [
    'a gain with several risks',
    possible([image()], { rules: ['no-way-back', 'unknown-build'] }),
    possible([image()], { rules: ['family-switch'] }),
  ],
  [
    'another family',
    possible([image()], { rules: ['family-switch', 'no-way-back'] }),
    possible([image()], { rules: ['same-version'] }),
  ],
  [
    'the same build again, with any risk,',
    possible([image()], { rules: ['same-version', 'no-way-back'] }),
    possible([image()], { rules: ['downgrade'] }),
  ],
  [
    'fewer questions',
    possible([image({ targetBuild: '39529' })], { rules: ['no-way-back'] }),
    possible([image({ targetBuild: '43818' })], { rules: ['no-way-back', 'unknown-build'] }),
  ],
  ['the modem’s own family', possible([image({ targetBuild: '39529' })]), possible([NB])],
  [
    'the newer build',
    possible([image({ targetBuild: '43818' })]),
    possible([{ ...DIFFERENCE, description: { ...DIFFERENCE.description, targetBuild: '41065' } }]),
  ],
  ['a known build', possible([image({ targetBuild: '39529' })]), possible([image({ targetBuild: null })])],
  ['a difference', possible([DIFFERENCE], { seconds: 200 }), possible([image()], { seconds: 100 })],
  ['differences alone', possible([DIFFERENCE, DIFFERENCE]), possible([DIFFERENCE, image()])],
  ['the faster method', possible([image()], { seconds: 99.5 }), possible([image()], { seconds: 100 })],
  [
    'of two refused choices, the modem’s own family',
    refused([image({ targetBuild: '39529' })]),
    refused([NB]),
  ],
  [
    'of two refused choices, the newer build',
    refused([image({ targetBuild: '43818' })]),
    refused([image({ targetBuild: '41065' })]),
  ],
  ['of two refused choices, fewer files', refused([image()]), refused([image(), image()])],
])('%s comes first', (_, better, worse) => {
  expect(inOrderOfPreference([worse, better])).toEqual([better, worse]);
  expect(inOrderOfPreference([better, worse])).toEqual([better, worse]);
});

test('two equal choices stay in their order', () => {
  const [one, other] = [possible([image()]), possible([image()])];
  expect(inOrderOfPreference([one, other])[0]).toBe(one);
  expect(inOrderOfPreference([other, one])[0]).toBe(other);
});

test('a family counts as different only if both are known', () => {
  const untold = image({ family: null, targetBuild: '43818' });
  const [older, newer] = [possible([image({ targetBuild: '39529' })]), possible([untold])];
  expect(inOrderOfPreference([older, newer])).toEqual([newer, older]);
  // The same applies if the modem does not report its family.
  const finding = { ...MODEM_FINDING, modem: { ...MODEM_FINDING.modem, family: null } };
  const told = possible([image({ targetBuild: '50523' })], { finding });
  expect(inOrderOfPreference([possible([untold], { finding }), told])[0]).toBe(told);
});

test('the target of several images is that of the last one', () => {
  const images = [image({ targetBuild: '41065' }), image({ targetBuild: '48829' })];
  expect(goalOf({ images, updater: null })).toBe('48829');
  expect(goalOf({ images: [image({ targetBuild: null })], updater: null })).toBeNull();
});

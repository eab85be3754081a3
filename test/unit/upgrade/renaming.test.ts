import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { isUpgradeError } from '../../../src/base/upgradeError';
import { checkFirmware } from '../../../src/firmware/checkFirmware';
import { bytesSource } from '../../../src/base/byteSource';
import { parseImageName } from '../../../src/firmware/imageName';
import { FIRST_HALF_BYTES } from '../../../src/firmware/catalogue';
import type { Finding } from '../../../src/upgrade/inspect/finding';
import { planUpgrade } from '../../../src/upgrade/plan/planUpgrade';
import { block, overhead, sealedBlock } from '../../fixtures/block';
import { differentialImage, fullImage, otherLayoutImage } from '../../fixtures/firmware';
import {
  board,
  ELF,
  factory,
  inTools,
  inUpdater,
  mirror,
  modem,
  recovery,
  SIZE,
  unread,
} from './decisionFixtures';

/** Results of a plan; a larger number is worse. */
const [ORDINARY, DANGEROUS, REFUSED] = [0, 1, 2];

const UPDATER_PART = 'updater upgrade package';
const difference = (base: string, target: string): Buffer => differentialImage({ base, target, size: SIZE });

/** Files with their published or usual names, whose content says their build. */
const GENUINE: readonly (readonly [name: string, bytes: Buffer])[] = [
  ['CATM1-38638.dup', fullImage({ build: '38638', size: SIZE })],
  ['CATM1-41065.dup', fullImage({ size: SIZE })],
  ['CATM1-43818.dup', fullImage({ build: '43818', size: SIZE })],
  ['CATM1-47777.dup', fullImage({ build: '47777', size: SIZE })],
  ['LR5.4.1.0-50523.dup', fullImage({ version: '5.4.1.0', build: '50523', size: SIZE })],
  ['NB1-41019.dup', fullImage({ version: '6.0.0.0', build: '41019', size: SIZE })],
  ['LR8.0.5.13-59577.dup', fullImage({ version: '8.0.5.13', build: '59577', size: SIZE })],
  ['CATM1-5.2-48829-1.dup', fullImage({ build: '39529', size: FIRST_HALF_BYTES })],
  [
    'LR5.2.1.0-48829-1.dup',
    block('UPGR', UPDATER_PART, Buffer.alloc(FIRST_HALF_BYTES - overhead(UPDATER_PART))),
  ],
  ['CATM1-5.2-48829-2.dup', fullImage({ version: '5.2.1.0', build: '48829', size: SIZE })],
  ['upgdiff_38638-to-39529.dup', difference('38638', '39529')],
  ['upgdiff_33080-to-41065.dup', difference('33080', '41065')],
  ['upgdiff_41065-to-48829.dup', difference('41065', '48829')],
  ['upgdiff_39529-to-41065.dup', otherLayoutImage('DIFF', SIZE)],
  ['bootrom.dup', block('UPGR', 'bootrom upgrade package', Buffer.alloc(SIZE))],
  [
    'CATM1-39529.dup',
    sealedBlock('PACK', 'Packed dup files', fullImage({ build: '39529', size: SIZE }), { kind: 4 }),
  ],
];

const CONTENT = new Map(GENUINE);

const MARKS = [
  ' (1)',
  '(2)',
  ' - Copy',
  ' - Kopie (3)',
  ' copy 2',
  ' 2',
  '-1',
  '-2',
  '_1',
  ' - 副本',
  '.dup',
  ' neu',
];
const FRONT = ['Kopie von ', 'Copy of ', 'Copie de ', 'my-', 'FIPY_', '2 ', '48829 ', 'old 39529 '];

/** A name that a user or a program derived from the published one. */
const altered = (name: string): fc.Arbitrary<string> => {
  const stem = name.replace(/\.dup$/, '');
  const at = fc.nat({ max: name.length - 1 });
  return fc.oneof(
    fc.constantFrom(...MARKS).map((mark) => `${stem}${mark}.dup`),
    fc.constantFrom(...FRONT).map((front) => `${front}${name}`),
    fc.constantFrom(stem.replaceAll('-', '_'), stem.replaceAll(/[-_]/g, ' ')).map((each) => `${each}.dup`),
    fc.constant(name.toUpperCase()),
    at.map((place) => name.slice(0, place) + name.slice(place + 1)),
    fc
      .tuple(at, fc.string({ maxLength: 3, unit: 'binary' }))
      .map(([place, text]) => name.slice(0, place) + text + name.slice(place)),
    fc
      .tuple(at, fc.constantFrom(...'0123456789-_. '.split('')))
      .map(([place, character]) => name.slice(0, place) + character + name.slice(place + 1)),
  );
};

/** Other names are not possible on any system. */
function isFileName(name: string): boolean {
  return name !== '' && !/[/\0]/.test(name);
}

/** A genuine file with any other name, including the wrong name of another file. */
const renamings = fc.constantFrom(...GENUINE.map(([name]) => name)).chain((name) =>
  fc
    .oneof(
      { weight: 4, arbitrary: altered(name) },
      { weight: 2, arbitrary: fc.constantFrom(...GENUINE.map(([other]) => other)) },
      {
        weight: 1,
        arbitrary: fc.constantFrom('CATM1-5.3-49000-1.dup', 'CATM1-5.3-49000-2.dup', 'CATM1-41065-2.dup'),
      },
      { weight: 1, arbitrary: fc.string({ unit: 'binary' }).map((text) => `${text}.dup`) },
      { weight: 1, arbitrary: fc.string() },
    )
    .filter(isFileName)
    .map((other) => ({ name, other })),
);

const findings: fc.Arbitrary<Finding> = fc
  .constantFrom(
    ...[factory, recovery, inUpdater, inTools, unread],
    ...['38638', '39529', '41065', '43818', '48829', '41019', '40000'].map((build) => modem(build)),
  )
  .chain((reading) =>
    fc.constantFrom<Finding>(mirror(reading), board(reading), board(reading, { toolVersion: '1.2.0' })),
  );
const methods = fc.constantFrom('auto', 'uart', 'sd', 'flash');
const elves = fc.constantFrom(null, ELF);

type Named = readonly [name: string, bytes: Buffer];
interface Surroundings {
  readonly finding: Finding;
  readonly method: 'auto' | 'uart' | 'sd' | 'flash';
  readonly updater: typeof ELF | null;
}

/** Files that are no firmware or don’t belong together get no plan. */
async function severityOf(
  files: readonly Named[],
  { finding, method, updater }: Surroundings,
): Promise<number> {
  try {
    const images = [];
    for (const [name, bytes] of files) images.push(await checkFirmware(bytesSource(name, bytes, '/files')));
    const answer = planUpgrade(finding, { images, updater }, { method });
    if (answer.kind === 'refusal') return REFUSED;
    return answer.warnings.some(({ grade }) => grade === 'dangerous') ? DANGEROUS : ORDINARY;
  } catch (error) {
    if (!isUpgradeError(error)) throw error;
    return REFUSED;
  }
}

/**
 * Only the name of a differential image says its base build. A name with another build is wrong, and the known facts about
 * the file no longer apply.
 */
function liesAboutItsBase(name: string, other: string): boolean {
  const [said, claimed] = [parseImageName(name), parseImageName(other)];
  return (
    said.baseBuild !== null &&
    claimed.baseBuild !== null &&
    (claimed.baseBuild !== said.baseBuild || claimed.targetBuild !== said.targetBuild)
  );
}

describe('renaming a file never makes a refusal or a danger milder', () => {
  property.prop([renamings, findings, methods, elves], { numRuns: 400 })(
    'of one file',
    async ({ name, other }, finding, method, updater) => {
      fc.pre(!liesAboutItsBase(name, other));
      const bytes = CONTENT.get(name) ?? Buffer.alloc(0);
      const surroundings = { finding, method, updater };
      const before = await severityOf([[name, bytes]], surroundings);
      expect(await severityOf([[other, bytes]], surroundings), other).toBeGreaterThanOrEqual(before);
    },
  );

  const halves = GENUINE.filter(([name]) => name.startsWith('CATM1-5.2-48829'));
  const anyName = (name: string): fc.Arbitrary<string> =>
    fc
      .oneof(altered(name), fc.constantFrom(...GENUINE.map(([other]) => other)), fc.constant(name))
      .filter(isFileName);
  property.prop(
    [fc.tuple(...halves.map(([name]) => anyName(name))), fc.boolean(), findings, methods, elves],
    { numRuns: 100 },
  )('of the two halves of a pair, in either order', async (names, reversed, finding, method, updater) => {
    const files = halves.map(([, bytes], at): Named => [names[at] ?? '', bytes]);
    if (reversed) files.reverse();
    const surroundings = { finding, method, updater };
    const before = await severityOf(halves, surroundings);
    expect(await severityOf(files, surroundings), names.join()).toBeGreaterThanOrEqual(before);
  });
});

test('the files are what their names say, so the properties above are meaningful', async () => {
  const surroundings = { finding: mirror(modem('39529')), method: 'auto', updater: null } as const;
  const found = await Promise.all(GENUINE.map((file) => severityOf([file], surroundings)));
  expect(found).toEqual(expect.arrayContaining([ORDINARY, DANGEROUS, REFUSED]));
  expect(await severityOf([['CATM1-41065.dup', fullImage({ size: SIZE })]], surroundings)).toBe(ORDINARY);
});

import { describe, expect, test } from 'vitest';
import { render } from '../../../../src/base/phrase';
import type { FirmwareImage } from '../../../../src/firmware/firmwareImage';
import type { Finding } from '../../../../src/upgrade/inspect/finding';
import { namesOf } from '../../../../src/upgrade/select/firmwareSets';
import {
  type FirmwareAtHand,
  planChosen,
  type Recommendation,
  recommend,
} from '../../../../src/upgrade/select/recommend';
import { differentialImage } from '../../../fixtures/firmware';
import {
  board,
  ELF,
  factory,
  type FileName,
  FILES,
  made,
  mirror,
  modem,
  recovery,
  updater as updaterIn,
} from '../decisionFixtures';

const NOW = mirror(modem('39529'));

function chosenAmong(
  images: readonly FirmwareImage[],
  finding: Finding = NOW,
  updaters: readonly FirmwareImage[] = [],
): Recommendation {
  return recommend(finding, { images, updaters }, { method: 'auto' });
}

describe('the recommended file for a board', () => {
  const all: FirmwareAtHand = { images: Object.values(FILES), updaters: [ELF] };
  test.each<[string, Finding, string]>([
    [
      'an old CAT-M1 modem goes to 41065 without a risk',
      mirror(modem('39529')),
      'upgdiff_39529-to-41065.dup',
    ],
    [
      'recovery leads to the newest full image and the updater',
      mirror(recovery),
      'CATM1-43818.dup + updater.elf',
    ],
    ['an NB-IoT modem keeps its family', mirror(modem('37781', { family: 'NB-IoT' })), 'NB1-41019.dup'],
  ])('%s', (_, finding, files) => {
    const images = all.images.filter(
      ({ source }) => !/43818/.test(source.name) || finding.kind !== 'modem' || finding.modem.state === 0,
    );
    const { firmware, answer } = recommend(finding, { ...all, images }, { method: 'auto' });
    expect(answer.kind).toBe('plan');
    expect(namesOf(firmware)).toBe(files);
  });

  // A first half has bricked more modems than any other image.
  test('a second half that fits gets the missing updater, and not the first half again', () => {
    const chosen = { images: [FILES.SECOND], updater: null };
    const { answer, firmware } = planChosen(mirror(recovery), chosen, all, { method: 'auto' });
    expect(answer.kind).toBe('plan');
    expect(namesOf(firmware)).toBe(`${FILES.SECOND.source.name} + updater.elf`);
  });

  test('a refusal names the file at hand', () => {
    const chosen = { images: [FILES.FIRST, FILES.SECOND], updater: ELF };
    const { answer } = planChosen(board(factory), chosen, all, { method: 'auto' });
    expect(answer).toMatchObject({ kind: 'refusal', rule: 'factory-goes-to-41065-first' });
    // The factory build can’t be reinstalled, so this image is listed but not offered.
    expect(answer.kind === 'refusal' && render(answer.alternative)).toBe(
      'Upgrade to 41065 first (upgdiff_33080-to-41065.dup or CATM1-41065.dup).',
    );
  });

  test('a refusal names a possible file and its target, if known', () => {
    const chosen = { images: [FILES.LARGE_DIFF], updater: null };
    const insteadOf = (image: FirmwareImage): string => {
      const atHand = { images: [image], updaters: [] };
      const { answer } = planChosen(mirror(modem('39529')), chosen, atHand, { method: 'auto' });
      return answer.kind === 'refusal' ? render(answer.alternative) : 'a plan';
    };
    expect(insteadOf(FILES.C41065)).toMatch(
      /You have CATM1-41065\.dup here, which you can use to upgrade to build 41065\.$/,
    );
    // A doubtful image, the same build again and an older build are not offered, either.
    for (const image of [FILES.UNTOLD, FILES.C39529, FILES.C38638])
      expect(insteadOf(image)).not.toMatch(/here/);
  });

  test('an image with an unknown build is not offered', () => {
    const atHand = { images: [FILES.UNTOLD, FILES.C41065], updaters: [] };
    const { firmware, others } = recommend(mirror(modem('39529')), atHand, { method: 'auto' });
    expect(namesOf(firmware)).toBe('CATM1-41065.dup');
    const [untold] = others.filter((other) => other.firmware.images[0] === FILES.UNTOLD);
    expect(untold && render(untold.reason)).toMatch(/^Dangerous \(unknown-build, doubtful-image\)/);
  });

  test.each<[string, FileName[], string, RegExp]>([
    ['a full image of an older build', ['C41065'], 'CATM1-41065.dup', /needs no confirmation/],
    ['a differential image', ['D39529to41065'], 'upgdiff_39529-to-41065.dup', /needs no confirmation/],
  ])('an image of unknown layout comes after %s', (_, beside, chosen, why) => {
    for (const images of [
      ['STRANGE_DIFF', ...beside],
      [...beside, 'STRANGE_DIFF'],
    ] as FileName[][]) {
      const atHand = { images: images.map((name) => FILES[name]), updaters: [] };
      const { firmware, reason, others } = recommend(mirror(modem('39529')), atHand, { method: 'auto' });
      expect(namesOf(firmware)).toBe(chosen);
      expect(render(reason)).toMatch(why);
      expect(others.find((other) => other.firmware.images.includes(FILES.STRANGE_DIFF))).toMatchObject({
        answer: { kind: 'refusal', rule: 'dangerous-unless-chosen' },
      });
    }
  });

  test('the other half and the updater beside an image are included', () => {
    const half = { images: [FILES.SECOND], updater: null };
    const both = planChosen(mirror(modem('41065')), half, all, { method: 'auto' });
    expect(both.firmware.images.map(({ description }) => description.stepOfPair)).toEqual([1, 2]);
    const image = { images: [FILES.C41065], updater: null };
    expect(planChosen(mirror(recovery), image, all, { method: 'auto' }).firmware.updater).toBe(ELF);
  });

  test('with two updaters beside the image, the user must name one', async () => {
    const updaters = [ELF, await updaterIn('/files', 77)];
    const { answer } = recommend(mirror(recovery), { images: [FILES.C41065], updaters }, { method: 'auto' });
    expect(answer).toMatchObject({ kind: 'refusal', rule: 'dangerous-unless-chosen' });
    expect(answer.kind === 'refusal' && render(answer.sentence)).toContain(
      'There’s more than one updater next to',
    );
    const chosen = { images: [FILES.C41065], updater: ELF };
    expect(
      planChosen(mirror(recovery), chosen, { images: [], updaters }, { method: 'auto' }).answer,
    ).toMatchObject({
      kind: 'plan',
      warnings: [],
    });
  });
});

describe('the reason for a recommendation', () => {
  test.each<[string, () => Recommendation, string]>([
    [
      'is the only one and fits',
      () => chosenAmong([FILES.C41065]),
      'CATM1-41065.dup is the only choice, and it fits.',
    ],
    [
      'leads to the newest build without a risk',
      () => chosenAmong([FILES.D39529to41065, FILES.C41065]),
      'upgdiff_39529-to-41065.dup upgrades to the newest build that needs no confirmation.',
    ],
    [
      'leads to the newest build for a modem with an unknown family',
      () => chosenAmong([FILES.C41065, FILES.C43818], mirror(recovery), [ELF]),
      'CATM1-43818.dup + updater.elf is the newest that fits. The modem doesn’t report whether it is CAT-M1 or NB-IoT.',
    ],
    [
      'changes the modem’s family if there is nothing else',
      () => chosenAmong([FILES.N41019]),
      'NB1-41019.dup is the only choice, and it fits.',
    ],
    [
      'has a risk that is no danger',
      () => chosenAmong([FILES.C41065, FILES.C38638], board(modem('39529'), { toolVersion: '1.2.2' })),
      'CATM1-41065.dup fits best, but you must confirm a warning.',
    ],
    [
      'says that none is safe',
      () => chosenAmong([FILES.STRANGE_DIFF]),
      'None of these files is recommended for this modem.',
    ],
    [
      'names the closest, even if it is refused',
      () => chosenAmong([FILES.D33080to41065]),
      'None of these files can be used. The closest is upgdiff_33080-to-41065.dup.',
    ],
    ['says that there are no files', () => chosenAmong([]), 'There are no files to choose from.'],
  ])('it %s', (_, choose, why) => {
    expect(render(choose().reason)).toBe(why);
  });
});

test('nothing to choose from is an empty set without alternatives', () => {
  expect(chosenAmong([], NOW, [ELF])).toMatchObject({
    answer: { kind: 'refusal', rule: 'no-image' },
    firmware: { images: [], updater: null },
    others: [],
  });
});

describe('an alternative', () => {
  test('has its target and what must be confirmed, or the reason for its refusal', () => {
    const { firmware, others } = chosenAmong([
      FILES.C39529,
      FILES.D39529to41065,
      FILES.D38638to39529,
      FILES.C41065,
    ]);
    expect(namesOf(firmware)).toBe('upgdiff_39529-to-41065.dup');
    const told = others.map((other) => `${namesOf(other.firmware)}: ${render(other.reason)}`);
    expect(told).toContain('CATM1-41065.dup: Upgrades to build 41065.');
    expect(told).toContain(
      'CATM1-39529.dup: Not recommended. The modem already runs build 39529. The same firmware would be written again, with the same risk and no benefit.',
    );
    expect(told.find((line) => line.startsWith('upgdiff_38638-to-39529.dup: '))).toContain('38638');
  });

  test('may lead to an unknown build', () => {
    const { others } = chosenAmong([FILES.C41065, FILES.UNTOLD]);
    expect(others.map(({ reason }) => render(reason))).toEqual([
      'Dangerous (unknown-build, doubtful-image): possible only if you choose the files directly.',
    ]);
  });

  test('is one of a limited number', async () => {
    const many = await Promise.all(
      Array.from({ length: 23 }, async (_, index) => {
        const target = String(50_000 + index);
        const name = `upgdiff_39529-to-${target}.dup`;
        return made(name, differentialImage({ base: '39529', target, size: 2000, seed: index }));
      }),
    );
    expect(chosenAmong(many).others).toHaveLength(20);
  });
});

describe('a choice of the user', () => {
  const planFor = (
    images: readonly FirmwareImage[],
    nearby: readonly FirmwareImage[],
    {
      finding = NOW,
      updater = null,
      updaters = [],
    }: { finding?: Finding; updater?: FirmwareImage | null; updaters?: readonly FirmwareImage[] } = {},
  ): Recommendation =>
    planChosen(finding, { images, updater }, { images: nearby, updaters }, { method: 'auto' });

  test('is kept even if there is a better file, which is listed', () => {
    const { answer, firmware, reason, others } = planFor([FILES.C39529], [FILES.C39529, FILES.C41065]);
    expect(answer.kind).toBe('plan');
    expect(answer).not.toHaveProperty('alternative');
    expect(firmware.images).toEqual([FILES.C39529]);
    expect(render(reason)).toBe('Chosen: CATM1-39529.dup.');
    expect(others.map((other) => namesOf(other.firmware))).toEqual(['CATM1-41065.dup']);
  });

  test('is refused without mentioning other files if none is possible', () => {
    const alternative = (nearby: readonly FirmwareImage[]): string => {
      const { answer, others } = planFor([FILES.LARGE_DIFF], nearby);
      expect(others).toEqual([]);
      return answer.kind === 'refusal' ? render(answer.alternative) : 'a plan';
    };
    expect(alternative([])).not.toContain('here');
    expect(alternative([FILES.D33080to41065])).not.toContain('here');
  });

  test('gets only its other half, and no other file that would fit', async () => {
    const finding = mirror(modem('41065'));
    const nearby = [FILES.SECOND, FILES.D39529to41065, FILES.FIRST, FILES.C41065];
    expect(planFor([FILES.FIRST], nearby, { finding }).firmware.images).toEqual([FILES.FIRST, FILES.SECOND]);
    expect(planFor([FILES.SECOND], nearby, { finding }).firmware.images).toEqual([FILES.FIRST, FILES.SECOND]);
    expect(planFor([FILES.FIRST], [], { finding }).firmware.images).toEqual([FILES.FIRST]);
    expect(planFor([FILES.D39529to41065], nearby).firmware.images).toEqual([FILES.D39529to41065]);
    const onward = await made('upgdiff_48829-to-50523.dup', differentialImage({ base: '48829', size: 2000 }));
    const chosen = [FILES.SECOND, onward];
    expect(planFor(chosen, nearby, { finding }).firmware.images).toEqual(chosen);
  });

  test('gets no updater if it needs none, keeps its own, and never one for a differential image', async () => {
    const other = await updaterIn('/own');
    expect(planFor([FILES.C41065], [], { updaters: [ELF] }).firmware.updater).toBeNull();
    expect(planFor([FILES.C41065], [], { finding: mirror(recovery) }).firmware.updater).toBeNull();
    expect(planFor([FILES.C41065], [], { finding: mirror(recovery), updaters: [ELF] }).firmware.updater).toBe(
      ELF,
    );
    expect(
      planFor([FILES.C41065], [], { finding: mirror(recovery), updater: other, updaters: [ELF] }).firmware
        .updater,
    ).toBe(other);
    expect(
      planFor([FILES.D39529to41065], [], { finding: mirror(recovery), updaters: [ELF] }).firmware.updater,
    ).toBeNull();
  });

  test('gets no updater if it is refused for another reason', () => {
    const { answer, firmware } = planFor([FILES.C43818], [], { finding: mirror(factory), updaters: [ELF] });
    expect(answer).toMatchObject({ rule: 'factory-goes-to-41065-first' });
    expect(firmware.updater).toBeNull();
    expect(planFor([FILES.D38638to39529], [], { updaters: [ELF] }).firmware.updater).toBeNull();
  });

  test('gets the updater for the one image that needs it', () => {
    const chain = [FILES.C41065, FILES.D41065toN41019];
    const { firmware } = planFor(chain, [], { finding: board(factory), updaters: [ELF] });
    expect(firmware).toMatchObject({ images: chain, updater: ELF });
  });

  test('leads to the wanted family', () => {
    const { answer } = planFor([FILES.D39529toN41019], [FILES.N41019]);
    expect(answer.kind === 'refusal' && render(answer.alternative)).toContain('You have NB1-41019.dup here');
  });
});

describe('a modem that needs the second half of a pair', () => {
  const DUE = { method: 'auto', secondHalfDue: true } as const;

  test('gets no other recommendation, and is not called up to date', () => {
    for (const images of [[FILES.D39529to41065, FILES.C41065], [FILES.C39529], [FILES.D38638to39529]]) {
      const { answer, others } = recommend(NOW, { images, updaters: [] }, DUE);
      expect(answer.kind).toBe('refusal');
      expect(others.filter((other) => other.answer.kind === 'plan')).toEqual([]);
    }
  });

  test('gets a warning when the user chose another image, and continues with a chosen second half', () => {
    const other = planChosen(
      NOW,
      { images: [FILES.C41065], updater: null },
      { images: [], updaters: [] },
      DUE,
    );
    expect(other.answer).toMatchObject({ warnings: [{ rule: 'second-half-due', grade: 'dangerous' }] });
    const half = planChosen(
      NOW,
      { images: [FILES.SECOND], updater: null },
      { images: [], updaters: [] },
      DUE,
    );
    expect(half.answer).toMatchObject({ kind: 'plan', warnings: [{ rule: 'second-half-continues' }] });
  });

  test('accepts a full image in recovery anyway', () => {
    const atHand = { images: [FILES.C41065], updaters: [ELF] };
    expect(recommend(mirror(recovery), atHand, DUE).answer).toMatchObject({ kind: 'plan', warnings: [] });
  });
});

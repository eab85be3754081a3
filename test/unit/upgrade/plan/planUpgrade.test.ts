import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { phrase, render } from '../../../../src/base/phrase';
import { fitted } from '../../../../src/base/schema';
import type { FirmwareImage } from '../../../../src/firmware/firmwareImage';
import { PLAN } from '../../../../src/ui/schemas/planSchema';
import type { Finding } from '../../../../src/upgrade/inspect/finding';
import type { PlanOptions } from '../../../../src/upgrade/select/firmwareSets';
import type { Refusal, UpgradePlan } from '../../../../src/upgrade/plan/plan';
import { planSummary } from '../../../../src/upgrade/plan/planSummary';
import { planUpgrade } from '../../../../src/upgrade/plan/planUpgrade';
import { fullImage } from '../../../fixtures/firmware';
import {
  board,
  card,
  ELF,
  factory,
  FILES,
  inTools,
  made,
  mirror,
  modem,
  recovery,
} from '../decisionFixtures';

const GENUINE_SIZE = await made('CATM1-41065.dup', fullImage({ build: '41065', size: 6_000_000 }));

function answerTo(
  finding: Finding,
  images: readonly FirmwareImage[],
  { updater = null, ...options }: { updater?: FirmwareImage | null } & Partial<PlanOptions> = {},
): UpgradePlan | Refusal {
  return planUpgrade(finding, { images, updater }, { method: 'auto', ...options });
}

function planned(...what: Parameters<typeof answerTo>): UpgradePlan {
  const answer = answerTo(...what);
  if (answer.kind === 'refusal') throw new Error(answer.rule);
  return answer;
}

describe('the fastest possible method is chosen', () => {
  test.each<[string, Finding, FirmwareImage, string]>([
    ['a board with a card, for an image of the usual size', board(modem('39529')), GENUINE_SIZE, 'uart'],
    ['a board with a card, for a small image', board(modem('39529')), FILES.D39529to41065, 'sd'],
    [
      'a board with its flash memory only',
      board(modem('39529'), { mirrorMode: false, sdCard: { state: 'absent' } }),
      FILES.D39529to41065,
      'flash',
    ],
    [
      'a board with an SD card only',
      board(modem('39529'), { mirrorMode: false, flashFreeBytes: 0 }),
      FILES.C41065,
      'sd',
    ],
    [
      'a board in the network',
      { ...board(modem('39529'), { sdCard: card(0) }), port: 'telnet://192.168.4.1' },
      FILES.D39529to41065,
      'wireless',
    ],
    ['a board in MIRROR mode', mirror(modem('39529')), FILES.C41065, 'uart'],
  ])('%s', (_, finding, image, method) => {
    expect(planned(finding, [image]).method).toBe(method);
  });

  test('but a method that the user chose is kept', () => {
    expect(planned(board(modem('39529')), [FILES.D39529to41065], { method: 'flash' }).method).toBe('flash');
  });
});

describe('the most informative refusal is reported', () => {
  test('a firmware rule before a missing ability of the board', () => {
    const bare = board(modem('39529'), {
      mirrorMode: false,
      sdCard: { state: 'absent' },
      flashFreeBytes: null,
    });
    expect(answerTo(bare, [FILES.D38638to39529])).toMatchObject({
      kind: 'refusal',
      rule: 'differential-base-mismatch',
    });
  });

  test('no answer, with the message about that', () => {
    const sentence = phrase('Nothing answers.');
    const remedy = phrase('Connect the board.');
    expect(answerTo({ kind: 'silent', port: 'p', sentence, remedy }, [FILES.C41065])).toEqual({
      kind: 'refusal',
      rule: 'nothing-answers',
      sentence,
      alternative: remedy,
    });
  });

  test('files that don’t belong together, before anything else', () => {
    const silent: Finding = { kind: 'silent', port: 'p', sentence: phrase('.'), remedy: phrase('.') };
    expect(() => answerTo(silent, [FILES.C41065, FILES.FIRST, FILES.C43818])).toThrow(
      expect.objectContaining({ code: 'IMAGES_DO_NOT_BELONG' }) as Error,
    );
  });
});

describe('a plan', () => {
  test('is for the inspected board, and lists the images in their order', () => {
    const finding = mirror(modem('41065'));
    const plan = planned(finding, [FILES.SECOND, FILES.FIRST]);
    expect(plan.finding).toBe(finding);
    expect(plan.images).toEqual([FILES.FIRST, FILES.SECOND]);
    expect(planSummary(plan).images).toEqual([
      { name: FILES.FIRST.source.name, size: FILES.FIRST.source.size, targetBuild: '39529' },
      { name: FILES.SECOND.source.name, size: FILES.SECOND.source.size, targetBuild: '48829' },
    ]);
  });

  test('takes as long as its steps together', () => {
    const { steps, expectedSeconds } = planned(mirror(modem('39529')), [FILES.C41065]);
    expect(expectedSeconds).toBe(steps.map((step) => step.expectedSeconds).reduce((a, b) => a + b));
    expect(expectedSeconds).toBeGreaterThan(0);
  });

  test.each<[string, Finding, Partial<PlanOptions>, string | null]>([
    ['that loads it', mirror(recovery), {}, 'updater.elf'],
    ['whose board uses it', board(factory), { method: 'sd' }, 'updater.elf'],
    ['that has no use for it', mirror(modem('39529')), {}, null],
    ['whose board has no use for it', board(modem('39529')), { method: 'sd' }, null],
  ])('has the updater, and names it where it is one %s', (_, finding, options, named) => {
    const plan = planned(finding, [FILES.C41065], { ...options, updater: ELF });
    expect(plan.updater).toBe(ELF);
    expect(planSummary(plan).updater).toBe(named);
  });

  test('is described by plain data, which another process can be given', () => {
    const plan = planned(mirror(recovery), [FILES.C41065], { updater: ELF });
    const summary = planSummary(plan);
    expect(structuredClone(summary)).toEqual(summary);
    expect(fitted(PLAN, JSON.parse(JSON.stringify(summary)))).toEqual(summary);
    expect(() => structuredClone(plan)).toThrow('could not be cloned');
  });

  test('asks about each warning once, even if several images cause it', () => {
    const { warnings } = planned(mirror(inTools), [FILES.C41065, FILES.C43818]);
    const asked = warnings.map(({ rule, sentence }) => `${rule}: ${render(sentence)}`);
    expect(asked).toEqual([
      'firmware-unknown: The modem runs, but doesn’t report which build it runs.',
      'bootrom-unknown: The modem doesn’t report its bootrom.',
    ]);
  });

  test('removes nothing from the board unless the user wants that', () => {
    const kinds = (cleanUp?: boolean): string[] =>
      planned(board(modem('39529')), [FILES.C41065], {
        method: 'sd',
        ...(cleanUp !== undefined && { cleanUp }),
      }).steps.map(({ action }) => action.kind);
    expect(kinds()).not.toContain('removeFiles');
    expect(kinds(true)).toContain('removeFiles');
  });
});

describe('a file with a name that no board can store', () => {
  const renamed = (name: string, image = FILES.D39529to41065): FirmwareImage => ({
    ...image,
    source: { ...image.source, name },
  });
  const inNetwork: Finding = { ...board(modem('39529')), port: 'telnet://192.168.4.1' };

  test.each(['', '/', 'a/b.dup', 'x:y.dup', 'x.dup ', 'x.dup.', 'a\nb.dup'])(
    '%j is refused, but can go over UART',
    (name) => {
      const refused = { kind: 'refusal', rule: 'file-name' };
      for (const method of ['sd', 'flash'] as const)
        expect(answerTo(board(modem('39529')), [renamed(name)], { method })).toMatchObject(refused);
      expect(answerTo(inNetwork, [renamed(name)])).toMatchObject(refused);
      expect(answerTo(board(modem('39529')), [renamed(name)])).toMatchObject({
        kind: 'plan',
        method: 'uart',
      });
    },
  );

  test('is reported by its name, and so is an updater', () => {
    const answer = answerTo(board(factory), [FILES.C41065], {
      method: 'sd',
      updater: renamed('a/updater.elf', ELF),
    });
    expect(answer.kind === 'refusal' && render(answer.sentence)).toBe(
      'The board can’t store a file named “a/updater.elf”.',
    );
  });

  property.prop([fc.string({ unit: 'binary' }), fc.constantFrom('auto', 'uart', 'sd', 'flash', 'wireless')])(
    'has an answer for any name',
    (name, method) => {
      for (const finding of [board(modem('39529')), inNetwork, mirror(recovery)])
        expect(answerTo(finding, [renamed(name)], { method, updater: renamed(name, ELF) }).kind).toMatch(
          /^(?:plan|refusal)$/,
        );
    },
  );
});

import { test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { render } from '../../../src/base/phrase';
import { judge, RULES } from '../../../src/firmware/rules';
import type { Rule } from '../../../src/firmware/rules/rule';
import type { Finding } from '../../../src/upgrade/inspect/finding';
import { orderImages } from '../../../src/upgrade/select/imageOrder';
import { predictModem, situationOf } from '../../../src/upgrade/plan/planSituation';
import { planChosen, recommend } from '../../../src/upgrade/select/recommend';
import { board, ELF, type FileName, FILES, inTools, mirror, modem, plan } from './decisionFixtures';
import { TABLE } from './decisionRows';
import { findings, methods, names, updaters } from './decisionArbitraries';

describe('state, version and files decide, and each answer has a source', () => {
  test.each(TABLE)('%s: %#', (_, finding, files, options, answer) => {
    expect(plan(finding, files, options).split(' ').sort()).toEqual(answer.split(' ').sort());
  });
});

describe('what a refusal says', () => {
  const refusalOf = (finding: Finding, name: FileName, method: 'auto' | 'flash' = 'auto'): string => {
    const chosen = { images: [FILES[name]], updater: null };
    const { answer } = planChosen(finding, chosen, { images: [], updaters: [] }, { method });
    if (answer.kind !== 'refusal') throw new Error(`a ${answer.kind}`);
    return `${render(answer.sentence)} ${render(answer.alternative)}`;
  };

  test('asks for the real name of a differential image without one, and names a modem without a build as the cause', () => {
    expect(refusalOf(mirror(modem('39529')), 'NAMELESS_DIFF')).toMatch(
      /^change\.dup doesn’t say which build it starts from\. .*original name/,
    );
    expect(refusalOf(mirror(modem(null)), 'D39529to41065')).toMatch(/^The modem doesn’t report its build/);
  });

  test('names the family that a full image must have', () => {
    expect(refusalOf(mirror(modem('39529')), 'D39529toN41019')).toMatch(/Use the full image of NB-IoT\.$/);
  });

  test('recommends tidying only when that can free enough space', () => {
    const fullOf = (flashFreeBytes: number): Finding => board(modem('38638'), { flashFreeBytes });
    expect(refusalOf(fullOf(300_000), 'LARGE_DIFF', 'flash')).toMatch(/On a board with 4 MB, you can’t free/);
    expect(refusalOf(fullOf(550_000), 'LARGE_DIFF', 'flash')).toMatch(/Delete files in \/flash, or/);
    expect(refusalOf(board(modem('39529'), { flashFreeBytes: 300 }), 'D39529to41065', 'flash')).toMatch(
      /Delete files in \/flash, or/,
    );
  });
});

test('mentions what is unusual about a file, and offers it no updater', () => {
  const chosen = { images: [FILES.MISCALLED], updater: null };
  const { answer, firmware } = planChosen(
    board(modem('38638', { bootrom: '33080' })),
    chosen,
    { images: [], updaters: [ELF] },
    { method: 'sd' },
  );
  expect(firmware.updater).toBeNull();
  expect(answer).toMatchObject({ kind: 'refusal', rule: 'full-from-factory-needs-updater' });
  expect(answer.kind === 'refusal' && render(answer.sentence)).toBe(
    'This modem has the factory bootrom 33080: a full image also needs updater.elf. ' +
      'upgdiff_38638-to-41065.dup is named differential, but contains full. ' +
      'upgdiff_38638-to-41065.dup ends before its file system: it may be incomplete. ' +
      'The content of upgdiff_38638-to-41065.dup doesn’t say which build it installs.',
  );
});

test('a modem that does not report its build leads to a warning with all possible consequences', () => {
  const asked = (finding: Finding): string => {
    const chosen = { images: [FILES.C41065], updater: null };
    const { answer } = planChosen(finding, chosen, { images: [], updaters: [] }, { method: 'auto' });
    if (answer.kind !== 'plan') return answer.kind;
    const found = answer.warnings.find(({ rule }) => rule === 'firmware-unknown');
    return found ? `${render(found.sentence)} ${render(found.consequence)}` : 'nothing';
  };
  expect(asked(mirror(inTools))).toMatch(
    /^The modem runs, but doesn’t report which build it runs\. Read the modem again first\..*33080.*other family.*can’t go back\.$/,
  );
  expect(asked(mirror(modem('12345', { family: null })))).toMatch(
    /^The modem runs, but doesn’t report whether it is CAT-M1 or NB-IoT\./,
  );
});

test('a warning about a file names the file and what is unusual about it', () => {
  const chosen = { images: [FILES.UNTOLD], updater: null };
  const { answer } = planChosen(
    mirror(modem('39529')),
    chosen,
    { images: [], updaters: [] },
    { method: 'auto' },
  );
  const asked = answer.kind === 'plan' ? answer.warnings.map(({ sentence }) => render(sentence)) : [];
  expect(asked.join(' ')).toContain('firmware.dup doesn’t say which build it installs.');
  expect(asked.join(' ')).toContain('firmware.dup ends before its file system: it may be incomplete.');
});

property.prop([findings, names, updaters, methods])(
  'planning always has an answer, and no plan writes what a rule refuses',
  (finding, files, elves, method) => {
    const atHand = { images: files.map((name) => FILES[name]), updaters: elves };
    const { answer, firmware, others } = recommend(finding, atHand, { method });
    for (const each of [{ answer, firmware }, ...others]) {
      if (each.answer.kind === 'nothingToDo') {
        expect(render(each.answer.sentence)).toContain('There’s nothing to do.');
        continue;
      }
      if (each.answer.kind === 'refusal') {
        expect(render(each.answer.sentence)).not.toBe('');
        expect(render(each.answer.alternative)).not.toBe('');
        continue;
      }
      if (finding.kind === 'silent') throw new Error('a plan for nothing');
      let reading = finding.modem;
      const images = orderImages(each.firmware.images);
      for (const number of images.keys()) {
        const stage = {
          method: each.answer.method,
          finding,
          images,
          firmware: each.firmware,
          number,
          secondHalfDue: false,
          modem: reading,
        };
        expect(judge(situationOf(stage)).refusal).toBeUndefined();
        reading = predictModem(stage);
      }
    }
  },
);

test('every rule is the answer in some row of the table', () => {
  // A row has no nearby files and no earlier upgrades; separate tests cover those.
  const answers = new Set([
    'several-updaters',
    'second-half-due',
    ...TABLE.flatMap(([, , , , answer]) => answer.split(' ')),
  ]);
  expect(RULES.map(({ id }) => id).filter((id) => !answers.has(id))).toEqual([]);
});

test('every rule has a unique name, a source and a condition', () => {
  expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length);
  for (const { id, source, when } of RULES) {
    expect(source, id).not.toBe('');
    expect(when, id).not.toBe('');
  }
});

test('an async function can return a rule, which is not taken for a promise', async () => {
  const handed = async (rule: Rule): Promise<Rule> => Promise.resolve(rule);
  for (const rule of RULES) expect(await handed(rule)).toBe(rule);
});

test('a refusal says what is allowed instead, and a warning says what may happen', () => {
  for (const rule of RULES)
    expect(Object.keys(rule), rule.id).toContain(rule.effect === 'refuse' ? 'alternative' : 'consequence');
});

import { expect, test } from 'vitest';
import { type Cell, nameOf } from './cell';
import { rehearsalCells } from './rehearsalCells';
import { runRehearsalCell } from './runRehearsalCell';
import { someOf } from '../someOf';

/** A prime, so that every kind and every place is included. */
const ONE_OF = 29;
const CHECKS = [
  'plan',
  'files',
  'same-answers',
  'power',
  'mirror-mode',
  'power-cycle',
  'journal',
  'as-before',
];

/** @returns the violations, and the results of the rehearsals */
async function outcomesOf(cells: readonly Cell[]): Promise<{ wrong: string[]; became: string[] }> {
  expect(new Set(cells.map(nameOf)).size).toBe(cells.length);
  const became = new Set<string>();
  const wrong: string[] = [];
  for (const cell of cells) {
    const result = await runRehearsalCell(cell);
    became.add(result.became);
    if (result.wrong !== undefined) wrong.push(`${result.name}: ${result.became}, ${result.wrong}`);
  }
  return { wrong, became: [...became].sort() };
}

test('faults in a rehearsal in MIRROR mode: no false “ready”, no changed modem, no hanging', async () => {
  const cells = (['FFF', 'recovery', 'resume'] as const).flatMap((way) => rehearsalCells(way, CHECKS));
  const { wrong, became } = await outcomesOf(someOf(cells, ONE_OF));
  expect(wrong).toEqual([]);
  expect(became).toEqual(['killed', 'notReady', 'readyExcept']);
}, 300_000);

test('faults in a rehearsal through a board, in real time', async () => {
  const chosen = [
    ...rehearsalCells('flash', ['repl-transfer', 'as-before']),
    ...rehearsalCells('uart', ['mirror-mode', 'power-cycle', 'as-before']),
  ].filter(({ way, kind, where }) =>
    where.endsWith('power-cycle')
      ? /^(killed|boardReset)$/.test(kind)
      : where.startsWith('begin') &&
        (way === 'flash' ? /^(killed|unplug|diskFull)$/ : /^(killed|unplug)$/).test(kind),
  );
  expect(chosen).toHaveLength(7);
  const results = await Promise.all(chosen.map((cell) => outcomesOf([cell])));
  expect(results.flatMap(({ wrong }) => wrong)).toEqual([]);
  expect(results.flatMap(({ became }) => became)).toEqual(expect.arrayContaining(['killed', 'notReady']));
}, 300_000);

import { describe, expect, test } from 'vitest';
import { render } from '../../../../src/base/phrase';
import { type ModemReading, UNREAD_MODEM } from '../../../../src/modem/modemReading';
import { continuationOf } from '../../../../src/upgrade/recovery/continuation';
import { diagnose } from '../../../../src/upgrade/recovery/diagnose';
import { standingOf } from '../../../../src/upgrade/recovery/standing';
import { BOARD_FINDING } from '../../ui/samples';
import { sampleEntry } from '../journal/sampleEntry';
import { mirrored } from './mirroredModem';
import { BY_CARD, BY_UART, PAIR, SECOND_ALONE, SECOND_ALONE_BY_CARD } from './pairEntries';

describe.each([
  ['by card', BY_CARD, ['verify-1', 'run-2']],
  [
    'by UART',
    BY_UART,
    ['apply-1', 'leave-updater-1', 'verify-1', 'prepare-2', 'boot-updater-2', 'transfer-2'],
  ],
  ['alone', SECOND_ALONE, ['wake', 'prepare-1', 'boot-updater-1', 'transfer-1'], PAIR.slice(1)],
  ['alone by SD card', SECOND_ALONE_BY_CARD, ['open-board', 'upload-1', 'run-1'], PAIR.slice(1)],
])('the two steps to 5.2-48829, or the second, %s', (_, steps, between, images = PAIR) => {
  test.each(steps.map(({ id }) => id))('cut off in %s', (id) => {
    const current = steps.findIndex((step) => step.id === id);
    const entry = sampleEntry({ images, steps, current, mayHaveChanged: true });
    const text = continuationOf(entry)
      .map((each) => render(each))
      .join(' ');
    expect(standingOf(entry) === 'betweenHalves').toBe(between.includes(id));
    if (!between.includes(id)) {
      expect(text).not.toContain('continue with CATM1-5.2-48829-2.dup');
      return;
    }
    expect(text).toMatch(
      /Leave the power on.*Read the modem again.*continue with CATM1-5\.2-48829-2\.dup.*Only if it hasn’t answered/,
    );
    // Advice to cut the power comes last, if at all.
    expect(text.indexOf('Unplug the board')).toBeGreaterThan(text.indexOf('Only if'));
  });
});

describe('a modem that runs again after an interruption of the two steps to 5.2-48829', () => {
  const BETWEEN = {
    state: 2,
    build: '39529',
    lr: 'LR5.1.1.0-39529',
    imei: sampleEntry().board.imei,
  } as const;
  const DONE = { ...BETWEEN, build: '48829', lr: 'LR5.2.1.0-48829' };
  const ways = [
    ['the pair by UART', BY_UART, PAIR],
    ['the pair by card', BY_CARD, PAIR],
    ['the second alone', SECOND_ALONE, PAIR.slice(1)],
    ['the second alone by card', SECOND_ALONE_BY_CARD, PAIR.slice(1)],
  ] as const;
  const cells = ways.flatMap(([way, steps, images]) =>
    steps.map(({ id }, current) => ({ way, id, entry: sampleEntry({ images, steps, current }) })),
  );

  test.each(cells)('$way in $id: the upgrade is over at 48829 only', ({ entry }) => {
    expect(diagnose(mirrored(BETWEEN), [entry])).toMatchObject({ over: [], unfinished: [entry] });
    expect(diagnose(mirrored(DONE), [entry])).toMatchObject({ over: [entry], unfinished: [] });
  });

  test('needs the second step, as long as it is known to be that modem', () => {
    const entry = sampleEntry({ images: PAIR, steps: BY_UART, current: 5 });
    const said = (...[finding, unfinished]: Parameters<typeof diagnose>): string =>
      render(diagnose(finding, unfinished).sentence);
    expect(said(mirrored(BETWEEN), [entry])).toBe(
      'The modem runs its firmware: LR5.1.1.0-39529. The second of two steps is still missing.',
    );
    expect(said(mirrored(DONE), [entry])).toMatch(/ It doesn’t need recovery\.$/);
    const perhaps = sampleEntry({ ...entry, board: { ...entry.board, imei: null } });
    expect(said(mirrored(BETWEEN), [perhaps])).toMatch(/ It doesn’t need recovery\.$/);
  });

  test('should not lose its power as long as the upgrade is not over', () => {
    const entry = sampleEntry({ images: PAIR, steps: BY_UART, current: 5 });
    const riskAt = (modem: Partial<ModemReading>): string | undefined =>
      diagnose(mirrored(modem), [entry]).repairs.find(({ id }) => id === 'power-off')?.risk;
    expect(riskAt(BETWEEN)).toBe('drastic');
    expect(riskAt(DONE)).toBe('harmless');
  });
});

test('a power cycle between the two steps is as drastic as a repair that deletes something', () => {
  const end = { at: 1, outcome: 'failed', modemState: 'recoverable' } as const;
  const entry = sampleEntry({ images: PAIR, steps: BY_CARD, current: 4, end });
  const silent = { ...BOARD_FINDING, modem: UNREAD_MODEM };
  const { board } = entry;
  const here = sampleEntry({ ...entry, board: { ...board, port: silent.port } });
  const { unfinished, repairs } = diagnose(silent, [here]);
  expect(unfinished).toEqual([here]);
  const drastic = repairs.filter(({ risk }) => risk === 'drastic').map(({ id }) => id);
  expect(drastic).toEqual(['power-off', 'factory-reset']);
  expect(repairs.slice(-2).map(({ id }) => id)).toEqual(drastic);
  expect(diagnose(silent, []).repairs[0]).toMatchObject({ id: 'power-off', risk: 'harmless' });
});

test('after the second half of a pair, only that half is repeated', () => {
  const entry = sampleEntry({ images: PAIR, steps: BY_UART, current: 8 });
  const text = continuationOf(entry).map((each) => render(each));
  expect(text).toContain('Then upgrade again with CATM1-5.2-48829-2.dup.');
});

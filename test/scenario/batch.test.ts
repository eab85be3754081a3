import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SILENT_MODEM_TEXT } from '../unit/upgrade/scriptedBoard';
import { Fleet } from './fleet';
import type { ProgramRun } from '../unit/cli/runInProcess';

let fleet: Fleet;
beforeEach(() => (fleet = new Fleet()));
afterEach(() => fleet.dispose());

interface Row {
  readonly port: string;
  readonly result: string;
  readonly [name: string]: unknown;
}

function summaryOf({ last }: ProgramRun): { totals: Record<string, number>; boards: Row[] } {
  expect(last).toMatchObject({ type: 'summary' });
  return last as unknown as { totals: Record<string, number>; boards: Row[] };
}

describe('a box of boards', () => {
  test('each ends as its row says, and none of them disturbs another', async () => {
    const flash = fleet.repl();
    const sd = fleet.repl({ flash: 1000, card: true });
    const uart = fleet.repl({ flash: 1000 });
    const mirrored = fleet.mirror();
    const inUpdater = fleet.mirror({ state: 4 });
    const silent = fleet.repl({ modemSays: SILENT_MODEM_TEXT });
    const recovery = fleet.mirror({ state: 0 });
    const there = fleet.repl({ build: '41065' });
    const asks = fleet.repl({ tool: '1.2.0' });
    const pulled = fleet.mirror();
    fleet.watch = (port, event) => {
      if (port === pulled.wire.path && event.type === 'progress' && event.bytes > 50_000)
        fleet.unplug(pulled);
      if (
        port === uart.wire.path &&
        event.type === 'wait' &&
        event.kind === 'hand' &&
        fleet.connected.includes(uart)
      )
        void fleet.powerCycle(uart);
    };
    const run = await fleet.batch('--once', '--json');
    const results = Object.fromEntries(summaryOf(run).boards.map(({ port, result }) => [port, result]));
    expect(results).toEqual({
      [flash.wire.path]: 'upgraded',
      [sd.wire.path]: 'upgraded',
      [uart.wire.path]: 'upgraded',
      [mirrored.wire.path]: 'upgraded',
      [inUpdater.wire.path]: 'upgraded',
      [silent.wire.path]: 'needsYou',
      [recovery.wire.path]: 'needsYou',
      [there.wire.path]: 'alreadyThere',
      [asks.wire.path]: 'needsYou',
      [pulled.wire.path]: 'failed',
    });
    const methods = run.events.flatMap(({ type, port, method }) =>
      type === 'report' ? [[port, method]] : [],
    );
    expect(Object.fromEntries(methods)).toMatchObject({
      [flash.wire.path]: 'flash',
      [sd.wire.path]: 'sd',
      [uart.wire.path]: 'uart',
      [mirrored.wire.path]: 'uart',
    });
    expect(summaryOf(run).totals).toEqual({
      upgraded: 5,
      alreadyThere: 1,
      needsYou: 3,
      failed: 1,
      unknown: 0,
      cancelled: 0,
      underWay: 0,
    });
    expect(run.status).toBe(1);
  });
});

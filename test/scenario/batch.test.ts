import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SILENT_MODEM_TEXT } from '../unit/upgrade/scriptedBoard';
import { Fleet, FULL } from './fleet';
import { full } from './rig';
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
  test('each board ends as expected, and no board disturbs another', async () => {
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

describe('boards that come and go', () => {
  test('the next board in a socket is upgraded, and a board that comes again is not upgraded twice', async () => {
    const first = fleet.mirror();
    const second = fleet.mirror();
    fleet.unplug(second);
    const socketOfFirst = first.listed;
    const plugLater = async (): Promise<void> => {
      fleet.unplug(first);
      await fleet.clock.sleep(3000);
      // The same board again, in another socket.
      fleet.plug(Object.assign(first, { listed: { ...socketOfFirst, location: '1-9:1.0' } }));
      await fleet.clock.sleep(60_000);
      fleet.plug(second);
    };
    fleet.watch = (port, event) => {
      if (port === first.wire.path && event.type === 'report') void plugLater();
    };
    const run = await fleet.batch('--count', '2', '--json');
    expect(summaryOf(run).boards.map(({ port, result }) => [port, result])).toEqual([
      [first.wire.path, 'upgraded'],
      [first.wire.path, 'seenAgain'],
      [second.wire.path, 'upgraded'],
    ]);
    expect(first.modem.truth.images).toHaveLength(1);
    expect(summaryOf(run).totals).toMatchObject({ upgraded: 2 });
    expect(run.status).toBe(0);
  });

  test('a board that was unplugged during the upgrade is upgraded when it returns', async () => {
    // Slow enough that the cable is pulled before the last block, behind which the modem may be installing.
    const board = fleet.mirror({ state: 4, answerMs: 50 });
    let pulled = false;
    fleet.watch = (_, event) => {
      if (pulled || event.type !== 'progress' || event.bytes < 20_000) return;
      pulled = true;
      fleet.unplug(board);
      board.modem.powerCycle();
      void fleet.clock.sleep(10_000).then(() => fleet.plug(board));
      void fleet.clock.sleep(600_000).then(() => fleet.cancel.abort());
    };
    const run = await fleet.batch('--json');
    const rows = summaryOf(run).boards;
    expect(rows).toMatchObject([
      { result: 'failed', cameBackAs: 2 },
      { board: 2, result: 'upgraded' },
    ]);
    expect(summaryOf(run).totals).toMatchObject({ upgraded: 1, failed: 0 });
    expect(board.modem.truth.build).toBe('41065');
  });

  test('a board that fails repeatedly is left to the user after two attempts', async () => {
    const board = fleet.mirror({ state: 4, habits: [{ when: { phase: 'apply' }, what: 'fail' }] });
    let reports = 0;
    fleet.watch = (_, event) => {
      if (event.type !== 'report') return;
      reports++;
      void fleet.clock.sleep(2000).then(async () => {
        fleet.unplug(board);
        board.modem.powerCycle();
        await fleet.clock.sleep(10_000);
        fleet.plug(board);
      });
    };
    void fleet.clock.sleep(3_600_000).then(() => fleet.cancel.abort());
    const run = await fleet.batch('--json');
    expect(reports).toBe(2);
    expect(summaryOf(run).boards.at(-1)).toMatchObject({
      result: 'needsYou',
      message: 'The upgrade of this board failed 2 times in this batch.',
    });
  });

  test('two ports of one board: only one port upgrades it', async () => {
    const board = fleet.mirror();
    const other = fleet.mirror({ imei: board.imei });
    const run = await fleet.batch('--once', '--json');
    expect(summaryOf(run).boards).toMatchObject([{ result: 'upgraded' }, { result: 'needsYou' }]);
    expect(other.modem.truth.stpBytesReceived).toBe(0);
  });

  test('upgrades two boards at a time at most', async () => {
    for (let made = 0; made < 5; made++) fleet.mirror();
    let [now, most] = [0, 0];
    fleet.watch = (_, { type }) => {
      if (type === 'plan') most = Math.max(most, ++now);
      if (type === 'report') now--;
    };
    const run = await fleet.batch('--once', '--at-most', '2', '--json');
    expect(summaryOf(run).totals).toMatchObject({ upgraded: 5 });
    expect(most).toBe(2);
  });

  test('a port without a known Pycom shield is opened only if the user names it', async () => {
    const board = fleet.mirror();
    fleet.connected = [{ ...board, listed: { ...board.listed, shield: null } }];
    const all = await fleet.batch('--once', '--json');
    expect(summaryOf(all).boards).toEqual([]);
    expect(all.status).toBe(3);
    const named = await fleet.batch('--once', '--json', '--port', board.wire.path);
    expect(summaryOf(named).boards).toMatchObject([{ result: 'upgraded' }]);
  });
});

describe('Ctrl-C', () => {
  test('stops each board at its next safe point, and reports how it ended', async () => {
    const transferring = fleet.mirror({ state: 4, answerMs: 300, maximumTransfer: 512 });
    const applying = fleet.mirror({ applyMs: 200_000 });
    const atHand = fleet.repl({ flash: 1000 });
    const byTool = fleet.repl();
    const done = fleet.repl({ build: '41065' });
    const waitsForItsTurn = fleet.mirror();
    const reading = fleet.mirror({ answerMs: 1000 });
    const uploading = fleet.repl();
    // These two are plugged in last.
    const last = [uploading, reading, waitsForItsTurn];
    last.forEach((board) => fleet.unplug(board));
    const awaited = new Map([
      [transferring.wire.path, 'transfer-1'],
      [applying.wire.path, 'apply-1'],
      [atHand.wire.path, 'power-cycle'],
      [byTool.wire.path, 'run-1'],
    ]);
    const goesOn: string[] = [];
    fleet.watch = (port, event) => {
      if (event.type === 'cancelling') goesOn.push(port);
      if (event.type !== 'step' || event.state !== 'started') return;
      if (port === uploading.wire.path && event.id.startsWith('upload')) fleet.cancel.abort();
      if (awaited.get(port) === event.id && awaited.delete(port) && awaited.size === 0)
        last.forEach((board) => fleet.plug(board));
    };
    const run = await fleet.batch('--at-most', '6', '--json');
    const results = Object.fromEntries(summaryOf(run).boards.map(({ port, result }) => [port, result]));
    expect(results).toEqual({
      [transferring.wire.path]: 'cancelled',
      [applying.wire.path]: 'upgraded',
      [atHand.wire.path]: 'upgraded',
      [byTool.wire.path]: 'upgraded',
      [done.wire.path]: 'alreadyThere',
      [uploading.wire.path]: 'cancelled',
      [reading.wire.path]: 'cancelled',
      [waitsForItsTurn.wire.path]: 'cancelled',
    });
    expect(goesOn.sort()).toEqual([applying.wire.path, byTool.wire.path].sort());
    expect(run.events).toContainEqual(
      expect.objectContaining({ type: 'report', port: transferring.wire.path, modemState: 'recoverable' }),
    );
    for (const { modem } of [uploading, reading, waitsForItsTurn]) expect(modem.truth.images).toEqual([]);
    expect(run.status).toBe(1);
  });
});

describe('a batch never writes to', () => {
  const ALL_BUT = (...named: string[]): string[] =>
    ['same-version', 'downgrade', 'family-switch', 'old-board-firmware', 'still-applying', 'bootrom-unknown']
      .filter((rule) => !named.includes(rule))
      .flatMap((rule) => ['--accept', rule]);

  test('a modem that already runs the target build', async () => {
    const board = fleet.mirror({ build: '41065' });
    const run = await fleet.batch('--once', '--json', ...ALL_BUT());
    expect(summaryOf(run).boards).toMatchObject([{ result: 'alreadyThere' }]);
    const chosen = await fleet.run([
      'batch',
      `${fleet.folder}/${FULL.name}`,
      '--once',
      '--json',
      ...ALL_BUT('same-version'),
    ]);
    expect(summaryOf(chosen).boards).toMatchObject([{ result: 'alreadyThere' }]);
    expect(board.modem.truth.stpBytesReceived).toBe(0);
    expect([run.status, chosen.status]).toEqual([0, 0]);
  });

  test('a modem for which the only upgrade is dangerous, which the user can still choose by its file', async () => {
    const unknown = full(100_000, '45000');
    const box = new Fleet([unknown]);
    const board = box.mirror();
    const run = await box.batch('--once', '--json', ...ALL_BUT());
    expect(summaryOf(run).boards).toMatchObject([
      { result: 'needsYou', command: `lte-upgrade plan --port ${board.wire.path} ${box.folder}` },
    ]);
    expect(run.status).toBe(3);
    const file = join(box.folder, unknown.name);
    const chosen = await box.run(['batch', file, '--once', '--json', ...ALL_BUT()]);
    expect(summaryOf(chosen).boards).toMatchObject([
      { result: 'needsYou', command: `lte-upgrade run --port ${board.wire.path} ${file} --method uart` },
    ]);
    expect(JSON.stringify(summaryOf(chosen).boards)).toContain('This is dangerous (unknown-build)');
    expect(board.modem.truth.stpBytesReceived).toBe(0);
    const named = await box.run(['batch', file, '--once', '--json', '--accept', 'unknown-build']);
    expect(summaryOf(named).boards).toMatchObject([{ result: 'upgraded', to: '45000' }]);
    box.dispose();
  });
});

describe('the output for a person', () => {
  test('is a table that is updated in place, with the boards to unplug now and one task for each board at the end', async () => {
    const uart = fleet.repl({ flash: 1000 });
    const recovery = fleet.mirror({ state: 0 });
    const there = fleet.repl({ build: '41065' });
    fleet.watch = (_, event) => {
      if (event.type === 'wait' && event.kind === 'hand' && fleet.connected.includes(uart))
        void fleet.powerCycle(uart);
    };
    const { drawings, out } = await fleet.run(['batch', fleet.folder, '--once'], fleet.service, []);
    const all = drawings.join('\n');
    expect(drawings.at(-1)).toMatch(/^1 .* upgraded$/m);
    expect(all).toMatch(new RegExp(`^1 +${uart.wire.path} +GPy +…5475 +39529 → 41065 +█+░* +\\d+ %`, 'm'));
    expect(all).toMatch(new RegExp(`^>> 1 ${uart.wire.path} GPy …5475 \\(for 0:0\\d now\\): `, 'm'));
    expect(all).toContain('3 boards: 1 already there, 1 need you, 1 under way.');
    for (const drawing of drawings)
      for (const line of drawing.split('\n')) expect(line.length).toBeLessThanOrEqual(120);
    expect(out).toContain(`1 ${uart.wire.path} GPy …5475  39529 → 41065: upgraded`);
    expect(out).toContain(`3 ${there.wire.path} GPy …5477  41065: already there.`);
    expect(out).toMatch(new RegExp(`2 ${recovery.wire.path} .*needs you\\. The modem is in recovery`));
    expect(out).toContain(`    lte-upgrade recover --port ${recovery.wire.path} ${fleet.folder}`);
  });

  test('is one line per event with its board when there is no terminal', async () => {
    const board = fleet.mirror();
    const { out, drawings } = await fleet.batch('--once');
    expect(drawings).toEqual([]);
    expect(out).toContain(`1 ${board.wire.path}: reading the board and its modem.`);
    expect(out).toContain(`1 ${board.wire.path} …5475: 39529 → 41065, upgrade started.`);
    expect(out).toMatch(/1 \/dev\/simulated0 …5475: 1\/\d Connect to the modem/);
    expect(out).toContain('1 board: 1 upgraded.');
  });
});

describe('the saved results', () => {
  test('are a line in the table and a report for each board, and an existing table is continued', async () => {
    const [csv, reports] = [join(fleet.folder, 'boards.csv'), join(fleet.folder, 'reports')];
    fleet.mirror();
    fleet.mirror({ state: 0 });
    const places = ['--csv', csv, '--report-dir', reports];
    await fleet.batch('--once', '--json', ...places);
    await fleet.batch('--once', '--json', ...places);
    const lines = readFileSync(csv, 'utf8').trimEnd().split('\n');
    expect(lines).toHaveLength(5);
    expect(lines[0]).toMatch(/^time,board,port,model,imei,from,to,result,/);
    expect(lines.filter((line) => line.includes(',upgraded,upgraded,uart,'))).toHaveLength(1);
    expect(lines.filter((line) => line.includes(',alreadyThere,'))).toHaveLength(1);
    const kept = readdirSync(reports).map(
      (name) => JSON.parse(readFileSync(join(reports, name), 'utf8')) as Record<string, unknown>,
    );
    expect(kept).toHaveLength(4);
    expect(kept).toContainEqual(
      expect.objectContaining({
        result: 'upgraded',
        report: expect.objectContaining({ type: 'report' }) as object,
      }),
    );
  });

  test('a file with other content is not used as the table, and no board is started', async () => {
    const board = fleet.mirror();
    const file = join(fleet.folder, FULL.name);
    const { status, err } = await fleet.batch('--once', '--csv', file);
    expect(status).toBe(2);
    expect(err).toContain('it already exists and contains something else');
    expect(board.modem.truth.stpBytesReceived).toBe(0);
  });
});

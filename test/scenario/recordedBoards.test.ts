import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../../src/base/clock';
import {
  sharedReport,
  sharedReportMarkdown,
  type SharedReport,
} from '../../src/upgrade/rehearsal/sharedReport';
import { hardwareRow, withRow } from '../recorded/hardwareTable';
import { nameOfRecorded, natureOf, type RecordedBoard, recordedBoard } from '../recorded/recordedBoard';
import { BoardOnWire } from '../simulator/board/boardOnWire';
import { scaledClock } from '../simulator/board/scaledClock';
import { SimulatedBoard } from '../simulator/board/simulatedBoard';
import { InProcessWire } from '../simulator/inProcess';
import { SimulatedModem } from '../simulator/modem/simulatedModem';
import { BoardService } from './boardService';

const BOARDS = join(import.meta.dirname, '..', 'recorded', 'boards');

/** Rehearses on a simulated board with the properties of the recorded one. */
async function rehearsedLike(recorded: RecordedBoard): Promise<SharedReport> {
  const { board: options, modem: configuration, cable, garbledFrom } = natureOf(recorded);
  const clock = scaledClock(systemClock, 50);
  const modem = new SimulatedModem({ bootMs: 50, ...configuration }, clock);
  const sdCard = { state: recorded.method === 'sd' ? 'present' : 'absent', bytes: 16 << 20 } as const;
  const board = await SimulatedBoard.start({ clock, sdCard, ...options, modem });
  const wire = new InProcessWire(board, systemClock, cable);
  const hand = new BoardOnWire(board, wire);
  onTestFinished(async () => {
    await board.stop();
    modem.cutPower();
  });
  const user = new BoardService(wire.path, async (path, rate, signal) => {
    const transport = await wire.open(path, rate, signal);
    const write = transport.write.bind(transport);
    transport.write = (bytes, ended) => {
      const garbled = board.mirroring ? false : (transport.baudRate ?? 0) >= garbledFrom;
      return write(garbled ? bytes.map((byte) => byte ^ 0x55) : bytes, ended);
    };
    return transport;
  });
  const finding = await user.inspect();
  if (finding.kind === 'silent') throw new Error('nothing answers');
  const report = await user.service.rehearse(
    { finding, method: recorded.method, answer: null, firmware: { images: [], updater: null } },
    {
      signal: user.cancel.signal,
      onEvent: (event) => {
        if (event.type === 'wait' && event.kind === 'hand') void hand.powerCycle();
      },
    },
  );
  return sharedReport(report);
}

/** The results of a rehearsal without the checks of files, which a recorded board does not have. */
function outcomesOf({ checks }: Pick<SharedReport, 'checks'>): Record<string, string> {
  return Object.fromEntries(
    checks.filter(({ id }) => !['plan', 'files'].includes(id)).map(({ id, outcome }) => [id, outcome]),
  );
}

const SLOW_BRIDGE: RecordedBoard = {
  verdict: 'ready',
  method: 'flash',
  board: { sysname: 'FiPy', release: '1.20.2.r4', tool: '1.2.6' },
  modem: { state: 2, ue: 'UE5.0.0.0d', lr: 'LR5.1.1.0-41065', build: '41065', bootrom: '38638' },
  checks: [{ id: 'repl-transfer', outcome: 'proven', seconds: 15, figures: { 'copy-baud': 115_200 } }],
};

describe('a recorded board', { timeout: 60_000 }, () => {
  test.each(readdirSync(BOARDS).filter((name) => name.endsWith('.json')))(
    '%s behaves in the tests as it did in reality',
    async (name) => {
      const recorded = recordedBoard(readFileSync(join(BOARDS, name), 'utf8'));
      expect(`${nameOfRecorded(recorded)}.json`).toBe(name);
      // A report may be older than some of the checks.
      expect(outcomesOf(await rehearsedLike(recorded))).toMatchObject(outcomesOf(recorded));
    },
  );

  test('can be made from the report of any rehearsal, and behaves the same', async () => {
    const first = await rehearsedLike({ ...SLOW_BRIDGE, method: 'uart', checks: [] });
    const recorded = recordedBoard(sharedReportMarkdown(first));
    expect(recorded).toMatchObject({
      board: { sysname: 'FiPy' },
      modem: { build: '41065' },
      verdict: 'ready',
    });
    const again = await rehearsedLike(recorded);
    expect(outcomesOf(again)).toEqual(outcomesOf(recorded));
    expect(again.verdict).toBe('ready');
  });

  test('with a slow bridge, or with a MIRROR mode that loses answers, behaves the same', async () => {
    const slow = await rehearsedLike(SLOW_BRIDGE);
    expect(slow.checks.find(({ id }) => id === 'repl-transfer')?.figures['copy-baud']).toBe(115_200);
    const losing = await rehearsedLike({
      ...SLOW_BRIDGE,
      method: 'uart',
      checks: [{ id: 'mirror-mode', outcome: 'failed', seconds: 9, figures: { 'echoes-lost': 2 } }],
    });
    expect(outcomesOf(losing)).toMatchObject({ 'mirror-mode': 'failed', 'power-cycle': 'notRun' });
  });

  test('is not made from a file that is no report or has an identifying number', () => {
    expect(() => recordedBoard('# a page')).toThrow('no report of a rehearsal');
    const lr = 'LR5.1.1.0-41065 354346099225475';
    const named = JSON.stringify({ ...SLOW_BRIDGE, modem: { ...SLOW_BRIDGE.modem, lr } });
    expect(() => recordedBoard(named)).toThrow('may be an IMEI');
  });

  test('gets a row in the table of real boards', () => {
    const row = hardwareRow(SLOW_BRIDGE, 'https://example.org/1');
    expect(row).toBe(
      '| FiPy | 1.20.2.r4 | 1.2.6 | 41065 | flash | repl-transfer | [report](https://example.org/1) |\n',
    );
    const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'hardware.md'), 'utf8');
    expect(withRow(page, row)).toContain(`| --- |\n${row}`);
  });
});

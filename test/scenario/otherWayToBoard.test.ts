import { expect, test } from 'vitest';
import type { UpgradeEvent } from '../../src/upgrade/events';
import { entryText } from '../../src/upgrade/journal/entryText';
import type { JournalEntry } from '../../src/upgrade/journal/journalEntry';
import { NOWHERE, sampleEntry } from '../unit/upgrade/journal/sampleEntry';
import { Rig } from './rig';
import { Machine } from './rememberingRig';

const RUNNER = 7;

/** An upgrade whose board-side tool is at work, as its process has written it down. */
function runningAt(port: string, at: number): JournalEntry {
  return sampleEntry({
    begunAt: at,
    writer: { pid: RUNNER, started: '' },
    board: { ...NOWHERE, port, device: port },
    steps: [{ id: 'run-1', kind: 'runOnBoard', image: 0 }],
    facts: [{ kind: 'stepAnnounced', step: 0, at, writes: true, startsTool: true }],
  });
}

/** Reads a board by its cable while that upgrade runs. */
async function readBeside(port: string): Promise<{ minutes: number; reasons: string[] }> {
  const rig = new Rig();
  const machine = new Machine();
  machine.service(rig, RUNNER);
  const entry = runningAt(port, rig.clock.wallTime());
  await machine.storage.write(`upgrade-${entry.id}.json`, entryText(entry));
  const events: UpgradeEvent[] = [];
  const began = rig.clock.now();
  const { signal } = new AbortController();
  await machine.service(rig, 8).inspect(rig.wire.path, (event) => events.push(event), signal);
  expect(await machine.storage.read(`upgrade-${entry.id}.json`)).toBe(entryText(entry));
  const reasons = events.flatMap((event) => (event.type === 'wait' ? [event.reason.template] : []));
  return { minutes: (rig.clock.now() - began) / 60_000, reasons };
}

test('a board on a cable is not interrupted while an upgrade runs over the network: it may be the same board', async () => {
  const { minutes, reasons } = await readBeside('telnet://192.168.4.1');
  expect(minutes).toBeGreaterThan(30);
  expect(reasons[0]).toMatch(/^An upgrade is running at \{port\}\. This may be the same board/);
});

test('a board on a cable is read at once while an upgrade runs on another cable', async () => {
  const { minutes } = await readBeside('/dev/ttyACM7');
  expect(minutes).toBeLessThan(2);
});

import { describe, expect, test } from 'vitest';
import { twoStepPair } from '../fixtures/firmware';
import type { ModemConfiguration } from '../simulator/modem/configuration';
import { render } from '../../src/base/phrase';
import type { UpgradeEvent } from '../../src/upgrade/events';
import { differential, type Files, full, Rig, updater } from './rig';

interface Way {
  readonly way: string;
  readonly modem: Partial<ModemConfiguration>;
  readonly files: Files;
}

const PAIR = twoStepPair({ size: 50_000 }).map((bytes, half) => ({
  name: `CATM1-5.2-48829-${half + 1}.dup`,
  bytes,
}));

const WAYS: readonly Way[] = [
  { way: 'a file', modem: {}, files: { images: [differential()] } },
  { way: 'the updater state', modem: { state: 4 }, files: { images: [full()] } },
  { way: 'recovery', modem: { state: 0 }, files: { images: [full()], updater: updater() } },
  { way: 'a pair', modem: {}, files: { images: PAIR } },
  // The modem is between the two steps, so the upgrade continues to its end from the preparation on.
  { way: 'a second half', modem: {}, files: { images: PAIR.slice(1) } },
  { way: 'a second half in the updater state', modem: { state: 4 }, files: { images: PAIR.slice(1) } },
];

/** Bytes take as long as on a real cable. Otherwise a file would be sent between two progress events. */
function rigWith(modem: Partial<ModemConfiguration> = {}): Rig {
  return new Rig(modem, { wire: { paced: true } });
}

/** Every step of every method, taken from the plans. */
const cells = (
  await Promise.all(
    WAYS.map(async (way) => {
      const plan = await new Rig(way.modem).plan(way.files);
      return plan.steps.map(({ id, safety }) => ({ ...way, id, safety }));
    }),
  )
).flat();

/** During the step’s transfer if it has one, otherwise right after its start. */
function reaches(id: string): (event: UpgradeEvent) => boolean {
  const sends = id.startsWith('transfer') || id === 'load-updater';
  return (event) =>
    sends
      ? event.type === 'progress' &&
        event.id === id &&
        event.bytes > event.total / 4 &&
        event.bytes < event.total
      : event.type === 'step' && event.id === id && event.state === 'started';
}

describe('cancelled in a step', () => {
  test.each(cells)('$way: $id ($safety)', async ({ modem, files, id, safety }) => {
    const rig = rigWith(modem);
    const arrived = reaches(id);
    rig.watch = (event) => {
      if (arrived(event)) rig.cancel.abort();
    };
    const report = await rig.upgrade(files);
    expect(report.modemState).toBe(rig.modem.truth.condition);
    if (safety === 'doNotInterrupt') {
      expect(rig.events).toContainEqual(expect.objectContaining({ type: 'cancelling' }));
      expect(report).toMatchObject({ outcome: 'upgraded', modemState: 'upgraded' });
    } else {
      expect(rig.events).not.toContainEqual(expect.objectContaining({ type: 'cancelling' }));
      expect(report).toMatchObject({ outcome: 'cancelled', error: { code: 'CANCELLED' } });
      expect(['untouched', 'recoverable']).toContain(report.modemState);
    }
  });

  test('during a file, the modem accepts commands again at once and takes the next attempt', async () => {
    const rig = rigWith();
    const arrived = reaches('transfer-1');
    rig.watch = (event) => {
      if (arrived(event)) rig.cancel.abort();
    };
    const cancelled = await rig.upgrade({ images: [differential()] });
    expect(cancelled).toMatchObject({ outcome: 'cancelled', modemState: 'untouched' });
    expect(cancelled.after).toMatchObject({ state: 2, build: '39529' });
    expect(cancelled.bytes).toBeLessThan(differential().bytes.length);
    expect(rig.modem.truth.images).toMatchObject([{ bytes: cancelled.bytes }]);
    rig.watch = () => undefined;
    rig.cancel = new AbortController();
    expect(await rig.upgrade({ images: [differential()] })).toMatchObject({ outcome: 'upgraded' });
  });

  test.each([
    ['recovery', 'load-updater', { state: 0 }, { images: [full()], updater: updater() }],
    ['the updater state', 'transfer-1', { state: 4 }, { images: [full()] }],
  ] as const)('in %s, %s asks for a power cycle', async (_, id, modem, files) => {
    const rig = rigWith(modem);
    const arrived = reaches(id);
    rig.watch = (event) => {
      if (arrived(event)) rig.cancel.abort();
    };
    const { error } = await rig.upgrade(files);
    expect(error && render(error.remedy)).toContain('Unplug the board');
  });

  test('before the start, nothing is sent', async () => {
    const rig = rigWith();
    const plan = await rig.plan({ images: [differential()] });
    const before = rig.modem.truth.bytesReceived;
    rig.cancel.abort();
    expect(await rig.run(plan)).toMatchObject({ outcome: 'cancelled', modemState: 'untouched' });
    expect(rig.modem.truth.bytesReceived).toBe(before);
  });

  test('while the updater starts, the firmware is started again, however long that takes', async () => {
    const rig = rigWith({ bootMs: 30_000 });
    rig.watch = (event) => {
      if (event.type === 'wait' && event.id === 'boot-updater-1') rig.cancel.abort();
    };
    expect(await rig.upgrade(WAYS[3]?.files ?? { images: [] })).toMatchObject({
      outcome: 'cancelled',
      modemState: 'untouched',
    });
    expect(rig.modem.truth).toMatchObject({ condition: 'untouched', state: 2, stpBytesReceived: 0 });
  });
});

describe('the cable pulled in a step', () => {
  test.each(cells)('$way: $id', async ({ modem, files, id }) => {
    const rig = rigWith(modem);
    const arrived = reaches(id);
    let seconds = Infinity;
    rig.watch = (event) => {
      if (!arrived(event) || seconds < Infinity) return;
      seconds = rig.clock.now() / 1000;
      rig.wire.unplug();
    };
    const report = await rig.upgrade(files);
    // The first step opens the port. Before that, no port is open.
    const code = id === 'wake' ? 'PORT_NOT_FOUND' : 'PORT_UNPLUGGED';
    expect(report).toMatchObject({ outcome: id === 'wake' ? 'refused' : 'failed', error: { code } });
    const { condition } = rig.modem.truth;
    // Right before the version is read again, the modem has finished but its report was lost.
    const honest = condition === 'upgraded' ? 'recoverable' : condition;
    expect(report.modemState).toBe(honest);
    expect(rig.clock.now() / 1000 - seconds).toBeLessThan(60);
  });

  test('plugged in again, following the advice upgrades the modem', async () => {
    const files = { images: [full()] };
    const rig = rigWith({ state: 4, faults: [{ when: { stp: 'block', nth: 9 }, what: 'unplug' }] });
    const report = await rig.upgrade(files);
    expect(report).toMatchObject({ outcome: 'failed', modemState: 'recoverable' });
    rig.modem.powerCycle();
    rig.wire.replug();
    expect(await rig.upgrade(files)).toMatchObject({ outcome: 'upgraded', modemState: 'upgraded' });
  });
});

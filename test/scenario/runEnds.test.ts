import { describe, expect, test } from 'vitest';
import { silentLogger } from '../../src/base/logger';
import type { OpenTransport, Transport } from '../../src/transport/transport';
import { createUpgradeService } from '../../src/upgrade/createUpgradeService';
import type { Finding } from '../../src/upgrade/inspect/finding';
import { memoryStorage } from '../../src/upgrade/journal/recordStorage';
import type { UpgradeService } from '../../src/upgrade/upgradeService';
import { differential, type Files, full, ON_THE_FLY_BYTES, Rig } from './rig';

/** A rig whose port can fail with an unexpected error. */
class BuggyRig extends Rig {
  broken = false;
  override readonly service: UpgradeService = createUpgradeService({
    clock: this.clock,
    logger: silentLogger,
    openTransport: this.opener(),
    listPorts: () => Promise.resolve({ ports: [], unknown: null }),
    storage: memoryStorage(),
  });

  /** Fails after this many bytes of an image. */
  breakAfter(bytes: number): void {
    this.watch = (event) => {
      if (event.type === 'progress' && event.bytes >= bytes) this.broken = true;
    };
  }

  private opener(): OpenTransport {
    return async (...asked) => {
      const transport = await this.wire.open(...asked);
      const write: Transport['write'] = (...written) =>
        this.broken ? Promise.reject(new TypeError('a bug')) : transport.write(...written);
      return new Proxy(transport, {
        get: (whole, name) => {
          const value: unknown = name === 'write' ? write : Reflect.get(whole, name);
          return typeof value === 'function' ? (value.bind(whole) as unknown) : value;
        },
      });
    };
  }
}

describe('a run ends with a report and a closed port', () => {
  test.each([
    ['an image that replaces the firmware', { state: 4 }, { images: [full()] }, 'recoverable', 1],
    ['an image that is only kept so far', {}, { images: [differential()] }, 'untouched', 0],
  ] as const)('when a bug occurs during %s', async (_, modem, files: Files, modemState, kept) => {
    const rig = new BuggyRig(modem);
    rig.breakAfter(20_000);
    expect(await rig.upgrade(files)).toMatchObject({
      outcome: 'failed',
      modemState,
      error: { code: 'UNEXPECTED' },
    });
    expect(rig.events.filter(({ type }) => type === 'report')).toHaveLength(1);
    expect(await rig.service.unfinished()).toHaveLength(kept);
    rig.broken = false;
    rig.modem.powerCycle();
    expect((await rig.inspect()).kind).toBe('modem');
  });

  test.each([
    ['while an image replaces its firmware', { state: 4 }, 100_000],
    [
      'while it goes to its updater',
      { faults: [{ when: { at: 'AT+SMSWBOOT=3,1' }, what: 'unplug' }] },
      ON_THE_FLY_BYTES,
    ],
  ] as const)(
    'without an older reading as the modem’s current state, unplugged %s',
    async (_, modem, size) => {
      const rig = new Rig(modem);
      rig.watch = (event) => {
        if (event.type === 'progress' && event.bytes > 20_000) rig.wire.unplug();
      };
      const report = await rig.upgrade({ images: [full(size)] });
      expect(report).toMatchObject({ outcome: 'failed', modemState: 'recoverable', after: null });
    },
  );

  test('without an older reading even if nothing was done to the modem, because it was not read afterwards', async () => {
    const rig = new Rig();
    rig.watch = (event) => {
      if (event.type === 'step' && event.id === 'prepare-1') rig.wire.unplug();
    };
    const report = await rig.upgrade({ images: [full()] });
    expect(report).toMatchObject({ outcome: 'failed', modemState: 'untouched', after: null });
  });

  test('and the report comes when the port is free: a listener may use the port', async () => {
    const rig = new Rig();
    let looked: Promise<Finding> | undefined;
    rig.watch = (event) => {
      if (event.type === 'report') looked = rig.inspect();
    };
    expect(await rig.upgrade({ images: [differential()] })).toMatchObject({ outcome: 'upgraded' });
    expect(await looked).toMatchObject({ kind: 'modem', modem: { build: '41065' } });
  });

  test('even if a listener throws on the report', async () => {
    const rig = new Rig();
    rig.watch = (event) => {
      if (event.type === 'report') throw new Error('no room on the screen');
    };
    expect(await rig.upgrade({ images: [differential()] })).toMatchObject({ outcome: 'upgraded' });
  });
});

import { expect, test } from 'vitest';
import { silentLogger } from '../../../../src/base/logger';
import { ModemLink } from '../../../../src/upgrade/inspect/modemLink';
import { ByteStream } from '../../../../src/transport/byteStream';
import type { Transport } from '../../../../src/transport/transport';
import { VirtualClock } from '../../../simulator/virtualClock';

const { signal } = new AbortController();
const TRIES = 30;

/** How often a silent modem gets a command at each rate. */
async function asked(behindMirrorMode: boolean): Promise<{ fast: number; slow: number }> {
  let baudRate = 921_600;
  const at = { fast: 0, slow: 0 };
  const transport: Transport = {
    path: 'silent',
    get baudRate() {
      return baudRate;
    },
    write: () => {
      at[baudRate === 921_600 ? 'fast' : 'slow']++;
      return Promise.resolve();
    },
    drain: () => Promise.resolve(),
    onData: () => ({ dispose: () => undefined }),
    onLost: () => ({ dispose: () => undefined }),
    setBaudRate: (rate) => {
      baudRate = rate;
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
  };
  const clock = new VirtualClock();
  const link = new ModemLink(new ByteStream(transport, clock), clock, silentLogger, behindMirrorMode);
  expect(await link.wakeAtAnyRate(TRIES, signal)).toBe(false);
  expect(baudRate).toBe(921_600);
  return at;
}

test('a modem in MIRROR mode is addressed almost only at its one rate', async () => {
  const { fast, slow } = await asked(true);
  expect(fast).toBeGreaterThanOrEqual(26);
  expect(slow).toBeGreaterThan(0);
});

test('a modem that may be a bare one is soon addressed at its slow rate', async () => {
  const { fast, slow } = await asked(false);
  expect(slow).toBeGreaterThanOrEqual(10);
  expect(fast).toBeGreaterThanOrEqual(16);
});

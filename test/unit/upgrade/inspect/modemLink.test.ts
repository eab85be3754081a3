import { expect, test } from 'vitest';
import { silentLogger } from '../../../../src/base/logger';
import { ModemLink } from '../../../../src/upgrade/inspect/modemLink';
import { ByteStream } from '../../../../src/transport/byteStream';
import type { Transport } from '../../../../src/transport/transport';
import { VirtualClock } from '../../../simulator/virtualClock';

const { signal } = new AbortController();
const TRIES = 30;

/** How often a modem that never answers is asked at each rate. */
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

test('behind MIRROR mode, which has one rate, hardly a try goes to another', async () => {
  const { fast, slow } = await asked(true);
  expect(fast).toBeGreaterThanOrEqual(26);
  expect(slow).toBeGreaterThan(0);
});

test('what was found without knowing may be a bare modem at its slow rate, and is asked there soon', async () => {
  const { fast, slow } = await asked(false);
  expect(slow).toBeGreaterThanOrEqual(10);
  expect(fast).toBeGreaterThanOrEqual(16);
});

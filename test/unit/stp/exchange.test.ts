import { expect, test } from 'vitest';
import { exchange } from '../../../src/stp/exchange';
import { OPERATION } from '../../../src/stp/frame';
import { newLinkCounters } from '../../../src/stp/linkCounters';
import { ByteStream } from '../../../src/transport/byteStream';
import { ANSWERS_BIT, encodeResponse } from '../../simulator/modem/stpFrame';
import { VirtualClock } from '../../simulator/virtualClock';
import { FakeTransport } from '../transport/fakeTransport';

const NOTHING = new Uint8Array(0);
const HEAD = { operation: OPERATION.announce, session: 1, transaction: 7 };
const TRY_MS = 1000;

/** A modem that answers each request with these frames, with a pause of `gapMs` before each. */
async function answered(frames: readonly Uint8Array[], gapMs = 1) {
  const port = new FakeTransport();
  const clock = new VirtualClock();
  const counters = newLinkCounters();
  port.onWrite = () => {
    const say = async (): Promise<void> => {
      for (const frame of frames) {
        await clock.sleep(gapMs);
        port.say(frame);
      }
    };
    void say();
  };
  const link = {
    stream: new ByteStream(port, clock),
    clock,
    counters,
    listener: { onSilence: () => undefined },
  };
  const { signal } = new AbortController();
  const outcome = await exchange(link, HEAD, NOTHING, [TRY_MS, TRY_MS], signal).catch(
    (error: unknown) => error,
  );
  return { outcome, counters, tries: port.written.length, seconds: clock.now() / 1000 };
}

const acknowledged = (payload: Uint8Array, transaction = HEAD.transaction): Buffer =>
  encodeResponse({ ...HEAD, operation: HEAD.operation | ANSWERS_BIT, transaction, payload }, 'filled');

test('an answer is accepted at once', async () => {
  const { outcome, tries, seconds } = await answered([acknowledged(NOTHING)]);
  expect(outcome).toMatchObject({ transaction: HEAD.transaction, payload: NOTHING });
  expect({ tries, seconds }).toEqual({ tries: 1, seconds: 0.001 });
});

test('an answer with the payload of another operation is damaged', async () => {
  const { outcome, counters, tries } = await answered([acknowledged(Uint8Array.of(0, 0))]);
  expect(outcome).toMatchObject({ code: 'STP_DAMAGED' });
  expect(counters.damaged).toBe(tries);
});

test('endless noise is waited out no longer than silence, and reported as damage', async () => {
  const cut = acknowledged(NOTHING).subarray(0, 12);
  const { outcome, tries, seconds } = await answered(
    Array.from({ length: 300 }, () => cut),
    10,
  );
  expect(outcome).toMatchObject({ code: 'STP_DAMAGED' });
  expect(tries).toBe(2);
  expect(seconds).toBeLessThanOrEqual((2 * TRY_MS) / 1000);
});

test('silence is reported as a missing answer', async () => {
  const { outcome, counters, seconds } = await answered([]);
  expect(outcome).toMatchObject({ code: 'STP_NO_ANSWER' });
  expect(counters.missing).toBe(2);
  expect(seconds).toBe((2 * TRY_MS) / 1000);
});

test('answers to earlier requests are skipped', async () => {
  const late = acknowledged(NOTHING, HEAD.transaction - 1);
  const { outcome, tries } = await answered([late, late, acknowledged(NOTHING)]);
  expect(outcome).toMatchObject({ transaction: HEAD.transaction });
  expect(tries).toBe(1);
});

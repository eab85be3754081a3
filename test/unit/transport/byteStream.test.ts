import { fc, test as property } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { ByteStream } from '../../../src/transport/byteStream';
import { VirtualClock } from '../../simulator/virtualClock';
import { FakeTransport } from './fakeTransport';

function connect(): { port: FakeTransport; clock: VirtualClock; stream: ByteStream; signal: AbortSignal } {
  const [port, clock] = [new FakeTransport(), new VirtualClock()];
  return { port, clock, stream: new ByteStream(port, clock), signal: new AbortController().signal };
}

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

property.prop([
  fc.array(fc.oneof(fc.uint8Array({ maxLength: 9000 }), fc.nat({ max: 5000 })), { maxLength: 30 }),
])('bytes come out in order, however they are consumed', (doings) => {
  const { port, stream } = connect();
  let expected = Buffer.alloc(0);
  for (const doing of doings) {
    if (typeof doing === 'number') {
      stream.consume(doing);
      expected = expected.subarray(doing);
    } else {
      port.say(doing);
      expected = Buffer.concat([expected, doing]);
    }
    expect(Buffer.compare(Buffer.from(stream.peek()), expected)).toBe(0);
  }
  expect(Buffer.compare(Buffer.from(stream.takeAll()), expected)).toBe(0);
  expect(stream.peek().length).toBe(0);
});

test('waits for more until the deadline', async () => {
  const { port, clock, stream, signal } = connect();
  void clock.sleep(50).then(() => port.say('x'));
  expect(await stream.more(100, signal)).toBe(true);
  expect(text(stream.peek())).toBe('x');
  expect(await stream.more(100, signal)).toBe(false);
  expect(clock.now()).toBe(150);
});

test('bytes that were already there do not count as more', async () => {
  const { port, stream, signal } = connect();
  port.say('old');
  expect(await stream.more(10, signal)).toBe(false);
});

test('settles after a quiet period, or gives up', async () => {
  const { port, clock, stream, signal } = connect();
  const talk = async (times: number): Promise<void> => {
    for (let time = 0; time < times; time++) {
      await clock.sleep(30);
      port.say('noise');
    }
  };
  void talk(3);
  expect(await stream.settle(50, 1000, signal)).toBe(true);
  expect(clock.now()).toBe(140);
  void talk(20);
  expect(await stream.settle(50, 300, signal)).toBe(false);
  expect(stream.peek().length).toBe(0);
});

test('a lost port ends the wait, every later one, and writing', async () => {
  const { port, clock, stream, signal } = connect();
  void clock.sleep(50).then(() => port.unplug());
  await expect(stream.more(60_000, signal)).rejects.toMatchObject({ code: 'PORT_UNPLUGGED' });
  await expect(stream.more(60_000, signal)).rejects.toMatchObject({ code: 'PORT_UNPLUGGED' });
  await expect(stream.write(Uint8Array.of(1), signal)).rejects.toMatchObject({ code: 'PORT_UNPLUGGED' });
  expect(clock.now()).toBe(50);
});

test('a cancel ends the wait', async () => {
  const { clock, stream } = connect();
  const cancel = new AbortController();
  const waiting = stream.more(60_000, cancel.signal);
  cancel.abort();
  await expect(waiting).rejects.toMatchObject({ code: 'CANCELLED' });
  expect(clock.now()).toBe(0);
});

test('after its disposal it stops listening and leaves the port open', () => {
  const { port, stream } = connect();
  expect(port.listeners).toBe(2);
  stream.dispose();
  expect(port.listeners).toBe(0);
  expect(port.closed).toBe(false);
});

test('reads until the search succeeds, and leaves the rest', async () => {
  const { port, clock, stream, signal } = connect();
  const looked: string[] = [];
  const look = (): string | undefined => {
    looked.push(text(stream.peek()));
    if (stream.peek().length < 2) return undefined;
    stream.consume(2);
    return 'found';
  };
  void clock.sleep(30).then(() => port.say('x'));
  void clock.sleep(60).then(() => port.say('yz'));
  expect(await stream.readUntil(look, 100, signal)).toBe('found');
  expect({ looked, rest: text(stream.peek()), at: clock.now() }).toEqual({
    looked: ['', 'x', 'xyz'],
    rest: 'z',
    at: 60,
  });
});

test('other bytes do not extend the deadline', async () => {
  const { port, clock, stream, signal } = connect();
  for (const ms of [40, 80, 120]) void clock.sleep(ms).then(() => port.say('x'));
  expect(await stream.readUntil<string>(() => undefined, 100, signal)).toBeUndefined();
  expect(clock.now()).toBe(100);
});

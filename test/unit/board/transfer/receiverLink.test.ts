import { describe, expect, it } from 'vitest';
import { ReceiverLink } from '../../../../src/board/transfer/receiverLink';
import { ByteStream } from '../../../../src/transport/byteStream';
import { VirtualClock } from '../../../simulator/virtualClock';
import { FakeTransport } from '../../transport/fakeTransport';

function hearing(text: string): ReceiverLink {
  const transport = new FakeTransport();
  const clock = new VirtualClock();
  const stream = new ByteStream(transport, clock);
  transport.say(text);
  return new ReceiverLink(stream);
}

describe('messages of the receiver on the board', () => {
  it('are recognised among noise', () => {
    expect(hearing('x\xff').poll()).toEqual({ kind: 'taken', count: 0x7f });
    expect(hearing('\x01D\n').poll()).toEqual({ kind: 'done' });
    expect(hearing('\x01E OSError(28,)\n').poll()).toEqual({ kind: 'failed', reason: 'OSError(28,)' });
  });

  it('are passed over until one is of a wanted kind', async () => {
    const { signal } = new AbortController();
    const link = hearing('\x80\x01R\n\x01S\n\x81');
    expect(await link.oneOf(['slow', 'failed'], 1000, signal)).toEqual({ kind: 'slow' });
    expect(await link.oneOf(['slow'], 1000, signal)).toBeUndefined();
    expect(link.poll()).toBeUndefined();
  });

  it('end with an error when its program fails, and the error shows the last line of the traceback', () => {
    const link = hearing('Traceback (most recent call last):\r\nMemoryError: \r\n\x04>');
    expect(() => link.poll()).toThrow(/MemoryError/);
    expect(() => hearing('MemoryError: \r\n\x04>').poll()).toThrow(
      expect.objectContaining({ code: 'UPLOAD_INTERRUPTED' }) as Error,
    );
  });
});

it.each([
  ['noise', '?', (link: ReceiverLink, signal: AbortSignal) => link.next(10_000, signal)],
  [
    'words of another kind',
    '\x80',
    (link: ReceiverLink, signal: AbortSignal) => link.oneOf(['slow'], 10_000, signal),
  ],
])('%s does not extend the wait for a message', async (_what, said, wait) => {
  const transport = new FakeTransport();
  const clock = new VirtualClock();
  const link = new ReceiverLink(new ByteStream(transport, clock));
  const talking = new AbortController();
  const noise = async (): Promise<void> => {
    for (let turn = 0; turn < 100; turn++) {
      await clock.sleep(1000, talking.signal);
      transport.say(said);
    }
  };
  const spoken = noise().catch(() => undefined);
  expect(await wait(link, talking.signal)).toBeUndefined();
  expect(clock.now()).toBeLessThan(10_500);
  talking.abort();
  await spoken;
});

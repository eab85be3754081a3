import { fc } from '@fast-check/vitest';
import { FakeTransport } from '../transport/fakeTransport';
import { VirtualClock } from '../../simulator/virtualClock';

/** Bytes that arrive, and after how many milliseconds. */
interface Piece {
  readonly afterMs: number;
  readonly bytes: Uint8Array;
}

const TEXTS = [
  'OK',
  '\x04\x04>',
  '>>> ',
  '\r\nraw REPL; CTRL-B to exit\r\n>',
  '\x01R\n',
  '\x01F\n',
  '\x80',
  '\x81\x82\x83',
  'measurement 17\r\n',
  'Sending 452000 bytes: [####      ]  10%\r',
  '\r\nOK\r\n',
  '\r\nERROR\r\n',
  '+CEREG: 2\r\n',
  '\r\n+SYSSTART\r\n',
  'tsaf',
  'tsaf\x80\0\0\0\0\0\0\0\0\0\0\0',
  'tsaf\x81\x01\0\x04\0\0\0\x01\0\0\0\0\x01\x01\x20\0',
];

const piece = fc.record({
  afterMs: fc.integer({ min: 1, max: 400 }),
  bytes: fc.oneof(
    fc.uint8Array({ minLength: 1, maxLength: 24 }),
    fc.constantFrom(...TEXTS).map((text) => Uint8Array.from(Buffer.from(text, 'latin1'))),
  ),
});

/** Some pieces that repeat forever, whatever is sent. */
export const restlessInput = fc.array(piece, { minLength: 1, maxLength: 6 });

/**
 * How long `work` takes at a port that receives this, in milliseconds on the virtual clock.
 * @param answer what the port also sends after each write
 */
export async function timeAtRestlessPort(
  input: readonly Piece[],
  work: (transport: FakeTransport, clock: VirtualClock, signal: AbortSignal) => Promise<unknown>,
  answer: (text: string) => string | undefined = () => undefined,
): Promise<number> {
  const clock = new VirtualClock();
  const transport = new FakeTransport();
  transport.onWrite = (text) => {
    const said = answer(text);
    if (said !== undefined) transport.say(said);
  };
  const over = new AbortController();
  const talk = async (): Promise<void> => {
    for (;;) {
      for (const { afterMs, bytes } of input) {
        await clock.sleep(afterMs, over.signal);
        transport.say(bytes);
      }
    }
  };
  const talking = talk().catch(() => undefined);
  try {
    await work(transport, clock, new AbortController().signal).catch(() => undefined);
    return clock.now();
  } finally {
    over.abort();
    await talking;
  }
}

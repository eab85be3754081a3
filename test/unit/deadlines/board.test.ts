import { fc, test as property } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { bytesSource } from '../../../src/base/byteSource';
import { phrase } from '../../../src/base/phrase';
import { fastUpload } from '../../../src/board/transfer/fastUpload';
import { listen, LISTEN_MS } from '../../../src/board/repl/listen';
import { ReplClient } from '../../../src/board/repl/replClient';
import { runUpgradeOnBoard } from '../../../src/board/sqnsupgrade/sqnsupgradeRun';
import { ByteStream } from '../../../src/transport/byteStream';
import { restlessInput, timeAtRestlessPort } from './restlessPort';

const RUNS = { numRuns: 40 };
const MINUTE = 60_000;

/** A board that answers all keys correctly, so that the test waits for the work itself. */
function obliging(text: string): string {
  const token = /print\('(in-step-\d+)'\)/.exec(text)?.[1];
  if (token !== undefined) return `OK${token}\r\n\x04\x04>`;
  if (text.includes('\x01')) return '\r\nraw REPL; CTRL-B to exit\r\n>';
  // The receiver of uploads reports zero bytes and nothing after that.
  if (text.startsWith('exec(')) return 'OK\x80';
  return text.endsWith('\x04') ? 'OK\x04\x04>' : '';
}

/** A file so large that it takes longer than every deadline if the board accepts a piece only now and then. */
const source = bytesSource('x.dup', new Uint8Array(100_000).fill(7));

describe('whatever a board sends, and for however long,', () => {
  property.prop([restlessInput], RUNS)('breaking in ends', async (input) => {
    const took = await timeAtRestlessPort(input, (transport, clock, signal) =>
      new ReplClient(new ByteStream(transport, clock), clock).enter(signal),
    );
    expect(took).toBeLessThan(3 * MINUTE);
  });

  property.prop([restlessInput], RUNS)('listening ends', async (input) => {
    const took = await timeAtRestlessPort(input, (transport, clock, signal) =>
      listen(new ByteStream(transport, clock), clock, LISTEN_MS, signal),
    );
    expect(took).toBeLessThanOrEqual(2100);
  });

  property.prop([restlessInput], RUNS)('a query to the board ends', async (input) => {
    const took = await timeAtRestlessPort(
      input,
      (transport, clock, signal) =>
        new ReplClient(new ByteStream(transport, clock), clock).ask(
          'print(1)',
          { what: phrase('test'), deadlineMs: 5000 },
          signal,
        ),
      (text) => (text.startsWith('print(1)') ? '' : obliging(text)),
    );
    expect(took).toBeLessThan(3 * MINUTE);
  });

  property.prop([restlessInput], RUNS)('an upload that the board does not accept ends', async (input) => {
    let taken = 0;
    const took = await timeAtRestlessPort(
      input,
      (transport, clock, signal) =>
        fastUpload(
          new ReplClient(new ByteStream(transport, clock), clock),
          {
            source,
            partial: '/flash/x',
            blockBytes: 4096,
            packed: false,
            baudRate: undefined,
            onProgress: (bytes) => (taken = bytes),
          },
          signal,
        ),
      obliging,
    );
    // Each piece that seems accepted may take ten seconds. Other text of the board extends the wait only briefly.
    expect(took).toBeLessThan(4 * MINUTE + taken);
  });

  property.prop([fc.string({ minLength: 1, maxLength: 20 })], { numRuns: 10 })(
    'following its own tool ends',
    async (words) => {
      const took = await timeAtRestlessPort(
        [{ afterMs: 900, bytes: Uint8Array.from(Buffer.from(`measurement: ${words}\r\n`)) }],
        (transport, clock, signal) =>
          runUpgradeOnBoard(
            new ReplClient(new ByteStream(transport, clock), clock),
            { image: '/flash/x.dup', updater: null, loadFff: true, toolVersion: '1.2.6' },
            { onLine: () => undefined, onWait: () => undefined },
            signal,
          ),
        (text) => (text.includes('sqnsupgrade') ? 'OK' : obliging(text)),
      );
      expect(took).toBeLessThan(10 * MINUTE);
    },
  );
});

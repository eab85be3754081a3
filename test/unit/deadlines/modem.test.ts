import { test as property } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { AtClient } from '../../../src/modem/atClient';
import { Modem } from '../../../src/modem/modem';
import { exchange } from '../../../src/stp/exchange';
import { OPERATION } from '../../../src/stp/frame';
import { newLinkCounters } from '../../../src/stp/linkCounters';
import { ByteStream } from '../../../src/transport/byteStream';
import { restlessInput, timeAtRestlessPort } from './restlessPort';

const RUNS = { numRuns: 40 };

describe('whatever arrives in MIRROR mode, and for however long,', () => {
  property.prop([restlessInput], RUNS)('an AT command ends', async (input) => {
    const took = await timeAtRestlessPort(input, async (transport, clock, signal) => {
      const client = new AtClient(new ByteStream(transport, clock), clock, () => undefined);
      await client.ask({ text: 'AT+SMUPGRADE?', deadlineMs: 3000, expect: /^never$/ }, signal);
      // Before the second command, the client waits for a late answer to the first.
      await client.ask({ text: 'AT+SMUPGRADE?', deadlineMs: 3000, expect: /^never$/ }, signal);
    });
    expect(took).toBeLessThan(9000);
  });

  property.prop([restlessInput], RUNS)('waking a modem ends', async (input) => {
    const took = await timeAtRestlessPort(input, async (transport, clock, signal) => {
      const client = new AtClient(new ByteStream(transport, clock), clock, () => undefined);
      await new Modem(client, clock).wake(10, signal);
    });
    expect(took).toBeLessThan(60_000);
  });

  property.prop([restlessInput], RUNS)('the wait for a frame ends with its last attempt', async (input) => {
    const took = await timeAtRestlessPort(input, (transport, clock, signal) =>
      exchange(
        {
          stream: new ByteStream(transport, clock),
          clock,
          counters: newLinkCounters(),
          listener: { onSilence: () => undefined },
        },
        { operation: OPERATION.block, session: 1, transaction: 77 },
        new Uint8Array(100),
        [8000, 30_000],
        signal,
      ),
    );
    expect(took).toBeLessThan(38_500);
  });
});

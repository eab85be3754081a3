import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '../../src/base/clock';
import { Emitter } from '../../src/base/emitter';
import { differentialImage } from '../fixtures/firmware';
import type { ModemOutput } from '../simulator/modem/modemOutput';
import { hasPseudoTerminals } from '../simulator/pty/hasPseudoTerminals';
import { PtyWire } from '../simulator/pty/ptyWire';
import { CommandLine } from './commandLine';

const cli = new CommandLine();
const FILE = 'FILE';

describe.skipIf(!hasPseudoTerminals)(
  'a board on which the user typed `sqnsupgrade.run`',
  { timeout: 60_000 },
  () => {
    const output = new Emitter<ModemOutput>();
    const ended = new AbortController();
    let wire: PtyWire | undefined;
    let received = '';

    beforeAll(async () => {
      const receive = (bytes: Uint8Array): void => {
        received += Buffer.from(bytes).toString('latin1');
      };
      wire = await PtyWire.connect({ receive, onOutput: output.event });
      void draw();
    });
    afterAll(async () => {
      ended.abort();
      await wire?.stop();
    });

    /** Repeats the tool’s progress output as slowly as for a full image. */
    async function draw(): Promise<void> {
      for (let step = 0; !ended.signal.aborted; step++) {
        const text = `\rSending 5996938 bytes: [${''.padEnd(40)}] ${String(step % 100).padStart(3)}%`;
        output.fire({ bytes: Buffer.from(text), baudRate: 115_200 });
        await systemClock.sleep(800, ended.signal).catch(() => undefined);
      }
    }

    test.each([
      [['info'], 'error'],
      [['plan', FILE], 'error'],
      [['run', FILE, '--yes'], 'report'],
      [['recover'], 'error'],
      [['format-sd'], 'error'],
    ] as const)('is not interrupted by %j, which ends with status 2', async ([command, ...rest], type) => {
      received = '';
      const file = cli.file('upgdiff_39529-to-41065.dup', differentialImage({ size: 60_000 }));
      const more = rest.map((word) => (word === FILE ? file : word));
      const { status, last } = await cli.run(command, '--port', wire?.path ?? '', ...more, '--json');
      expect(last).toMatchObject({ type, error: { code: 'BOARD_UPGRADING', category: 'badInput' } });
      if (type === 'report') expect(last).toMatchObject({ outcome: 'refused', modemState: 'untouched' });
      expect(status).toBe(2);
      expect(received).toBe('\r');
    });

    test('gets an error message for a person', async () => {
      const { status, err } = await cli.run('info', '--port', wire?.path ?? '');
      expect(err).toContain('The board is upgrading its modem right now, so it wasn’t interrupted.');
      expect(err).toContain('Keep the power on, wait until the board shows its prompt, then try again.');
      expect(status).toBe(2);
    });
  },
);

import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Transport } from '../../../../src/transport/transport';
import { transcribing } from '../../../../src/ui/reports/wireTranscript';
import { VirtualClock } from '../../../simulator/virtualClock';

const RATE = 115_200;
const nothing = { dispose: () => undefined };
const silentPort = (path: string): Transport => ({
  path,
  baudRate: RATE,
  write: () => Promise.resolve(),
  drain: () => Promise.resolve(),
  onData: () => nothing,
  onLost: () => nothing,
  setBaudRate: () => Promise.resolve(),
  close: () => Promise.resolve(),
});

describe('the transcript of the serial port', () => {
  const { signal } = new AbortController();
  let scratch: string;
  let folder: string;
  let warnings: string[];
  const logger = {
    debug: () => undefined,
    info: () => undefined,
    warn: (text: string) => void warnings.push(text),
    error: () => undefined,
  };
  const opener = (wanted: boolean) =>
    transcribing((path) => Promise.resolve(silentPort(path)), {
      folder,
      wanted: () => wanted,
      clock: new VirtualClock(),
      logger,
    });

  beforeEach(async () => {
    scratch = await mkdtemp(join(tmpdir(), 'lte-transcript-'));
    folder = join(scratch, 'reports');
    warnings = [];
  });
  afterEach(() => rm(scratch, { recursive: true, force: true }));

  it('is not written unless the user wants it', async () => {
    const port = await opener(false)('/dev/ttyACM0', RATE, signal);
    await port.write(Buffer.from('AT\r'), signal);
    expect(await readdir(scratch)).toEqual([]);
  });

  it('is one file for all openings of the port', async () => {
    const open = opener(true);
    for (const text of ['AT\r', 'ATI1\r']) {
      const port = await open('/dev/ttyACM0', RATE, signal);
      await port.write(Buffer.from(text), signal);
      await port.close();
    }
    const [file = '', ...more] = await readdir(folder);
    expect(more).toEqual([]);
    const lines = (await readFile(join(folder, file), 'utf8')).split('\n');
    expect(lines.filter((line) => line.includes(' > '))).toEqual(['0.000 > AT\\r', '0.000 > ATI1\\r']);
  });

  it('is limited in number: old ones are deleted', async () => {
    await mkdir(folder);
    for (let day = 10; day < 25; day++)
      await writeFile(join(folder, `1969-01-${day}t00-00-00.000z-transcript.log`), '');
    await opener(true)('/dev/ttyACM0', RATE, signal);
    const files = (await readdir(folder)).sort();
    expect(files).toHaveLength(10);
    expect(files[0]).toBe('1969-01-16t00-00-00.000z-transcript.log');
  });

  it('does not stop the work when it can’t be written, and warns once', async () => {
    await writeFile(folder, 'a file in the place of the folder');
    const port = await opener(true)('/dev/ttyACM0', RATE, signal);
    await port.write(Buffer.from('AT\r'), signal);
    await port.close();
    expect(warnings).toHaveLength(1);
  });
});

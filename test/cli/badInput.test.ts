import { SerialPort } from 'serialport';
import { describe, expect, test } from 'vitest';
import { fullImage, updaterElf } from '../fixtures/firmware';
import { hasPseudoTerminals } from '../simulator/pty/hasPseudoTerminals';
import { CommandLine } from './commandLine';

const cli = new CommandLine();
const whole = fullImage({ size: 20_000 });
const flipped = Buffer.from(whole);
flipped[12_345] = (flipped[12_345] ?? 0) ^ 0x10;

interface BadFile {
  readonly what: string;
  readonly name: string;
  readonly bytes: Uint8Array | string;
  readonly code: string;
  readonly sentence: RegExp;
}

const FILES: readonly BadFile[] = [
  { what: 'empty', name: 'empty.dup', bytes: '', code: 'FILE_EMPTY', sentence: /empty\.dup is empty/ },
  {
    what: '127 bytes',
    name: 'small.dup',
    bytes: whole.subarray(0, 127),
    code: 'FILE_TOO_SMALL',
    sentence: /has 127 bytes/,
  },
  {
    what: 'truncated',
    name: 'cut.dup',
    bytes: whole.subarray(0, 15_000),
    code: 'FILE_TRUNCATED',
    sentence: /5000 bytes are missing from the block at offset 0/,
  },
  {
    what: 'one bit flipped',
    name: 'flip.dup',
    bytes: flipped,
    code: 'FILE_DAMAGED',
    sentence: /at offset \d+ has a wrong checksum/,
  },
  {
    what: 'a text',
    name: 'text.dup',
    bytes: 'Dear modem. '.repeat(99),
    code: 'FILE_NOT_FIRMWARE',
    sentence: /isn’t modem firmware: there’s no firmware block at offset 0/,
  },
  {
    what: 'an updater',
    name: 'updater.elf',
    bytes: updaterElf({ size: 5000 }),
    code: 'FILE_IS_UPDATER',
    sentence: /is an updater, not a firmware image/,
  },
];

describe
  .skipIf(!hasPseudoTerminals)
  .concurrent('bad files: status 2, one sentence, what to do next, and not one byte to the modem', () => {
    test.each(FILES)('$what', async ({ name, bytes, code, sentence }) => {
      const { path, modem } = await cli.modem();
      const { status, last, err } = await cli.upgrade(path, cli.file(name, bytes));
      expect(status).toBe(2);
      expect(last).toMatchObject({
        type: 'report',
        outcome: 'refused',
        modemState: 'untouched',
        error: { code },
      });
      const [said = '', remedy = '', ...more] = err.trimEnd().split('\n');
      expect(said).toMatch(sentence);
      expect(remedy).not.toBe('');
      expect(more).toEqual([]);
      expect(modem.truth.bytesReceived).toBe(0);
    });

    test('a missing file', async () => {
      const { path, modem } = await cli.modem();
      const { status, last } = await cli.upgrade(path, '/nowhere/image.dup');
      expect(status).toBe(2);
      expect(last).toMatchObject({ error: { code: 'FILE_NOT_FOUND' } });
      expect(modem.truth.bytesReceived).toBe(0);
    });

    test('an image as the updater', async () => {
      const { path, modem } = await cli.modem();
      const file = cli.file('CATM1-41065.dup', whole);
      const { status, last } = await cli.upgrade(path, file, '--updater', file);
      expect(status).toBe(2);
      expect(last).toMatchObject({ error: { code: 'FILE_NOT_UPDATER' } });
      expect(modem.truth.bytesReceived).toBe(0);
    });

    test('two images that do not belong together', async () => {
      const { path, modem } = await cli.modem();
      const one = cli.file('CATM1-41065.dup', whole);
      const other = cli.file(
        'NB1-41019.dup',
        fullImage({ version: '6.0.0.0', build: '41019', size: 20_000 }),
      );
      const { status, last } = await cli.upgrade(path, one, other);
      expect(status).toBe(2);
      expect(last).toMatchObject({ outcome: 'refused', error: { code: 'IMAGES_DO_NOT_BELONG' } });
      expect(modem.truth.bytesReceived).toBe(0);
    });
  });

describe.skipIf(!hasPseudoTerminals).concurrent('bad ports', () => {
  const image = (): string => cli.file('CATM1-41065.dup', whole);

  test('a port that does not exist', async () => {
    const { status, last, err } = await cli.upgrade('/dev/ttyNONE', image());
    expect(status).toBe(2);
    expect(last).toMatchObject({ outcome: 'refused', error: { code: 'PORT_NOT_FOUND' } });
    expect(err).toMatch(/There is no port \/dev\/ttyNONE\.\nConnect the board/);
  });

  test('a file that is no port', async () => {
    const { status, last } = await cli.upgrade(image(), image());
    expect(status).toBe(2);
    expect(last).toMatchObject({ outcome: 'refused', error: { code: 'PORT_OPEN_FAILED' } });
  });

  test('a port that another program has open', async () => {
    const { path, modem } = await cli.modem();
    const holder = new SerialPort({ path, baudRate: 921_600, autoOpen: false });
    await new Promise<void>((resolve, reject) => holder.open((error) => (error ? reject(error) : resolve())));
    const { status, last, err } = await cli.upgrade(path, image());
    await new Promise((resolve) => holder.close(resolve));
    expect(status).toBe(2);
    expect(last).toMatchObject({ outcome: 'refused', modemState: 'untouched', error: { code: 'PORT_BUSY' } });
    expect(err).toMatch(/program .*is using the port/);
    expect(modem.truth.bytesReceived).toBe(0);
  });
});

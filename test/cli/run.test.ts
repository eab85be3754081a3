import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { differentialImage, fullImage, updaterElf } from '../fixtures/firmware';
import { hasPseudoTerminals } from '../simulator/pty/hasPseudoTerminals';
import { CommandLine } from './commandLine';

const cli = new CommandLine();
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

describe.skipIf(!hasPseudoTerminals).concurrent('run --json over a real port', () => {
  test('a full image of genuine size', { timeout: 60_000 }, async () => {
    const { path, modem } = await cli.modem();
    const image = fullImage();
    const file = cli.file('CATM1-41065.dup', image);
    const { status, last, events, err } = await cli.upgrade(path, file);
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(last).toMatchObject({
      type: 'report',
      outcome: 'upgraded',
      modemState: 'upgraded',
      before: {
        state: 2,
        ue: 'UE5.0.0.0d',
        lr: 'LR5.1.1.0-39529',
        build: '39529',
        family: 'CAT-M1',
        imei: '354346099225475',
      },
      after: { state: 2, lr: 'LR5.1.1.0-41065', build: '41065' },
      method: 'uart',
      bytes: 5_996_938,
      retries: 0,
      error: null,
    });
    expect(modem.truth.images.map((each) => each.sha256)).toEqual([sha256(image)]);
    expect(modem.truth.maximumUnanswered).toBeLessThanOrEqual(8192);
    const kinds = new Set(events.map(({ type }) => type));
    expect([...kinds]).toEqual(expect.arrayContaining(['plan', 'step', 'progress', 'wait', 'report']));
    expect(events.filter(({ type }) => type === 'report')).toHaveLength(1);
  });

  test('a differential image', async () => {
    const { path, modem } = await cli.modem();
    const image = differentialImage({ size: 200_000 });
    const file = cli.file('upgdiff_39529-to-41065.dup', image);
    const { status, last } = await cli.upgrade(path, file);
    expect(status).toBe(0);
    expect(last).toMatchObject({ outcome: 'upgraded', after: { build: '41065' } });
    expect(modem.truth.images).toEqual([{ bytes: 200_000, sha256: sha256(image), way: 'FFF' }]);
  });

  test('updater and full image, from recovery at the slow rate', async () => {
    const { path, modem } = await cli.modem({ state: 0 });
    const [image, loader] = [fullImage({ size: 150_000 }), updaterElf({ size: 30_000 })];
    const [file, updater] = [cli.file('CATM1-41065.dup', image), cli.file('updater.elf', loader)];
    const { status, last } = await cli.upgrade(path, file, '--updater', updater);
    expect(status).toBe(0);
    expect(last).toMatchObject({ outcome: 'upgraded', before: { state: 0 }, after: { state: 2 } });
    expect(modem.truth.images.map((each) => each.sha256)).toEqual([sha256(loader), sha256(image)]);
  });

  test('a failure says that it failed, and that the modem can be recovered', async () => {
    const { path } = await cli.modem({ state: 4, faults: [{ when: { phase: 'apply' }, what: 'fail' }] });
    const file = cli.file('CATM1-41065.dup', fullImage({ size: 50_000 }));
    const { status, last, err } = await cli.upgrade(path, file);
    expect(status).toBe(1);
    expect(last).toMatchObject({ outcome: 'failed', modemState: 'recoverable' });
    expect(err).toMatch(/reported: failure.*\n.*ten seconds/);
  });
});

describe.skipIf(!hasPseudoTerminals).concurrent('interrupted', () => {
  test('before anything is written: 130', async () => {
    const { path, modem } = await cli.modem({ state: 4, answerMs: 20 });
    const file = cli.file('CATM1-41065.dup', fullImage({ size: 300_000 }));
    const child = cli.start(['run', '--port', path, file, '--yes', '--json']);
    const { status, last } = await cli.end(child, ({ type }) => {
      if (type === 'step') child.kill('SIGINT');
    });
    expect(status).toBe(130);
    expect(last).toMatchObject({
      outcome: 'cancelled',
      modemState: 'untouched',
      error: { code: 'CANCELLED' },
    });
    expect(modem.truth.stpBytesReceived).toBe(0);
  });

  test('when stopping would be worse: continues and says so', { timeout: 60_000 }, async () => {
    const { path, modem } = await cli.modem({ applyMs: 1500 });
    const file = cli.file('upgdiff_39529-to-41065.dup', differentialImage({ size: 50_000 }));
    const child = cli.start(['run', '--port', path, file, '--yes', '--json']);
    const { status, last, events } = await cli.end(child, ({ type, id }) => {
      if (type === 'step' && id === 'apply-1') child.kill('SIGINT');
    });
    expect(events).toContainEqual(expect.objectContaining({ type: 'cancelling' }));
    expect(status).toBe(0);
    expect(last).toMatchObject({ outcome: 'upgraded' });
    expect(modem.truth.condition).toBe('upgraded');
  });

  test('a closed output pipe does not interrupt the upgrade', { timeout: 60_000 }, async () => {
    const { path, modem } = await cli.modem({ state: 4 });
    const file = cli.file('CATM1-41065.dup', fullImage({ size: 300_000 }));
    const child = cli.start(['run', '--port', path, file, '--yes', '--json']);
    child.stdout.once('data', () => child.stdout.destroy());
    const status = await new Promise((resolve) => child.once('exit', resolve));
    expect(status).toBe(0);
    expect(modem.truth.condition).toBe('upgraded');
  });
});

describe.skipIf(!hasPseudoTerminals).concurrent('problems that must not interrupt an upgrade', () => {
  test('a transcript that cannot be written is reported once', async () => {
    const { path, modem } = await cli.modem({ state: 4 });
    const file = cli.file('CATM1-41065.dup', fullImage({ size: 50_000 }));
    const { status, last, err } = await cli.upgrade(path, file, '--log', '/dev/full');
    expect({ status, last }).toMatchObject({ status: 0, last: { outcome: 'upgraded' } });
    expect(err).toMatch(/^The transcript ends here, because \/dev\/full can’t be written to: .*\n$/);
    expect(modem.truth.condition).toBe('upgraded');
  });
});

test.skipIf(!hasPseudoTerminals)(
  'an uncaught exception ends with a sentence, and no status that means success',
  async () => {
    const { path } = await cli.modem({ state: 4, answerMs: 50 });
    const file = cli.file('CATM1-41065.dup', fullImage({ size: 300_000 }));
    const bomb = cli.file(
      'bomb.cjs',
      'process.stdout.write = ((write) => (text, ...rest) => {\n' +
        "  if (String(text).includes('\"progress\"')) setImmediate(() => { throw new Error('boom'); });\n" +
        '  return write.call(process.stdout, text, ...rest);\n' +
        '})(process.stdout.write);\n',
    );
    const child = cli.start(['run', '--port', path, file, '--yes', '--json'], {
      NODE_OPTIONS: `--require ${bomb}`,
    });
    const { status, err } = await cli.end(child);
    expect(status).toBe(4);
    expect(err.trimEnd().split('\n')).toEqual([
      'An internal error occurred: boom.',
      expect.stringContaining('Please report it together with the log.'),
    ]);
  },
);

describe.skipIf(!hasPseudoTerminals).concurrent('run for a person', () => {
  test('shows the steps, and the outcome with both versions', async () => {
    const { path } = await cli.modem({ state: 4 });
    const file = cli.file('CATM1-41065.dup', fullImage({ size: 50_000 }));
    const { status, out } = await cli.run('run', '--port', path, file, '--yes');
    expect(status).toBe(0);
    expect(out).toMatch(/1\/\d Connect to the modem/);
    expect(out).toContain('The upgrade succeeded. The modem runs the new version.');
    expect(out).toMatch(/After +LR5\.1\.1\.0-41065/);
  });

  test('is refused without a person to confirm, and nothing is sent', async () => {
    const { path, modem } = await cli.modem();
    const file = cli.file('upgdiff_39529-to-41065.dup', differentialImage({ size: 50_000 }));
    const { status, err } = await cli.run('run', '--port', path, file);
    expect(status).toBe(3);
    expect(err).toContain('The upgrade wasn’t started, because you didn’t confirm it.');
    expect(modem.truth.stpBytesReceived).toBe(0);
  });
});

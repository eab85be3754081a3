import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fullImage } from '../fixtures/firmware';
import { hasPseudoTerminals } from '../simulator/pty/hasPseudoTerminals';
import { CommandLine } from './commandLine';

const cli = new CommandLine();

/** A pipe with the name of an image, in its own folder. */
function pipe(): string {
  const path = join(cli.file('beside.txt', ''), '..', 'x.dup');
  execFileSync('mkfifo', [path]);
  return path;
}

describe.skipIf(!hasPseudoTerminals)('an argument that is no regular file', () => {
  test.each(['check', 'prepare-sd', 'replay'])('a named pipe does not block %s', async (command) => {
    const place = command === 'prepare-sd' ? [cli.folder] : [];
    const { status, err } = await cli.run(command, ...place, pipe());
    expect(status).toBe(2);
    expect(err).toMatch(/x\.dup is a pipe or a device; a file is needed here\.\nChoose a regular file\./);
  });

  test('a device and a folder are refused with their kind', async () => {
    expect(await cli.run('check', '/dev/zero')).toMatchObject({
      status: 2,
      err: expect.stringContaining('/dev/zero is a pipe or a device') as string,
    });
    const folder = join(cli.file('beside.txt', ''), '..', 'x.dup');
    mkdirSync(folder);
    expect(await cli.run('replay', folder)).toMatchObject({
      status: 2,
      err: expect.stringContaining('is a folder') as string,
    });
  });

  test('a pipe as the transcript is refused before a port is opened', async () => {
    const { path, modem } = await cli.modem();
    const { status, err } = await cli.run('info', '--port', path, '--log', pipe());
    expect(status).toBe(2);
    expect(err).toMatch(/^Can’t write the transcript .*: it isn’t a file/m);
    expect(modem.truth.bytesReceived).toBe(0);
  });
});

test.skipIf(!hasPseudoTerminals)(
  'a transcript is readable by its owner only, even if the file existed before',
  async () => {
    const { path } = await cli.modem();
    const image = cli.file('CATM1-41065.dup', fullImage({ size: 20_000 }));
    const log = join(image, '..', 'wire.log');
    for (const before of [false, true]) {
      if (before) writeFileSync(log, '0.000 = open COM1 at 115200\n', { mode: 0o644 });
      await cli.run('info', '--port', path, '--log', log);
      expect(existsSync(log) && (statSync(log).mode & 0o777).toString(8)).toBe('600');
      if (!before) execFileSync('chmod', ['644', log]);
    }
  },
);

test('a transcript that is too long is refused without reading it', async () => {
  const log = cli.file('huge.log', '');
  truncateSync(log, 10 * 256 * 1024 * 1024);
  const { status, last, err } = await cli.run('replay', log, '--json');
  expect([status, last]).toMatchObject([2, { error: { code: 'FILE_TOO_LARGE' } }]);
  expect(err).toMatch(/has 2684354560 bytes; the limit is 268435456/);
});

test.each([
  ['info', '--log'],
  ['run', '--log'],
  ['rehearse', '--log'],
  ['rehearse', '--report'],
])('%s %s into a missing folder ends before a port is opened', async (command, option) => {
  const image = cli.file('CATM1-41065.dup', fullImage({ size: 20_000 }));
  const { path, modem } = await cli.modem();
  const place = join(cli.folder, 'missing', 'file.md');
  const ended = await cli.run(
    command,
    '--port',
    path,
    ...(command === 'info' ? [] : [image, '--yes']),
    option,
    place,
  );
  expect(ended.status).toBe(2);
  expect(ended.err).toMatch(/^Can’t write the .*: there is no folder .*missing\.\nChoose a new file/);
  expect(modem.truth.commands).toEqual([]);
});

test('a transcript or a report does not replace another file', async () => {
  const image = cli.file('CATM1-41065.dup', fullImage({ size: 20_000 }));
  const before = readFileSync(image);
  const asLog = await cli.run('info', '--port', '/dev/null', '--log', image);
  expect(asLog).toMatchObject({ status: 2 });
  expect(asLog.err).toMatch(
    /Can’t write the transcript .*: it already exists and contains something else\.\nChoose a new file/,
  );
  const asReport = await cli.run('rehearse', '--port', '/dev/null', '--yes', '--report', image);
  expect(asReport).toMatchObject({ status: 2 });
  expect(asReport.err).toMatch(/Can’t write the report .*: it already exists and contains something else/);
  const { last } = await cli.run('rehearse', '--port', '/dev/null', '--yes', '--report', image, '--json');
  expect(last).toMatchObject({ error: { code: 'REPORT_UNWRITABLE' } });
  expect(readFileSync(image).equals(before)).toBe(true);
});

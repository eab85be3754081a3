import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { differentialImage } from '../fixtures/firmware';
import { zip } from '../fixtures/zip';
import { startNetworkBoard } from '../simulator/board/network/startNetworkBoard';
import { CLI, CommandLine } from './commandLine';

const cli = new CommandLine();
const CANARY = 'cAn4ry';
const IMEI = '354346099225475';
const NAME = 'upgdiff_39529-to-41065.dup';
const IMAGE = differentialImage({ size: 60_000 });
const LOGIN = { network: { login: { user: 'me', password: CANARY } } };

/** The content of all files that a process left in a folder. */
function written(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n');
}

describe('a password in an address appears in no output', { timeout: 60_000 }, () => {
  // No server listens at this port, and each spelling fails at a different point.
  test.each([
    `telnet://me:${CANARY}@127.0.0.1:1`,
    ` telnet://me:${CANARY}@127.0.0.1:1`,
    `telnet:/me:${CANARY}@127.0.0.1`,
    `telnet:me:${CANARY}@127.0.0.1`,
    `TELNET://me:a b@${CANARY}@127.0.0.1:1`,
    `telnet://me:/${CANARY}/@127.0.0.1`,
    `telent://me:${CANARY}@127.0.0.1`,
  ])('written as %j', async (port) => {
    for (const json of [[], ['--json']]) {
      const { status, out, err } = await cli.run('info', '--port', port, ...json);
      expect(status).toBe(2);
      expect(err).not.toBe('');
      expect(out + err).not.toContain(CANARY);
    }
  });

  const port = `telnet://me:${CANARY}@127.0.0.1:1`;
  test.each([
    ['info', '--port', port, '--log', 'LOG'],
    ['plan', '--port', port, 'FILE'],
    ['run', '--port', port, 'FILE', '--yes'],
    ['recover', '--port', port],
    ['format-sd', '--port', port],
    ['check', 'ARCHIVE', '--password', CANARY],
    ['prepare-sd', 'FOLDER', 'ARCHIVE', '--password', `${CANARY}x`],
    ['info', port],
    [port],
    ['info', `--port=${port}`, `--${port}`],
    ['plan', '--method', port, '--port', port, 'FILE'],
  ])('of any command, even if the command line is wrong: %s', async (...words) => {
    const paths: Readonly<Record<string, string>> = {
      FILE: cli.file(NAME, IMAGE),
      ARCHIVE: cli.file('files.zip', await zip([[NAME, IMAGE]], { password: CANARY })),
      FOLDER: cli.folder,
      LOG: join(cli.folder, 'secrets.log'),
    };
    const [command = '', ...rest] = words.map((word) => paths[word] ?? word);
    for (const json of [[], ['--json']]) {
      const { out, err } = await cli.run(command, ...rest, ...json);
      expect(out + err).not.toBe('');
      expect(out + err).not.toContain(CANARY);
    }
    expect(written(cli.folder).replaceAll(CANARY, '')).toBe(written(cli.folder));
  });
});

describe('a password outside the command line', { timeout: 60_000 }, () => {
  test('works from a variable or standard input, and appears in no output', async () => {
    const { network } = await startNetworkBoard(LOGIN);
    const address = network.addressFor('me', CANARY).replace(`:${CANARY}`, '');
    const byVariable = cli.start(['info', '--port', address], { LTE_UPGRADE_TELNET_PASSWORD: CANARY });
    const read = await cli.end(byVariable);
    expect(read).toMatchObject({ status: 0, out: expect.stringContaining(IMEI) as string });
    expect(read.out + read.err).not.toContain(CANARY);

    const argv = [CLI, 'info', '--port', address, '--ask-password'];
    const child = spawn(process.execPath, argv, { stdio: ['pipe', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (said += text));
    child.stdin.end(`${CANARY}\n`);
    expect(await once(child, 'close')).toEqual([0, null]);
    expect(said).toContain(IMEI);
    expect(said).not.toContain(CANARY);
    expect(written(cli.folder)).not.toContain(CANARY);
  });

  test('is requested only for a board in the network', async () => {
    const { status, err } = await cli.run('info', '--port', '/dev/ttyNONE', '--ask-password');
    expect(status).toBe(2);
    expect(err).toContain('--ask-password works only with a board on the network');
  });
});

test('only info shows the IMEI to a person', { timeout: 60_000 }, async () => {
  const { network } = await startNetworkBoard(LOGIN);
  const file = cli.file(NAME, IMAGE);
  const port = ['--port', network.addressFor('me', CANARY)];
  for (const argv of [
    ['plan', ...port, file],
    ['recover', ...port],
    ['run', ...port, '--method', 'wireless', file, '--yes'],
  ]) {
    const { out, err } = await cli.run(...argv);
    expect(out, argv.join(' ')).not.toBe('');
    expect(out + err, argv.join(' ')).not.toContain(IMEI);
    expect(out + err, argv.join(' ')).not.toContain(CANARY);
  }
});

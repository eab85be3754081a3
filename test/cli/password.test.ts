import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { fullImage } from '../fixtures/firmware';
import { zip } from '../fixtures/zip';
import { hasPseudoTerminals } from '../simulator/pty/hasPseudoTerminals';
import { CLI, CommandLine } from './commandLine';

const TYPING = fileURLToPath(new URL('typing.py', import.meta.url));
const PASSWORD = 'MembersOnly!';
const cli = new CommandLine();

/** @param dialogue pairs of a text that the terminal must show and the keys that are then pressed */
async function typed(dialogue: readonly string[], argv: readonly string[]): Promise<[number | null, string]> {
  const child = spawn('python3', [TYPING, ...dialogue, '--', process.execPath, CLI, ...argv], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let shown = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (shown += chunk));
  const status = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return [status, shown];
}

async function lockedArchive(): Promise<string> {
  const image = fullImage({ build: '41065', size: 20_000 });
  return cli.file('files.zip', await zip([['CATM1-41065.dup', image]], { password: PASSWORD }));
}

test.skipIf(!hasPseudoTerminals)(
  'a password is typed invisibly, and requested again when it is wrong',
  async () => {
    const dialogue = ['Password of files.zip: ', 'guess\r', 'Wrong. ', `${PASSWORD}\r`];
    const [status, shown] = await typed(dialogue, ['check', await lockedArchive()]);
    expect(status).toBe(0);
    expect(shown).toContain('CATM1-41065.dup');
    expect(shown).not.toContain('guess');
    expect(shown).not.toContain(PASSWORD);
  },
);

test.skipIf(!hasPseudoTerminals)('Ctrl-C during the password input cancels', async () => {
  const [status, shown] = await typed(['Password of files.zip: ', '\x03'], ['check', await lockedArchive()]);
  expect(shown).toContain('cancelled');
  expect(status).toBe(130);
});

// The cancel comes before the archive is opened, or during the wait for its password.
test.each([0, 3, 200])('a cancel after %i ms ends the wait for a password from a pipe', async (ms) => {
  const whole = cli.file('CATM1-41065.dup', fullImage({ build: '41065', size: 20_000 }));
  const child = spawn(process.execPath, [CLI, 'check', whole, await lockedArchive()], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  // The first file was reported. Next the command waits for the other file’s password, and the pipe stays open.
  child.stdout.once('data', () => setTimeout(() => child.kill('SIGINT'), ms));
  const status = await new Promise<number | null>((resolve) => child.on('close', resolve));
  child.stdin.end();
  expect(status).toBe(130);
});

import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { fullImage } from '../fixtures/firmware';
import { hasPseudoTerminals } from '../simulator/pty/hasPseudoTerminals';
import { CLI, CommandLine } from './commandLine';

const cli = new CommandLine();
const TYPING = fileURLToPath(new URL('typing.py', import.meta.url));
const CTRL_Z = '\x1a';

test.skipIf(!hasPseudoTerminals)('Ctrl-Z in a shell with job control does not stop an upgrade', async () => {
  const { path, modem } = await cli.modem({ state: 4 });
  const file = cli.file('CATM1-41065.dup', fullImage({ size: 300_000 }));
  const upgrade = `'${process.execPath}' '${CLI}' run --port '${path}' '${file}' --yes; echo "status $?"`;
  const shell = ['bash', '--norc', '--noprofile', '-ic', upgrade];
  const child = spawn('python3', [TYPING, 'Send CATM1-41065.dup', CTRL_Z, '--', ...shell], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, LTE_UPGRADE_STATE: `${cli.folder}/state-pause` },
  });
  let shown = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (shown += text));
  await new Promise((resolve) => child.once('close', resolve));
  expect(shown).toContain('An upgrade can’t be paused, so it continues.');
  expect(shown).toContain('The upgrade succeeded.');
  expect(shown).toMatch(/status 0\s*$/);
  expect(modem.truth.condition).toBe('upgraded');
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { differentialImage, fullImage } from '../fixtures/firmware';
import { hasPseudoTerminals } from '../simulator/pty/hasPseudoTerminals';
import { CLI, CommandLine } from './commandLine';

const TYPING = fileURLToPath(new URL('typing.py', import.meta.url));
/** A pseudo-terminal of Python has no size until one is set. */
const SIZED = 'stty cols 120 rows 40; exec "$@"';
const cli = new CommandLine();

describe.skipIf(!hasPseudoTerminals)('batch over real ports', () => {
  test('after a process is killed, a second one continues', { timeout: 90_000 }, async () => {
    const slow = { imei: '354346099225475', answerMs: 80 };
    const [interrupted, applying, done] = await Promise.all([
      cli.modem({ ...slow, state: 4 }),
      cli.modem({ imei: '354346099225483', applyMs: 15_000 }),
      cli.modem({ imei: '354346099225491', build: '41065' }),
    ]);
    const folder = cli.folderWith([
      ['CATM1-41065.dup', fullImage({ size: 900_000 })],
      ['upgdiff_39529-to-41065.dup', differentialImage({ size: 50_000 })],
    ]);
    const ports = [interrupted, applying, done].flatMap(({ path }) => ['--port', path]);
    const first = cli.start(['batch', folder, ...ports, '--json']);
    const seen = new Set<string>();
    const killOnceInstalling = async (): Promise<void> => {
      await expect.poll(() => applying.modem.truth.commands, { timeout: 60_000 }).toContain('AT+SMUPGRADE');
      first.kill('SIGKILL');
    };
    await cli.end(first, ({ type, port, id, bytes }) => {
      if (port === interrupted.path && type === 'progress' && Number(bytes) > 100_000) seen.add('transfer');
      if (port === applying.path && type === 'wait' && id === 'apply-1') seen.add('apply');
      // The kill comes after the modem got the command to install, however busy the computer is.
      if (seen.size === 2) void killOnceInstalling();
    });
    expect([...seen].sort()).toEqual(['apply', 'transfer']);
    expect(interrupted.modem.truth.condition).not.toBe('upgraded');

    // During a transfer a modem accepts only the rest of it. The power cut is what the next start would ask for.
    await interrupted.powerCycle();
    const { status, last } = await cli.run('batch', folder, ...ports, '--once', '--json');
    const boards = last?.['boards'] as { port: string; result: string }[];
    const results = Object.fromEntries(boards.map(({ port, result }) => [port, result]));
    expect(results).toEqual({
      [interrupted.path]: 'upgraded',
      [applying.path]: 'alreadyThere',
      [done.path]: 'alreadyThere',
    });
    expect(status).toBe(0);
    for (const { modem } of [interrupted, applying]) expect(modem.truth.build).toBe('41065');
    expect(applying.modem.truth.images).toHaveLength(1);
    expect(done.modem.truth.stpBytesReceived).toBe(0);
  });

  test('the table is updated in place on a terminal, and Ctrl-C ends it', { timeout: 60_000 }, async () => {
    const { path, modem } = await cli.modem({ imei: '354346099225509' });
    const folder = cli.folderWith([['upgdiff_39529-to-41065.dup', differentialImage({ size: 50_000 })]]);
    const argv = ['batch', folder, '--port', path];
    const terminal = spawn(
      'python3',
      [TYPING, '1 upgraded.', '\x03', '--', 'sh', '-c', SIZED, 'sh', process.execPath, CLI, ...argv],
      {
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...process.env, LTE_UPGRADE_STATE: `${cli.folder}/state-table` },
      },
    );
    let out = '';
    terminal.stdout.setEncoding('utf8').on('data', (chunk: string) => (out += chunk));
    const [status] = (await once(terminal, 'close')) as [number | null];
    expect(out).toContain('39529 → 41065');
    expect(out).toContain('█');
    // The board’s line is drawn again in the same place.
    expect(out).toContain('\x1b[2K');
    expect(out.slice(out.lastIndexOf('\x1b[')).replaceAll('\r', '')).toMatch(
      /upgraded.*\n1 board: 1 upgraded\.\n/s,
    );
    expect(status).toBe(0);
    expect(modem.truth.condition).toBe('upgraded');
  });
});

import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/base/clock';
import { silentLogger } from '../../../src/base/logger';
import { render } from '../../../src/base/phrase';
import { UpgradeError } from '../../../src/base/upgradeError';
import { programsHolding, programsIn } from '../../../src/transport/portHolder';
import { portOpener } from '../../../src/transport/portOpener';
import { hasPseudoTerminals } from '../../simulator/pty/hasPseudoTerminals';

const { signal } = new AbortController();

/** Opens a port with an exclusive lock as serial programs do, reports that, and waits for the end of its input. */
const HOLDER = `
import { SerialPort } from 'serialport';
const port = new SerialPort({ path: process.argv[1], baudRate: 115200 });
port.on('open', () => console.log('open'));
process.stdin.resume().on('end', () => process.exit());
`;

/** Makes a port that no program has open, and keeps it until the end of its input. */
const PORT = `
import os, pty, sys
far, near = pty.openpty()
print(os.ttyname(near), flush=True)
os.close(near)
sys.stdin.read()
`;

type Program = ChildProcessByStdio<Writable, Readable, null>;

/** @returns the program, and the first line that it prints */
async function start(command: string, ...args: string[]): Promise<readonly [Program, string]> {
  const program = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const [line] = (await once(createInterface({ input: program.stdout }), 'line')) as [string];
  return [program, line];
}

async function end(program: Program): Promise<void> {
  if (program.exitCode !== null) return;
  const ended = once(program, 'exit');
  program.stdin.end();
  await ended;
}

it('reads what lsof says', () => {
  expect(programsIn('p312\ncscreen\nf5\np40\ncMicrosoft Edge\nf8\n')).toEqual([
    { pid: 312, name: 'screen' },
    { pid: 40, name: 'Microsoft Edge' },
  ]);
  expect(programsIn('')).toEqual([]);
});

describe('who holds a port, on', () => {
  const LSOF = 'p312\ncscreen\nf5\n';

  it('macOS: lsof checks both files of the port', async () => {
    const asked: string[] = [];
    const lsof = (words: readonly string[]): Promise<string> => {
      asked.push(...words);
      return Promise.resolve(LSOF);
    };
    for (const path of ['/dev/cu.usbmodem1', '/dev/tty.usbmodem1'])
      expect(await programsHolding(path, signal, { platform: 'darwin', lsof })).toEqual([
        { pid: 312, name: 'screen' },
      ]);
    expect(asked.filter((word) => word === '/dev/cu.usbmodem1')).toHaveLength(2);
    expect(asked.filter((word) => word === '/dev/tty.usbmodem1')).toHaveLength(2);
  });

  it('macOS without lsof: nobody can tell', async () => {
    const lsof = (): Promise<undefined> => Promise.resolve(undefined);
    const parts = { platform: 'darwin', lsof } as const;
    expect(await programsHolding('/dev/cu.usbmodem1', signal, parts)).toBeUndefined();
  });

  it('Windows: nobody can tell', async () => {
    expect(await programsHolding('COM3', signal, { platform: 'win32' })).toBeUndefined();
  });
});

describe.skipIf(!hasPseudoTerminals)('a port that another program has open', () => {
  let port: Program;
  let holder: Program;
  let path: string;
  let folder: string;

  beforeEach(async () => {
    [port, path] = await start('python3', '-c', PORT);
    [holder] = await start(process.execPath, '--input-type=module', '-e', HOLDER, path);
    folder = await mkdtemp(join(tmpdir(), 'held-port-'));
  });

  afterEach(async () => {
    await end(holder);
    await end(port);
    await rm(folder, { recursive: true });
  });

  it('is reported with the program that has it, by a link to the port too', async () => {
    const link = join(folder, 'board');
    await symlink(path, link);
    for (const name of [path, link])
      expect(await programsHolding(name, signal)).toEqual([{ pid: holder.pid, name: 'node' }]);
  });

  it('is reported as free once the program has ended', async () => {
    await end(holder);
    expect(await programsHolding(path, signal)).toEqual([]);
  });

  it('is no longer searched for after a cancel', async () => {
    await expect(programsHolding(path, AbortSignal.abort())).rejects.toMatchObject({
      code: 'CANCELLED',
    });
  });

  it('cannot be opened, and the sentence names the program', async () => {
    const failure = await portOpener(systemClock, silentLogger)(path, 115_200, signal).catch(
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(UpgradeError);
    if (!(failure instanceof UpgradeError)) return;
    expect(failure.code).toBe('PORT_BUSY');
    expect(render(failure.sentence)).toBe(
      `The program node (process ${holder.pid ?? 0}) is using the port ${path}.`,
    );
  });
});

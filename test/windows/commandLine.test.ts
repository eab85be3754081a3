import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import { CLI } from '../cli/commandLine';
import { differentialImage, fullImage } from '../fixtures/firmware';
import { type BoardOnPty, startBoardOnPty } from '../simulator/board/boardOnPty';
import type { ModemConfiguration } from '../simulator/modem/configuration';
import { type ModemOnPty, startModemOnPty } from '../simulator/pty/modemOnPty';
import { COM_PORTS, nodeExe, type WindowsEnd, WindowsProgram, windowsPath } from './wine';

/** A modem with short delays, because these tests run in real time. */
const BRISK: Partial<ModemConfiguration> = {
  bootMs: 50,
  applyMs: 300,
  updaterWakeMs: 100,
  notifySilenceMs: 10,
  pauses: [],
};
const folder = mkdtempSync(join(tmpdir(), 'windows-command-line-'));
const state = join(folder, 'state');
const simulated: (ModemOnPty | BoardOnPty)[] = [];

afterEach(async () => {
  for (const each of simulated.splice(0)) await each.stop();
  rmSync(state, { recursive: true, force: true });
});
afterAll(() => rmSync(folder, { recursive: true }));

async function modemAt(port: keyof typeof COM_PORTS, configuration: Partial<ModemConfiguration> = {}) {
  const modem = await startModemOnPty({ link: COM_PORTS[port], modem: { ...BRISK, ...configuration } });
  simulated.push(modem);
  return modem;
}

function file(name: string, bytes: Uint8Array): string {
  const path = join(mkdtempSync(join(folder, 'file-')), name);
  writeFileSync(path, bytes);
  return windowsPath(path);
}

function start(argv: readonly string[], env: Readonly<Record<string, string>> = {}): WindowsProgram {
  return WindowsProgram.start([nodeExe, windowsPath(CLI), ...argv], {
    env: { LTE_UPGRADE_STATE: windowsPath(state), ...env },
  });
}

const run = (...argv: string[]): Promise<WindowsEnd> => start(argv).end();

function lastOf({ out }: WindowsEnd): Record<string, unknown> {
  const line = out.trimEnd().split('\n').at(-1) ?? '';
  return JSON.parse(line) as Record<string, unknown>;
}

async function until(holds: () => boolean, what: string): Promise<void> {
  for (let tries = 600; !holds(); tries--) {
    if (tries === 0) throw new Error(`it did not come to this: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const records = (): string[] =>
  existsSync(state) ? readdirSync(state).filter((name) => name.startsWith('upgrade-')) : [];

function readRecord(name: string): Record<string, unknown> {
  return JSON.parse(readFileSync(join(state, name), 'utf8')) as Record<string, unknown>;
}

test('info reads a modem in MIRROR mode at COM7', async () => {
  await modemAt('COM7');
  const ended = await run('info', '--port', 'COM7', '--json');
  expect(ended).toMatchObject({ status: 0, err: expect.not.stringContaining('Error') as string });
  expect(lastOf(ended)).toMatchObject({ type: 'info', build: '39529' });
});

test('a full image goes over UART at \\\\.\\COM12, byte for byte', async () => {
  const { modem } = await modemAt('COM12');
  const image = fullImage({ size: 400_000 });
  const ended = await run('run', '--port', '\\\\.\\COM12', file('CATM1-41065.dup', image), '--yes', '--json');
  expect(lastOf(ended)).toMatchObject({ type: 'report', outcome: 'upgraded', after: { build: '41065' } });
  expect(ended.status).toBe(0);
  const sha256 = createHash('sha256').update(image).digest('hex');
  expect(modem.truth.images.map((each) => each.sha256)).toEqual([sha256]);
  expect(records()).toEqual([]);
});

test('a differential image goes to /flash over the REPL, and the board upgrades its modem', async () => {
  const board = await startBoardOnPty({ link: COM_PORTS.COM7, timeScale: 20, modem: { applyMs: 2000 } });
  simulated.push(board);
  const image = file('upgdiff_39529-to-41065.dup', differentialImage({ size: 60_000 }));
  const ended = await run('run', '--port', 'COM7', image, '--method', 'flash', '--yes', '--json');
  expect(lastOf(ended)).toMatchObject({ outcome: 'upgraded', method: 'flash', after: { build: '41065' } });
  expect(board.modem.truth).toMatchObject({ condition: 'upgraded', build: '41065' });
});

test('Ctrl-C before anything is written cancels: 130, and the modem is unchanged', async () => {
  const { modem } = await modemAt('COM7', { state: 4, answerMs: 20 });
  const pressed = join(folder, 'pressed');
  // Wine sends no Ctrl-C to a program without a console. On Windows, Node also gets this event.
  const keyboard = file(
    'keyboard.cjs',
    Buffer.from(
      "const { existsSync } = require('node:fs');\n" +
        `const timer = setInterval(() => { if (existsSync(${JSON.stringify(windowsPath(pressed))})) {\n` +
        "  clearInterval(timer); process.emit('SIGINT');\n} }, 5);\ntimer.unref();\n",
    ),
  );
  const image = file('CATM1-41065.dup', fullImage({ size: 300_000 }));
  const program = start(['run', '--port', 'COM7', image, '--yes', '--json'], {
    NODE_OPTIONS: `--require ${keyboard.replaceAll('\\', '/')}`,
  });
  await until(() => program.output.includes('"step"'), 'the first step begins');
  writeFileSync(pressed, '');
  const ended = await program.end();
  expect(lastOf(ended)).toMatchObject({ outcome: 'cancelled', modemState: 'untouched' });
  expect({ status: ended.status, bytes: modem.truth.stpBytesReceived }).toEqual({ status: 130, bytes: 0 });
});

test('a port that another process uses for an upgrade is refused by any of its names', async () => {
  await modemAt('COM7', { answerMs: 5 });
  const image = file('CATM1-41065.dup', fullImage({ size: 1_500_000 }));
  const first = start(['run', '--port', 'COM7', image, '--yes', '--json']);
  await until(() => first.output.includes('"transfer-1"'), 'the transfer begins');
  for (const name of ['COM7', 'com7', '\\\\.\\COM7']) {
    const second = await run('info', '--port', name);
    expect({ name, status: second.status, err: second.err }).toMatchObject({
      name,
      status: 2,
      err: expect.stringMatching(/in use|another/i) as string,
    });
  }
  expect(lastOf(await first.end())).toMatchObject({ outcome: 'upgraded' });
});

test('an upgrade that was killed is recorded, and can be continued', async () => {
  const wire = await modemAt('COM7', { state: 4, answerMs: 5 });
  const { modem } = wire;
  const image = file('CATM1-41065.dup', fullImage({ size: 1_000_000 }));
  const first = start(['run', '--port', 'COM7', image, '--yes', '--json']);
  await until(() => modem.truth.stpBytesReceived > 200_000, 'a fifth is sent');
  first.kill();
  await first.end();
  expect(records()).toHaveLength(1);
  await wire.powerCycle();
  const next = await run('info', '--port', 'COM7');
  expect(next.out + next.err).toContain('CATM1-41065.dup');
  const again = await run('run', '--port', 'COM7', image, '--yes', '--json');
  expect(lastOf(again)).toMatchObject({ outcome: 'upgraded', after: { build: '41065' } });
  // A modem in its updater reports no IMEI, so the earlier record may be another board’s. It is kept and marked.
  expect(records().map((name) => readRecord(name)['succeededSince'])).toEqual([expect.any(Number)]);
});

test('a board that is unplugged during the run ends it, gets advice, and stays in the journal', async () => {
  const wire = await modemAt('COM7', { state: 4, answerMs: 5 });
  const image = file('CATM1-41065.dup', fullImage({ size: 1_500_000 }));
  const program = start(['run', '--port', 'COM7', image, '--yes', '--json']);
  await until(() => wire.modem.truth.stpBytesReceived > 200_000, 'some of it is sent');
  await wire.unplug();
  const ended = await program.end();
  expect(lastOf(ended)).toMatchObject({ type: 'report', outcome: 'failed', modemState: 'recoverable' });
  expect(ended.status).toBe(1);
  expect(records()).toHaveLength(1);
});

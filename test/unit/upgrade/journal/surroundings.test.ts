import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { silentLogger } from '../../../../src/base/logger';
import {
  processesOf,
  processStart,
  runProgram,
  systemProcesses,
} from '../../../../src/upgrade/journal/processes';
import type { JournalEntry } from '../../../../src/upgrade/journal/journalEntry';
import { stateFolder } from '../../../../src/upgrade/journal/folderStorage';
import type { PortListing } from '../../../../src/upgrade/inspect/knownPorts';
import { toolTimeRemaining, toolsBegunAt } from '../../../../src/upgrade/journal/toolTimeRemaining';
import { MIRROR_TOOL_LIMIT_MS, TOOL_LIMIT_MS } from '../../../../src/upgrade/run/applyPatience';
import { VirtualClock } from '../../../simulator/virtualClock';
import { KILLED_TOOL_MS, NOWHERE, sampleEntry } from './sampleEntry';

test.each([
  [{ LTE_UPGRADE_STATE: '/mine', XDG_STATE_HOME: '/state' }, 'linux', '/mine'],
  [{ XDG_STATE_HOME: '/state' }, 'linux', '/state/lte-upgrade'],
  [{ XDG_STATE_HOME: 'relative' }, 'linux', '/home/me/.local/state/lte-upgrade'],
  [{}, 'linux', '/home/me/.local/state/lte-upgrade'],
  [{}, 'darwin', '/home/me/Library/Application Support/lte-upgrade'],
  [{ LOCALAPPDATA: 'D:\\Local' }, 'win32', 'D:\\Local\\lte-upgrade'],
  [{}, 'win32', 'C:\\Users\\me\\AppData\\Local\\lte-upgrade'],
] as const)('the folder for %j on %s is %s', (environment, platform, folder) => {
  const home = platform === 'win32' ? 'C:\\Users\\me' : '/home/me';
  expect(stateFolder(environment, platform, home)).toBe(folder);
});

test('a process is alive until it ends, and a new process with its number is a different one', async () => {
  const me = await systemProcesses.self();
  expect(me).toEqual({ pid: process.pid, started: expect.stringMatching(/./) as string });
  expect(await systemProcesses.lifeOf(me, Date.now())).toBe('runs');
  expect(await systemProcesses.lifeOf({ ...me, started: '1' }, Date.now())).toBe('ended');
  // A changed clock does not make a running process look older than the system.
  expect(await systemProcesses.lifeOf(me, 0)).toBe('runs');
  // Without a start time, a process from before the system start has ended.
  expect(await systemProcesses.lifeOf({ pid: process.ppid, started: '' }, 0)).toBe('ended');
  // Our process is not one that started earlier. Version 1.1 recorded only the ticks.
  const beforeUs = Date.now() - process.uptime() * 1000 - 60_000;
  expect(await systemProcesses.lifeOf({ ...me, started: '' }, beforeUs)).toBe('ended');
  if (process.platform === 'linux')
    expect(await systemProcesses.lifeOf({ ...me, started: me.started.split(' ')[0] ?? '' }, Date.now())).toBe(
      'runs',
    );
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  expect(await systemProcesses.lifeOf({ pid: child.pid ?? 0, started: '' }, Date.now())).toBe('ended');
});

test('a process without a known start time may be the same as another with its number', async () => {
  const asked: number[] = [];
  const answers = ['', '7', ''];
  const processes = processesOf((pid) => {
    asked.push(pid);
    return Promise.resolve(answers.shift() ?? '');
  });
  expect(await processes.self()).toEqual({ pid: process.pid, started: '' });
  expect(await processes.self()).toEqual({ pid: process.pid, started: '7' });
  // Our own start time does not change, so it is read only once.
  expect(await processes.self()).toEqual({ pid: process.pid, started: '7' });
  expect(await processes.lifeOf({ pid: process.pid, started: '8' }, Date.now())).toBe('ended');
  expect(await processes.lifeOf({ pid: process.pid, started: '' }, Date.now())).toBe('unsure');
  expect(asked).toEqual([process.pid, process.pid]);
  expect(await processes.lifeOf({ pid: process.ppid, started: '7' }, Date.now())).toBe('unsure');
});

test.each([
  [
    'darwin',
    ['ps', '-o', 'lstart=', '-p', '4321'],
    'Tue Nov 24 16:06:20 2026    \n',
    'Tue Nov 24 16:06:20 2026',
  ],
  ['darwin', ['ps', '-o', 'lstart=', '-p', '4321'], 'Sun Nov  1 06:06:20 2026\n', 'Sun Nov 1 06:06:20 2026'],
  [
    'win32',
    [
      expect.stringMatching(/System32.WindowsPowerShell.v1\.0.powershell\.exe$/) as string,
      '-NoProfile',
      '-NonInteractive',
      '-Command',
      '(Get-Process -Id 4321).StartTime.ToFileTimeUtc()',
    ],
    '134404311804512345\r\n',
    '134404311804512345',
  ],
] as const)('on %s the start of a process comes from %j', async (platform, command, printed, start) => {
  const ran: string[][] = [];
  const run = (file: string, words: readonly string[]): Promise<string> => {
    ran.push([file, ...words]);
    return Promise.resolve(printed);
  };
  expect(await processStart(4321, platform, run)).toBe(start);
  expect(ran).toEqual([command]);
  expect(await processStart(4321, platform, () => Promise.reject(new Error('ENOENT')))).toBe('');
});

test('system programs run in English and in UTC', async () => {
  const script = 'console.log(process.env.LC_ALL, process.env.TZ)';
  expect(await runProgram(process.execPath, ['-e', script])).toBe('C UTC0\n');
  await expect(runProgram(process.execPath, ['-e', 'process.exit(1)'])).rejects.toThrow();
});

test('a port is identified by the device that its links lead to', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ports-'));
  await writeFile(join(folder, 'device'), '');
  await symlink(join(folder, 'device'), join(folder, 'by-id'));
  const byId = await systemProcesses.canonicalPort(join(folder, 'by-id'));
  expect(byId).toBe(await systemProcesses.canonicalPort(join(folder, 'device')));
  await rm(folder, { recursive: true });
});

/** No port has a second name here. */
const canonicalPort = (port: string): Promise<string> => Promise.resolve(port.replace(/\/\/.*@/, '//'));

async function patienceAt(
  port: string,
  entries: readonly JournalEntry[],
  parts: PortListing,
): Promise<number> {
  const begun = await toolsBegunAt(port, entries, parts, new AbortController().signal);
  return toolTimeRemaining(begun, parts.clock);
}

const RUN_ON_BOARD = [{ id: 'run-1', kind: 'runOnBoard', image: 0 }] as const;
test.each([
  ['just begun', '/dev/ttyACM0', 0, KILLED_TOOL_MS],
  ['started ten minutes ago', '/dev/ttyACM0', 600_000, KILLED_TOOL_MS - 600_000],
  ['started an hour ago', '/dev/ttyACM0', 3_600_000, 0],
  ['started in the future, because the clock was set back', '/dev/ttyACM0', -9e9, KILLED_TOOL_MS],
  ['another board', '/dev/ttyUSB7', 0, 0],
  ['the same shield at another port', '/dev/ttyACM9', 0, KILLED_TOOL_MS],
])('a board’s tool, %s', async (_what, port, ago, patience) => {
  const clock = new VirtualClock();
  const entry = sampleEntry({
    steps: RUN_ON_BOARD,
    current: 0,
    currentSince: clock.wallTime() - ago,
    toolAtWork: true,
  });
  const usb = {
    path: '/dev/ttyACM9',
    shield: null,
    manufacturer: null,
    serialNumber: 'Py1a2b3c',
    vendorId: '04D8',
    productId: 'F013',
    location: null,
  };
  const parts = {
    clock,
    canonicalPort,
    logger: silentLogger,
    listPorts: () => Promise.resolve({ ports: [usb], unknown: null }),
  };
  expect(await patienceAt(port, [entry], parts)).toBe(patience);
  expect(await patienceAt(port, [sampleEntry()], parts)).toBe(0);
});

test('a board’s tool that a run left running is waited for from the end of that run', () => {
  const clock = new VirtualClock();
  const ended = { at: clock.wallTime() - 60_000, outcome: 'failed', modemState: 'recoverable' } as const;
  const entry = sampleEntry({
    steps: RUN_ON_BOARD,
    current: 0,
    currentSince: clock.wallTime() - 1_200_000,
    toolAtWork: true,
    end: ended,
  });
  expect(toolTimeRemaining([entry], clock)).toBe(TOOL_LIMIT_MS - 60_000);
});

test.each([
  ['that was seen to end', 'runOnBoard', false, 0],
  ['that nobody saw end', 'runOnBoard', true, KILLED_TOOL_MS],
  ['that was to replace the bootrom, and nobody saw end', 'enterMirror', true, MIRROR_TOOL_LIMIT_MS],
] as const)('a board’s tool %s', async (_, kind, toolAtWork, patience) => {
  const clock = new VirtualClock();
  const entry = sampleEntry({
    steps: [{ id: 'step', kind, image: 0 }],
    current: 0,
    currentSince: clock.wallTime(),
    toolAtWork,
  });
  const parts = {
    clock,
    canonicalPort,
    logger: silentLogger,
    listPorts: () => Promise.resolve({ ports: [], unknown: null }),
  };
  expect(await patienceAt('/dev/ttyACM0', [entry], parts)).toBe(patience);
});

test('a board in the network is identified by its address, with any login, and by no port of this computer', async () => {
  const clock = new VirtualClock();
  const board = { ...NOWHERE, port: 'telnet://192.168.4.1', sysname: 'GPy' };
  const entry = sampleEntry({
    board,
    steps: RUN_ON_BOARD,
    current: 0,
    currentSince: clock.wallTime(),
    toolAtWork: true,
  });
  const listPorts = (): Promise<never> => Promise.reject(new Error('asked for the ports'));
  const notes: string[] = [];
  const logger = { ...silentLogger, info: (text: string) => notes.push(text) };
  const parts = { clock, canonicalPort, logger, listPorts };
  expect(await patienceAt('telnet://me:secret@192.168.4.1', [entry], parts)).toBe(KILLED_TOOL_MS);
  expect(await patienceAt('telnet://192.168.4.2', [entry], parts)).toBe(0);
  expect(notes).toEqual([]);
});

test.each([
  ['telnet://192.168.4.1', '/dev/ttyACM0'],
  ['/dev/ttyACM0', 'telnet://192.168.4.1'],
])(
  'a tool started at %s may run on the board at %s, which can be connected in both ways',
  async (begunAt, port) => {
    const clock = new VirtualClock();
    const entry = sampleEntry({
      board: { ...NOWHERE, port: begunAt },
      steps: RUN_ON_BOARD,
      current: 0,
      currentSince: clock.wallTime(),
      toolAtWork: true,
    });
    const listPorts: PortListing['listPorts'] = () => Promise.resolve({ ports: [], unknown: null });
    const parts = { clock, canonicalPort, logger: silentLogger, listPorts };
    expect(await patienceAt(port, [entry], parts)).toBe(KILLED_TOOL_MS);
  },
);

test('without a list of ports, a board is identified by its port', async () => {
  const clock = new VirtualClock();
  const entry = sampleEntry({
    steps: RUN_ON_BOARD,
    current: 0,
    currentSince: clock.wallTime(),
    toolAtWork: true,
  });
  const listPorts = (): Promise<never> => Promise.reject(new Error('no serial module'));
  const parts = { clock, canonicalPort, logger: silentLogger, listPorts };
  expect(await patienceAt('/dev/ttyACM0', [entry], parts)).toBe(KILLED_TOOL_MS);
});

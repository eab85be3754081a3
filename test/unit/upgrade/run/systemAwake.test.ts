import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { silentLogger } from '../../../../src/base/logger';
import {
  awakeProgram,
  type AwakeProgram,
  type StartAwake,
  startAwake,
  systemAwake,
} from '../../../../src/upgrade/run/systemAwake';

const PROGRAM: AwakeProgram = { file: 'stay-awake', words: [] };

class Desk {
  readonly told: string[] = [];
  readonly logger = { ...silentLogger, info: (text: string) => this.told.push(text) };
  started = 0;
  running = 0;
  end: (why: string) => void = () => undefined;
  readonly start: StartAwake = (_, onEnd) => {
    this.started += 1;
    this.running += 1;
    this.end = onEnd;
    return () => (this.running -= 1);
  };
}

describe('a program keeps the computer awake', () => {
  test('from the first upgrade under way until the last has ended', () => {
    const desk = new Desk();
    const keepAwake = systemAwake(desk.logger, desk.start, PROGRAM);
    expect(desk.started).toBe(0);
    const [one, other] = [keepAwake(), keepAwake()];
    expect(desk).toMatchObject({ started: 1, running: 1 });
    one();
    one();
    expect(desk.running).toBe(1);
    other();
    expect(desk.running).toBe(0);
    keepAwake()();
    expect(desk).toMatchObject({ started: 2, running: 0, told: [] });
  });

  test('and when it ends by itself, that is logged and nothing else', () => {
    const desk = new Desk();
    const fallAsleep = systemAwake(desk.logger, desk.start, PROGRAM)();
    desk.end('ended: 1');
    fallAsleep();
    expect(desk.told).toEqual(['the computer may fall asleep: stay-awake ended: 1']);
  });

  test('and one that cannot be started or stopped is logged, too', () => {
    const desk = new Desk();
    const refuse = (): never => {
      throw new Error('EAGAIN');
    };
    systemAwake(desk.logger, refuse, PROGRAM)()();
    systemAwake(desk.logger, () => refuse, PROGRAM)()();
    expect(desk.told).toEqual([
      'the computer may fall asleep: Error: EAGAIN',
      'the computer stays awake: Error: EAGAIN',
    ]);
  });

  test('on a system that has none, nothing is started', () => {
    const desk = new Desk();
    systemAwake(desk.logger, desk.start, awakeProgram('aix', 1))()();
    expect(desk).toMatchObject({ started: 0, told: [] });
  });
});

test('each system has its own program, which ends with ours', () => {
  expect(awakeProgram('linux', 7)).toEqual({
    file: 'systemd-inhibit',
    words: [
      '--what=sleep:idle:handle-lid-switch',
      '--who=LTE Modem Upgrade',
      '--why=The LTE modem of a board is being upgraded',
      '--mode=block',
      'cat',
    ],
  });
  expect(awakeProgram('darwin', 7)).toEqual({ file: '/usr/bin/caffeinate', words: ['-ims', '-w', '7'] });
  const windows = awakeProgram('win32', 7);
  expect(windows?.file).toMatch(/\\System32\\WindowsPowerShell\\v1\.0\\powershell\.exe$/);
  expect(windows?.words.at(-1)).toMatch(
    /Get-Process -Id 7;.*SetThreadExecutionState\(2147483649\) } until \(\$upgrade\.WaitForExit\(20000\)\)$/,
  );
});

describe.skipIf(process.platform === 'win32')('as a process', () => {
  let folder = '';
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true, force: true });
  });

  /** A program of that name that is found first, notes what it was asked and when it ended. */
  function standIn(): string {
    folder = mkdtempSync(join(tmpdir(), 'awake-'));
    const notes = join(folder, 'notes');
    const script = join(folder, 'systemd-inhibit');
    writeFileSync(script, `#!/bin/sh\necho "$4" >'${notes}'\ntrap : TERM\ncat\necho ended >>'${notes}'\n`);
    chmodSync(script, 0o755);
    vi.stubEnv('PATH', `${folder}${delimiter}${process.env['PATH'] ?? ''}`);
    return notes;
  }

  test('it runs until it is stopped', async () => {
    const notes = standIn();
    const ended = vi.fn();
    const stop = startAwake({ file: 'systemd-inhibit', words: ['1', '2', '3', 'mode'] }, ended);
    await expect.poll(() => existsSync(notes) && readFileSync(notes, 'utf8')).toBe('mode\n');
    stop();
    await expect.poll(() => existsSync(notes) && readFileSync(notes, 'utf8')).toBe('mode\nended\n');
    expect(ended).not.toHaveBeenCalled();
  });

  test('one that does not exist is told, and stopped all the same', async () => {
    const ended = vi.fn();
    const stop = startAwake({ file: '/no/such/program', words: [] }, ended);
    await expect
      .poll(() => ended.mock.calls)
      .toEqual([[expect.stringMatching(/^can’t be started: .*ENOENT/)]]);
    stop();
  });

  test('so is one that ends at once', async () => {
    const ended = vi.fn();
    const stop = startAwake({ file: 'false', words: [] }, ended);
    await expect.poll(() => ended.mock.calls).toEqual([['ended: 1']]);
    stop();
  });
});

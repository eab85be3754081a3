import { spawn } from 'node:child_process';
import { Socket } from 'node:net';
import { win32 } from 'node:path';
import type { Logger } from '../../base/logger';
import type { KeepAwake } from './keepAwake';

/** A program that keeps the computer awake while it runs. */
export interface AwakeProgram {
  readonly file: string;
  readonly words: readonly string[];
}

/**
 * Starts it. It ends with this process at the latest, however that ends.
 * @param onEnd told when it ends before it is stopped, and why
 * @returns stops it
 */
export type StartAwake = (program: AwakeProgram, onEnd: (why: string) => void) => () => void;

/**
 * While anything is under way, one program of the system keeps the computer awake: asleep it would switch off the power of a board whose
 * modem installs. Where there is no such program, or it may not do it, that is logged; no upgrade waits for it or fails by it.
 */
export function systemAwake(
  logger: Logger,
  start: StartAwake = startAwake,
  program: AwakeProgram | null = awakeProgram(process.platform, process.pid),
): KeepAwake {
  let underWay = 0;
  let stop: (() => void) | undefined;

  const begin = (): void => {
    if (program === null) return;
    try {
      stop = start(program, (why) => logger.info(`the computer may fall asleep: ${program.file} ${why}`));
    } catch (error) {
      logger.info(`the computer may fall asleep: ${String(error)}`);
    }
  };
  const end = (): void => {
    try {
      stop?.();
    } catch (error) {
      logger.info(`the computer stays awake: ${String(error)}`);
    }
    stop = undefined;
  };

  return () => {
    if (++underWay === 1) begin();
    let over = false;
    return () => {
      if (over) return;
      over = true;
      if (--underWay === 0) end();
    };
  };
}

/** @returns null for a system that has none that we know */
export function awakeProgram(platform: NodeJS.Platform, pid: number): AwakeProgram | null {
  // `cat` ends when our end of its input does, as it also does when this process is killed.
  if (platform === 'linux') return { file: 'systemd-inhibit', words: [...INHIBIT, 'cat'] };
  // No sleep when idle, not of the disk either, and no sleep at all on mains power.
  if (platform === 'darwin') return { file: '/usr/bin/caffeinate', words: ['-ims', '-w', String(pid)] };
  if (platform === 'win32')
    return { file: POWERSHELL, words: [...POWERSHELL_WORDS, '-Command', windowsLoop(pid)] };
  return null;
}

const INHIBIT = [
  '--what=sleep:idle:handle-lid-switch',
  '--who=LTE Modem Upgrade',
  '--why=The LTE modem of a board is being upgraded',
  '--mode=block',
];

// By its whole path: Windows looks for a bare name in the current folder first.
const POWERSHELL = win32.join(
  process.env['SystemRoot'] ?? 'C:\\Windows',
  'System32\\WindowsPowerShell\\v1.0\\powershell.exe',
);

/** It reads nothing from the pipe that it gets as its input: some versions would wait for the pipe's end first. */
const POWERSHELL_WORDS = ['-NoProfile', '-NonInteractive', '-InputFormat', 'None'];

/** ES_CONTINUOUS and ES_SYSTEM_REQUIRED; in hexadecimal, PowerShell would take it for a negative number. */
const SYSTEM_REQUIRED = 0x8000_0001;
const AGAIN_MS = 20_000;

/** What it asks for ends with its process. It begins with looking for ours, and fails where that has ended already. */
function windowsLoop(pid: number): string {
  return [
    "$ErrorActionPreference = 'Stop'",
    `$upgrade = Get-Process -Id ${pid}`,
    `$awake = Add-Type -PassThru -Namespace LteUpgrade -Name Awake -MemberDefinition '[DllImport("kernel32.dll")] public static extern uint SetThreadExecutionState(uint state);'`,
    `do { $null = $awake::SetThreadExecutionState(${SYSTEM_REQUIRED}) } until ($upgrade.WaitForExit(${AGAIN_MS}))`,
  ].join('; ');
}

/** As a process of the system. */
export const startAwake: StartAwake = ({ file, words }, onEnd) => {
  const child = spawn(file, words, {
    stdio: ['pipe', 'ignore', 'ignore'],
    windowsHide: true,
    // Ctrl-C in our terminal asks for a cancel, which an upgrade may have to refuse; it must not reach this. On Windows, a hidden
    // process has a console of its own.
    detached: process.platform !== 'win32',
  });
  let stopped = false;
  const tell = (why: string): void => {
    if (!stopped) onEnd(why);
    stopped = true;
  };
  child.on('error', (error) => tell(`can’t be started: ${error.message}`));
  child.on('exit', (status, signal) => tell(`ended: ${String(status ?? signal)}`));
  child.stdin.on('error', () => undefined);
  // Neither it nor the pipe to it keeps this process running.
  child.unref();
  if (child.stdin instanceof Socket) child.stdin.unref();
  return () => {
    stopped = true;
    child.stdin.end();
    child.kill();
  };
};

/**
 * A simulated board in a process of its own, for trying things by hand and for tests that need a real port.
 * Prints `{"port", "flash", "sd"}` and takes one command a line: power-cycle, reset, unplug, replug, truth, quit.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import type { SdCardState } from './board/boardOptions';
import { BUSY_MAIN, FLASH_BYTES } from './board/boardOptions';
import { SimulatedBoard } from './board/simulatedBoard';
import { PtyWire } from './board/wire/ptyWire';

const { values } = parseArgs({
  options: {
    sysname: { type: 'string', default: 'GPy' },
    release: { type: 'string', default: '1.20.2.r4' },
    folder: { type: 'string' },
    sd: { type: 'string', default: 'absent' },
    main: { type: 'string' },
    'small-flash': { type: 'boolean', default: false },
    pybytes: { type: 'boolean', default: false },
  },
});

async function main(): Promise<void> {
  const links = fs.mkdtempSync(path.join(os.tmpdir(), 'pycom-port-'));
  const wire = new PtyWire(links);
  const busy = values.main as keyof typeof BUSY_MAIN | undefined;
  const board = await SimulatedBoard.start(wire, {
    sysname: values.sysname,
    release: values.release,
    pybytes: values.pybytes,
    folder: values.folder,
    flashBytes: values['small-flash'] ? FLASH_BYTES.small : FLASH_BYTES.large,
    sdCard: { state: values.sd as SdCardState, bytes: 64 * 1024 * 1024 },
    mainPy: busy && BUSY_MAIN[busy],
  });
  const say = (fact: unknown): boolean => process.stdout.write(`${JSON.stringify(fact)}\n`);
  say({ port: wire.path, flash: board.flashFolder, sd: board.sdFolder, control: 'stdin' });

  const commands: Readonly<Record<string, () => Promise<unknown>>> = {
    'power-cycle': () => board.powerCycle(),
    reset: () => board.reset(),
    unplug: () => board.unplug(),
    replug: () => board.replug(),
    truth: () =>
      Promise.resolve({ board: board.counters, mirroring: board.mirroring, baudRate: board.baudRate }),
  };
  for await (const line of createInterface(process.stdin)) {
    const command = line.trim();
    if (command === 'quit') break;
    const run = commands[command];
    say(run ? { done: command, result: (await run()) ?? null } : { error: `unknown command: ${command}` });
  }
  process.stdin.destroy();
  await board.stop();
  fs.rmSync(links, { recursive: true, force: true });
}

void main();

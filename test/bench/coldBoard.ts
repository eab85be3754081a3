import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '../../src/base/clock';
import { silentLogger } from '../../src/base/logger';
import { serialOpener } from '../../src/transport/serialTransport';
import { differentialImage } from '../fixtures/firmware';
import { type BoardOnPty, startBoardOnPty } from '../simulator/board/boardOnPty';
import { RawClient } from '../simulator/board/rawClient';
import { type Measured, measureNode, stepSeconds } from './measuredProcess';
import type { BenchOptions } from './options';
import { type Result, result } from './result';
import { repeat } from './statistics';

const REPL_RATE = 115_200;
const IMAGE_BYTES = 200_000;
/** A person unplugs the board and plugs it in again. */
const HAND_MS = 2000;
const TOOL_MS = 60_000;
const METHODS = ['flash', 'sd', 'uart'] as const;
type Method = (typeof METHODS)[number];

/** Steps in which the wire, the modem and the board's own tool work: they take as long by hand. */
const NOT_OURS: Readonly<Record<Method, readonly string[]>> = {
  flash: ['upload-1', 'run-1'],
  sd: ['upload-1', 'run-1'],
  uart: ['transfer-1', 'apply-1'],
};

/**
 * From a board that nobody has spoken to, to one that runs the new version, without what the wire, the modem and the board's
 * tool take: starting, reading, checking. Beside it, what a person types for the same: `sqnsupgrade.info()` before and after, and
 * for UART also `sqnsupgrade.uart()`. The simulated modem answers at once; with the original tool, each `info()` took 4.2 s, so
 * that the number of readings counts for more than the seconds.
 */
export async function benchColdBoard(options: BenchOptions): Promise<Result[]> {
  const image = join(options.folder, 'upgdiff_39529-to-41065.dup');
  writeFileSync(image, differentialImage({ size: IMAGE_BYTES }));
  const info = await onBoard((client) => typed(client, 'sqnsupgrade.info()', '\x04>'));
  const mirror = await onBoard((client) => typed(client, 'sqnsupgrade.uart()', 'MIRROR mode'));
  const of = (what: string, unit: string, values: readonly number[]): Result =>
    result('cold board', what, unit, values);
  const results = [of('by hand: info() once', 's', [info]), of('by hand: uart() once', 's', [mirror])];
  for (const method of METHODS) {
    const runs = await repeat(options.runs, () => upgrade(options, image, method));
    results.push(
      of(
        `${method}: to upgraded, less wire, modem and the board’s tool`,
        's',
        runs.map(({ seconds }) => seconds),
      ),
      of(
        `${method}: readings of the modem, the tool’s own included`,
        '',
        runs.map(({ readings }) => readings),
      ),
    );
  }
  return results;
}

async function onBoard(measure: (client: RawClient) => Promise<number>): Promise<number> {
  const running = await startBoardOnPty({ paced: true, latencyMs: 2 });
  try {
    const { signal } = new AbortController();
    const transport = await serialOpener(systemClock, silentLogger)(running.path, REPL_RATE, signal);
    const client = new RawClient(transport);
    await client.enterRaw();
    await client.exec('import sqnsupgrade');
    const seconds = await measure(client);
    await transport.close();
    return seconds;
  } finally {
    await running.stop();
  }
}

/** @returns seconds until the board has printed this */
async function typed(client: RawClient, command: string, until: string): Promise<number> {
  const begun = performance.now();
  await client.write(`${command}\x04`);
  await client.until(until, TOOL_MS);
  return (performance.now() - begun) / 1000;
}

interface Upgraded {
  readonly seconds: number;
  /** How often the modem was asked for its number, as in each reading. */
  readonly readings: number;
}

async function upgrade({ cli }: BenchOptions, image: string, method: Method): Promise<Upgraded> {
  const card = method === 'sd' ? { sdCard: { state: 'present', bytes: 32 << 20 } as const } : {};
  const running = await startBoardOnPty({ board: card, paced: true, latencyMs: 2 });
  let waited = 0;
  try {
    const measured = await measureNode(
      [cli, 'run', '--port', running.path, image, '--method', method, '--yes', '--json'],
      ({ event }) => {
        if (event.type !== 'wait' || event.kind !== 'hand') return;
        void cyclePower(running).then((seconds) => (waited += seconds));
      },
    );
    if (measured.exitCode !== 0) throw new Error(`the upgrade by ${method} ended with ${measured.exitCode}`);
    const { commands } = running.modem.truth;
    return {
      seconds: measured.seconds - waited - notOurs(measured, method),
      readings: commands.filter((command) => command === 'AT+CGSN').length,
    };
  } finally {
    await running.stop();
  }
}

async function cyclePower({ hand }: BoardOnPty): Promise<number> {
  const begun = performance.now();
  await hand.unplug();
  await sleep(HAND_MS);
  await hand.replug();
  return (performance.now() - begun) / 1000;
}

function notOurs(measured: Measured, method: Method): number {
  return NOT_OURS[method].reduce((sum, id) => sum + stepSeconds(measured, id), 0);
}

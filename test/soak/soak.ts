import { getEventListeners } from 'node:events';
import type { Cell } from '../faults/cell';
import { MirrorRig, newHousehold } from '../faults/mirrorRig';
import { type CellResult, runCellOn } from '../faults/runCell';
import { Chance } from './chance';
import { randomCell } from './randomCell';

const A_MOMENT_MS = 1000;

/** Resources that are still in use after an upgrade. All counts must be zero. */
export interface Leftovers {
  /** Listeners of the signal that lives as long as the process. */
  readonly listeners: number;
  readonly sleepers: number;
  /** Timers, sockets and files of the process, minus those at the beginning. */
  readonly handles: number;
  readonly journalEntries: number;
}

export interface SoakResult {
  readonly seed: number;
  readonly result: CellResult;
  readonly leftovers: Leftovers;
}

/**
 * Upgrades in a row by one service in one process, each with a random modem and random faults. Yields after each.
 * @param firstSeed the seed of the first run; the others follow
 */
export async function* soak(runs: number, firstSeed: number): AsyncGenerator<SoakResult> {
  const household = newHousehold();
  const { clock, computer } = household;
  const { service, storage } = computer;
  const lifelong = new AbortController();
  const handlesAtFirst = process.getActiveResourcesInfo().length;
  for (let seed = firstSeed; seed < firstSeed + runs; seed++) {
    const cell: Cell = { ...randomCell(new Chance(seed)), where: `seed ${seed}` };
    const rig = new MirrorRig(cell, household);
    rig.cancel = lifelong;
    const result = await runCellOn(rig, cell);
    await rig.stop();
    // Bytes that are still on the cable are lost.
    await clock.sleep(A_MOMENT_MS);
    // A failed upgrade that turned out to be complete is offered until the user dismisses it.
    for (const { id } of await service.unfinished()) await service.forget(id);
    yield {
      seed,
      result,
      leftovers: {
        listeners: getEventListeners(lifelong.signal, 'abort').length,
        sleepers: clock.sleepers,
        handles: Math.max(0, process.getActiveResourcesInfo().length - handlesAtFirst),
        journalEntries: (await storage.list()).length,
      },
    };
  }
}

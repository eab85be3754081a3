import type { ThreadSetup } from './interpreterThread';

/**
 * The interpreter’s memory after it has loaded the board’s modules, by the properties of the board. Loading takes
 * longer than the rest of a boot and gives the same memory each time, so this process does it once for each kind of board.
 */
const memories = new Map<string, SharedArrayBuffer>();

export function loadedMemory(setup: ThreadSetup): SharedArrayBuffer | undefined {
  return memories.get(keyOf(setup));
}

export function keepLoadedMemory(setup: ThreadSetup, memory: SharedArrayBuffer): void {
  memories.set(keyOf(setup), memory);
}

function keyOf({ board, heapBytes }: ThreadSetup): string {
  return JSON.stringify([board, heapBytes]);
}

import type { ThreadSetup } from './interpreterThread';
import type { MemoryPages } from './messages';

/**
 * The interpreter’s memory after it has loaded the board’s modules, by the properties of the board. Loading takes
 * longer than the rest of a boot and gives the same memory each time, so this process does it once for each kind of board.
 */
const memories = new Map<string, MemoryPages>();

export function loadedMemory(setup: ThreadSetup): MemoryPages | undefined {
  return memories.get(keyOf(setup));
}

export function keepLoadedMemory(setup: ThreadSetup, memory: MemoryPages): void {
  memories.set(keyOf(setup), memory);
}

function keyOf({ board, heapBytes }: ThreadSetup): string {
  return JSON.stringify([board, heapBytes]);
}

import type { MemoryPages } from '../messages';

const PAGE_BYTES = 4096;

/** The pages of the memory that are not as they were: of 16 MB that is less than one. */
export function changedPages(before: Uint8Array, memory: Uint8Array): MemoryPages {
  const addresses: number[] = [];
  for (let address = 0; address < memory.length; address += PAGE_BYTES)
    if (Buffer.compare(pageAt(before, address), pageAt(memory, address)) !== 0) addresses.push(address);
  const bytes = new SharedArrayBuffer(addresses.length * PAGE_BYTES);
  const copy = new Uint8Array(bytes);
  addresses.forEach((address, index) => copy.set(pageAt(memory, address), index * PAGE_BYTES));
  return { addresses, bytes };
}

/** Makes a fresh memory equal to the one whose pages these are. */
export function restorePages({ addresses, bytes }: MemoryPages, memory: Uint8Array): void {
  const pages = new Uint8Array(bytes);
  addresses.forEach((address, index) => memory.set(pageAt(pages, index * PAGE_BYTES), address));
}

function pageAt(memory: Uint8Array, address: number): Uint8Array {
  return memory.subarray(address, address + PAGE_BYTES);
}

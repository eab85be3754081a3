import { constants, type FileHandle, open } from 'node:fs/promises';
import { sha256Of } from '../../base/sha256';
import { codeOf } from '../../base/thrown';

/** A page of WebAssembly's memory, which is also the size of one read. */
const PAGE_BYTES = 1 << 16;
/** What a system says of a file that cannot be read past its memory. */
const NOT_PAST_MEMORY = ['EINVAL', 'ENOTSUP', 'EOPNOTSUPP'];

/** Every Node has it; its declarations do not. */
declare const WebAssembly: {
  readonly Memory: new (pages: { readonly initial: number }) => { readonly buffer: ArrayBuffer };
};

/**
 * SHA-256, in hexadecimal, of a file on a card. On Linux it is what the card itself gives back, where its file system can be read
 * past this computer's memory (FAT can). Elsewhere the bytes may come from that memory: then it proves that the system has
 * taken them, not that the card keeps them. In the board the file is compared once more, before it is used.
 * @returns undefined for a file that is not there
 */
export async function readBack(path: string): Promise<string | undefined> {
  const { O_RDONLY } = constants;
  // Only Linux has it.
  const { O_DIRECT } = constants as { readonly O_DIRECT?: number };
  try {
    if (O_DIRECT !== undefined) return await hashOf(path, O_RDONLY | O_DIRECT);
  } catch (error) {
    if (!NOT_PAST_MEMORY.some((code) => code === codeOf(error))) throw error;
  }
  return hashOf(path, O_RDONLY);
}

async function hashOf(path: string, flags: number): Promise<string | undefined> {
  let file: FileHandle;
  try {
    file = await open(path, flags);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
  try {
    const { size } = await file.stat();
    // Past the system's memory is read only what is to lie at the beginning of a page of ours.
    const page = new Uint8Array(new WebAssembly.Memory({ initial: 1 }).buffer, 0, PAGE_BYTES);
    const read = async (offset: number, length: number): Promise<Uint8Array> => {
      const { bytesRead } = await file.read(page, 0, length, offset);
      return page.subarray(0, bytesRead);
    };
    return await sha256Of({ size, read });
  } finally {
    await file.close();
  }
}

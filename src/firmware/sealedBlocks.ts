import { type DupBlock, walkDup } from './dupContainer';
import type { ByteSource } from '../base/byteSource';

/** A block with the checksum that stands at its end and was found to be right; null where it has none that can be checked. */
export interface SealedBlock extends DupBlock {
  readonly checksum: number | null;
}

/**
 * The blocks of a file that was checked before, in their order.
 * @throws those of `walkDup`
 */
export async function sealedBlocks(source: ByteSource): Promise<readonly SealedBlock[]> {
  const checksums = new Map<number, number>();
  const blocks = await walkDup(source, {
    bytes: () => undefined,
    block: () => undefined,
    // Of what the check took for another layout there is nothing to tell.
    unknown: () => undefined,
    sealed: ({ offset }, checksum) => void checksums.set(offset, checksum),
  });
  return blocks.map((block) => ({ ...block, checksum: checksums.get(block.offset) ?? null }));
}

import {
  type Checksum,
  checksumFor,
  FIXED_HEAD_BYTES,
  hasPlausibleName,
  type Oddity,
  oddityOf,
  parseHead,
} from './blockHead';
import { firmwareErrors } from './errors';
import type { ByteSource } from '../base/byteSource';

/**
 * The `.dup` container: a chain of blocks, little-endian; a `PACK` block holds others. Measured on two genuine
 * files that Pycom once published.
 *
 *     char magic[4]   u16 3   u16 0   u32 payloadLength   u16 1   u16 4   u16 nameLength
 *     char name[nameLength] (with a NUL)   u8 payload[payloadLength]
 *     u32 fletcher32, over everything from the magic to the end of the payload
 *
 * The 3 is a version, the 1 and the 4 are kind and size of what stands at the end: see `blockHead.ts`.
 */
export interface DupBlock {
  readonly magic: string;
  readonly name: string;
  /** Of its magic, in the file. */
  readonly offset: number;
  /** Bytes of payload. */
  readonly size: number;
  /** 0 for a block of the file's own chain, 1 inside a `PACK`, and so on. */
  readonly depth: number;
}

/** Whether the modem's application is in it: by its tag, or by the name that genuine files give it. */
export function holdsApplication({ magic, name }: Pick<DupBlock, 'magic' | 'name'>): boolean {
  return magic === 'SFFF' || magic === 'FFF!' || /\bfff\b/i.test(name);
}

/** Whether a difference is in it: by its tag, or by its name. */
export function isDifference({ magic, name }: Pick<DupBlock, 'magic' | 'name'>): boolean {
  return magic === 'DIFF' || /\bdiff/i.test(name);
}

const NESTING_MAGIC = 'PACK';
/** Genuine files nest once; deeper than this is an attempt to exhaust the reader. */
const DEEPEST = 4;
/** More blocks than any file has by far. */
const MOST_BLOCKS = 256;

const CHUNK_BYTES = 65_536;

/** Told of every byte of the file, in order, and of the block whose payload it belongs to. */
export interface DupVisitor {
  bytes(chunk: Uint8Array): void;
  block(block: DupBlock): void;
  /** For parts of another layout than the measured one. Whoever leaves it out gets a file with such a part refused. */
  unknown?(part: UnknownPart): void;
  /** For every block whose head is another than that of the genuine files. */
  unusual?(block: DupBlock, part: UnusualPart): void;
  /** For every block whose own checksum is right. */
  sealed?(block: DupBlock, checksum: number): void;
}

export interface UnusualPart extends Oddity {
  /** Whether a checksum covers the block: its own, or that of a `PACK` around it. */
  readonly covered: boolean;
}

/** What is laid out otherwise than the measured files, and so is no sign of damage. */
export interface UnknownPart {
  readonly offset: number;
  /** Whether a checksum covers it: its own, or the one of the `PACK` around it. */
  readonly covered: boolean;
}

/**
 * Reads the file once from beginning to end and verifies it. What has the measured layout is held to it even where other
 * layouts are allowed.
 * @throws FILE_NOT_FIRMWARE, FILE_TRUNCATED, FILE_DAMAGED with the offset, FILE_UNREADABLE
 */
export async function walkDup(source: ByteSource, visitor: DupVisitor): Promise<DupBlock[]> {
  const blocks: DupBlock[] = [];
  /** Checksums of the blocks around the current position, outermost first; undefined for one that has none. */
  const open: (Checksum | undefined)[] = [];
  const buffer = new Uint8Array(CHUNK_BYTES);
  let offset = 0;

  const take = async (length: number, covering: typeof open = open): Promise<Uint8Array> => {
    const chunk = await source.read(offset, length, buffer);
    if (chunk.length < length) throw firmwareErrors.truncated(source.name, offset, length - chunk.length);
    visitor.bytes(chunk);
    for (const sum of covering) sum?.update(chunk);
    offset += length;
    return chunk;
  };

  const takeTo = async (end: number): Promise<void> => {
    while (offset < end) await take(Math.min(CHUNK_BYTES, end - offset));
  };

  const isCovered = (): boolean => open.some((sum) => sum !== undefined);

  /** @param end offset that the block must not pass: its parent's end, or the file's */
  const walkBlock = async (depth: number, end: number): Promise<void> => {
    const start = offset;
    if (depth > DEEPEST || blocks.length === MOST_BLOCKS)
      throw firmwareErrors.notFirmware(source.name, start);
    const bytes = await take(Math.min(FIXED_HEAD_BYTES, end - start));
    const head = parseHead(bytes);
    const { magic, known, layout, seal, sealBytes, nameBytes, payloadBytes } = head;
    const whole = FIXED_HEAD_BYTES + nameBytes + payloadBytes + sealBytes;
    // A file begins with a tag that is known; further on a tag is a hint, not a promise.
    const tolerant = visitor.unknown !== undefined && (known || start > 0);
    const isStrange = layout === 'other' || (layout === 'kin' && start + whole > end);
    if (tolerant && isStrange) {
      await takeTo(end);
      visitor.unknown?.({ offset: start, covered: depth > 0 && isCovered() });
      return;
    }
    if (!(known || tolerant) || !hasPlausibleName(head)) {
      throw start === 0
        ? firmwareErrors.notFirmware(source.name, start)
        : firmwareErrors.disordered(source.name, start);
    }
    const own = seal === undefined ? undefined : checksumFor(seal);
    // Nothing would vouch for such a block: neither a sum that can be checked nor a version that is known.
    if (layout !== 'cut' && (seal === undefined || (layout === 'other' && !own)))
      throw firmwareErrors.unknownSeal(source.name, start);
    if (start + whole > end || seal === undefined) {
      // Inside a PACK the length contradicts its parent's, which is damage; at the file's end bytes are missing.
      if (depth > 0) throw firmwareErrors.damaged(source.name, magic, start);
      throw firmwareErrors.truncated(source.name, start, start + Math.max(whole, FIXED_HEAD_BYTES) - end);
    }
    own?.update(bytes);
    open.push(own);
    const name = text(await take(nameBytes)).replace(/\0.*$/s, '');
    const block: DupBlock = { magic, name, offset: start, size: payloadBytes, depth };
    blocks.push(block);
    visitor.block(block);

    const payloadEnd = offset + payloadBytes;
    if (magic === NESTING_MAGIC) while (offset < payloadEnd) await walkBlock(depth + 1, payloadEnd);
    else await takeTo(payloadEnd);

    const sum = open.pop()?.digest();
    const stored = await take(sealBytes);
    if (sum !== undefined && sum !== view(stored).getUint32(0, true))
      throw firmwareErrors.damaged(source.name, name || magic, start);
    if (sum !== undefined) visitor.sealed?.(block, sum);
    const covered = own !== undefined || isCovered();
    if (!known) visitor.unknown?.({ offset: start, covered });
    const oddity = oddityOf(head);
    if (oddity) visitor.unusual?.(block, { ...oddity, covered });
  };

  while (offset < source.size) await walkBlock(0, source.size);
  return blocks;
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Latin-1: what is in a file is shown, never interpreted. */
function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}

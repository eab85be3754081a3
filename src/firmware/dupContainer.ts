import { firmwareErrors } from './errors';
import type { FirmwareSource } from './firmwareSource';
import { Fletcher32 } from './fletcher32';

/**
 * The `.dup` container: a chain of blocks, little-endian; a `PACK` block holds others. Measured on two genuine
 * files that Pycom once published.
 *
 *     char magic[4]   u32 3   u32 payloadLength   u16 1   u16 4   u16 nameLength
 *     char name[nameLength] (with a NUL)   u8 payload[payloadLength]
 *     u32 fletcher32, over everything from the magic to the end of the payload
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

/** Tags seen at the beginning of firmware files, old ones included. */
const BLOCK_MAGICS = ['PACK', 'UPGR', 'SFFF', 'SUFF', 'DIFF', 'RASR', 'TEST', 'FFF!'] as const;
const NESTING_MAGIC = 'PACK';
/** Genuine files nest once; deeper than this is an attempt to exhaust the reader. */
const DEEPEST = 4;
/** More blocks than any file has by far. */
const MOST_BLOCKS = 256;

const FIXED_HEAD_BYTES = 18;
const CHECKSUM_BYTES = 4;
const CHUNK_BYTES = 65_536;
const LONGEST_NAME_BYTES = 256;

/** Told of every byte of the file, in order, and of the block whose payload it belongs to. */
export interface DupVisitor {
  bytes(chunk: Uint8Array): void;
  block(block: DupBlock): void;
}

/**
 * Reads the file once from beginning to end and verifies it.
 * @throws FILE_NOT_FIRMWARE, FILE_TRUNCATED, FILE_DAMAGED with the offset, FILE_UNREADABLE
 */
export async function walkDup(source: FirmwareSource, visitor: DupVisitor): Promise<DupBlock[]> {
  const blocks: DupBlock[] = [];
  /** Checksums of the blocks around the current position, outermost first. */
  const open: Fletcher32[] = [];
  const buffer = new Uint8Array(CHUNK_BYTES);
  let offset = 0;

  const take = async (length: number, counted: boolean): Promise<Uint8Array> => {
    const chunk = await source.read(offset, length, buffer);
    if (chunk.length < length) throw firmwareErrors.truncated(source.name, offset, length - chunk.length);
    visitor.bytes(chunk);
    const covering = counted ? open : open.slice(0, -1);
    for (const sum of covering) sum.update(chunk);
    offset += length;
    return chunk;
  };

  /** @param end offset that the block must not pass: its parent's end, or the file's */
  const walkBlock = async (depth: number, end: number): Promise<void> => {
    const start = offset;
    if (depth > DEEPEST || blocks.length === MOST_BLOCKS)
      throw firmwareErrors.notFirmware(source.name, start);
    open.push(new Fletcher32());
    const { magic, nameLength, payloadLength } = parseHead(
      await take(Math.min(FIXED_HEAD_BYTES, end - start), true),
    );
    if (magic === undefined) {
      throw start === 0
        ? firmwareErrors.notFirmware(source.name, start)
        : firmwareErrors.disordered(source.name, start);
    }
    const whole = FIXED_HEAD_BYTES + nameLength + payloadLength + CHECKSUM_BYTES;
    if (start + whole > end) {
      // Inside a PACK the length contradicts its parent's, which is damage; at the file's end bytes are missing.
      if (depth > 0) throw firmwareErrors.damaged(source.name, magic, start);
      throw firmwareErrors.truncated(source.name, start, start + whole - end);
    }
    const name = text(await take(nameLength, true)).replace(/\0.*$/s, '');
    const block: DupBlock = { magic, name, offset: start, size: payloadLength, depth };
    blocks.push(block);
    visitor.block(block);

    const payloadEnd = offset + payloadLength;
    if (magic === NESTING_MAGIC) while (offset < payloadEnd) await walkBlock(depth + 1, payloadEnd);
    else while (offset < payloadEnd) await take(Math.min(CHUNK_BYTES, payloadEnd - offset), true);

    const sum = open.at(-1)?.digest();
    const stored = view(await take(CHECKSUM_BYTES, false)).getUint32(0, true);
    open.pop();
    if (sum !== stored) throw firmwareErrors.damaged(source.name, name || magic, start);
  };

  while (offset < source.size) await walkBlock(0, source.size);
  return blocks;
}

function parseHead(head: Uint8Array): {
  magic: string | undefined;
  payloadLength: number;
  nameLength: number;
} {
  const magic = BLOCK_MAGICS.find((each) => each === text(head.subarray(0, 4)));
  if (magic === undefined || head.length < FIXED_HEAD_BYTES) {
    return { magic: head.length < FIXED_HEAD_BYTES ? magic : undefined, payloadLength: 0, nameLength: 0 };
  }
  const fields = view(head);
  const nameLength = fields.getUint16(16, true);
  return {
    magic: nameLength <= LONGEST_NAME_BYTES ? magic : undefined,
    payloadLength: fields.getUint32(8, true),
    nameLength,
  };
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Latin-1: what is in a file is shown, never interpreted. */
function text(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}

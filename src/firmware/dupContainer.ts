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

/** Whether a difference is in it: by its tag, or by its name. */
export function isDifference({ magic, name }: Pick<DupBlock, 'magic' | 'name'>): boolean {
  return magic === 'DIFF' || /\bdiff/i.test(name);
}

/** Tags that the board's own tool names at the beginning of firmware files, old ones included. */
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
  /** For parts of another layout than the measured one. Whoever leaves it out gets a file with such a part refused. */
  unknown?(part: UnknownPart): void;
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

  const takeTo = async (end: number): Promise<void> => {
    while (offset < end) await take(Math.min(CHUNK_BYTES, end - offset), true);
  };

  /** @param end offset that the block must not pass: its parent's end, or the file's */
  const walkBlock = async (depth: number, end: number): Promise<void> => {
    const start = offset;
    if (depth > DEEPEST || blocks.length === MOST_BLOCKS)
      throw firmwareErrors.notFirmware(source.name, start);
    open.push(new Fletcher32());
    const { magic, known, layout, nameLength, payloadLength } = parseHead(
      await take(Math.min(FIXED_HEAD_BYTES, end - start), true),
    );
    // A file begins with a tag that is known; further on a tag is a hint, not a promise.
    const tolerant = visitor.unknown !== undefined && (known || start > 0);
    if (tolerant && layout === 'other') {
      open.pop();
      await takeTo(end);
      visitor.unknown?.({ offset: start, covered: depth > 0 });
      return;
    }
    if (!(known || tolerant) || nameLength > LONGEST_NAME_BYTES) {
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
    else await takeTo(payloadEnd);

    const sum = open.at(-1)?.digest();
    const stored = view(await take(CHECKSUM_BYTES, false)).getUint32(0, true);
    open.pop();
    if (sum !== stored) throw firmwareErrors.damaged(source.name, name || magic, start);
    if (!known) visitor.unknown?.({ offset: start, covered: true });
  };

  while (offset < source.size) await walkBlock(0, source.size);
  return blocks;
}

interface Head {
  readonly magic: string;
  /** Whether the tag is one that the board's own tool names. */
  readonly known: boolean;
  /** `cut`: the beginning of a block, and no more. */
  readonly layout: 'measured' | 'other' | 'cut';
  readonly payloadLength: number;
  readonly nameLength: number;
}

function parseHead(head: Uint8Array): Head {
  const magic = text(head.subarray(0, 4));
  const known = BLOCK_MAGICS.some((each) => each === magic);
  if (head.length < FIXED_HEAD_BYTES)
    return { magic, known, layout: known ? 'cut' : 'other', payloadLength: 0, nameLength: 0 };
  const fields = view(head);
  // The 3 is a version, as it seems: whoever has it has this layout. Where it is damaged, the other two constants tell.
  const measured =
    fields.getUint32(4, true) === 3 || (fields.getUint16(12, true) === 1 && fields.getUint16(14, true) === 4);
  return {
    magic,
    known,
    layout: measured ? 'measured' : 'other',
    payloadLength: fields.getUint32(8, true),
    nameLength: fields.getUint16(16, true),
  };
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Latin-1: what is in a file is shown, never interpreted. */
function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}

import { createHash } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import type { ByteSource } from '../../base/byteSource';

const KIND = { raw: 0, packed: 1 } as const;
const HEADER_BYTES = 7;
const CHECK_BYTES = 4;

/** Of the file's size; below that the wire's time is saved, above it only the board's is lost. */
const WORTHWHILE = 0.9;
const SAMPLES = 3;

/** A frame for the receiver on the board: kind, length, the first bytes of the SHA-256 of its content, content. */
export interface Frame {
  readonly bytes: Uint8Array;
  /** Bytes of the file that have arrived when this frame has. */
  readonly fileOffset: number;
}

/** The file as frames of at most `blockBytes` of content; `packed` compresses each that gets smaller by it. */
export async function* receiverFrames(
  source: ByteSource,
  blockBytes: number,
  packed: boolean,
): AsyncGenerator<Frame> {
  for (let offset = 0; offset < source.size; offset += blockBytes) {
    const block = await source.read(offset, Math.min(blockBytes, source.size - offset));
    const small = packed ? deflateRawSync(block, { level: 9 }) : block;
    const content = small.length < block.length ? small : block;
    const bytes = new Uint8Array(HEADER_BYTES + content.length);
    bytes[0] = content === block ? KIND.raw : KIND.packed;
    bytes[1] = content.length >> 8;
    bytes[2] = content.length & 0xff;
    bytes.set(createHash('sha256').update(content).digest().subarray(0, CHECK_BYTES), 3);
    bytes.set(content, HEADER_BYTES);
    yield { bytes, fileOffset: offset + block.length };
  }
}

/** The pieces in which the receiver takes a frame; the header goes with the first of them. */
export function piecesOf(frame: Uint8Array, pieceBytes: number): Uint8Array[] {
  const pieces = [frame.subarray(0, HEADER_BYTES + pieceBytes)];
  for (let at = HEADER_BYTES + pieceBytes; at < frame.length; at += pieceBytes) {
    pieces.push(frame.subarray(at, at + pieceBytes));
  }
  return pieces;
}

/** Whether blocks from the beginning, the middle and the end get smaller enough. */
export async function compressionPays(source: ByteSource, blockBytes: number): Promise<boolean> {
  let before = 0;
  let after = 0;
  for (let sample = 0; sample < SAMPLES; sample++) {
    const offset = Math.floor(((source.size - blockBytes) * sample) / (SAMPLES - 1));
    const block = await source.read(Math.max(0, offset), blockBytes);
    before += block.length;
    after += deflateRawSync(block, { level: 9 }).length;
  }
  return after < WORTHWHILE * before;
}

import { createHash } from 'node:crypto';

/** Bytes that are read in pieces, so that nothing large is ever held whole. */
export interface ByteSource {
  /** Bytes. */
  readonly size: number;
  /** SHA-256 of the whole, as hexadecimal digits, of bytes that cannot change any more. Absent where they may, or nobody made it yet. */
  readonly sha256?: string;
  /**
   * Up to `length` bytes from `offset`; fewer only at the end.
   * @param into what the bytes may be put in, of at least `length`
   */
  read(offset: number, length: number, into?: Uint8Array): Promise<Uint8Array>;
}

const PIECE_BYTES = 65_536;

/** SHA-256 of the whole, as hexadecimal digits. @throws what reading it throws */
export async function sha256Of(source: ByteSource): Promise<string> {
  if (source.sha256 !== undefined) return source.sha256;
  const hash = createHash('sha256');
  const buffer = new Uint8Array(PIECE_BYTES);
  for (let offset = 0; offset < source.size; offset += PIECE_BYTES) {
    hash.update(await source.read(offset, PIECE_BYTES, buffer));
  }
  return hash.digest('hex');
}

/** A file's bytes, read in pieces, so that nothing large is ever held whole. Who opened it closes it, and nobody who only sends it. */
export interface ByteSource {
  /** The file's own name, without folders. */
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** The folder or archive it lay in: an updater belongs to the image beside it. Absent where nobody can tell. */
  readonly origin?: string;
  /** SHA-256 of the whole, as hexadecimal digits, of bytes that cannot change any more. Absent where they may, or nobody made it yet. */
  readonly sha256?: string;
  /**
   * Up to `length` bytes from `offset`; fewer only at the end of the file.
   * @param into what the bytes may be put in, of at least `length`: without it, reading a whole file piece by piece
   * would leave behind as much memory as the file is long
   * @throws FILE_UNREADABLE
   */
  read(offset: number, length: number, into?: Uint8Array): Promise<Uint8Array>;
  close(): Promise<void>;
}

export function bytesSource(name: string, bytes: Uint8Array, origin?: string): ByteSource {
  return {
    name,
    size: bytes.length,
    ...(origin === undefined ? {} : { origin }),
    read: (offset, length) => Promise.resolve(bytes.subarray(offset, offset + length)),
    close: () => Promise.resolve(),
  };
}

import type { ByteSource } from '../base/sha256';

/** Where a firmware file's bytes come from. */
export interface FirmwareSource extends ByteSource {
  /** The file's own name, without folders. */
  readonly name: string;
  /** The folder or archive it lay in: an updater belongs to the image beside it. Absent where nobody can tell. */
  readonly origin?: string;
  /**
   * Up to `length` bytes from `offset`; fewer only at the end of the file.
   * @param into what the bytes may be put in, of at least `length`: whoever reads a whole file piece by piece would
   * otherwise leave behind as much memory as the file is long
   * @throws FILE_UNREADABLE
   */
  read(offset: number, length: number, into?: Uint8Array): Promise<Uint8Array>;
  close(): Promise<void>;
}

export function bytesSource(name: string, bytes: Uint8Array, origin?: string): FirmwareSource {
  return {
    name,
    size: bytes.length,
    ...(origin === undefined ? {} : { origin }),
    read: (offset, length) => Promise.resolve(bytes.subarray(offset, offset + length)),
    close: () => Promise.resolve(),
  };
}

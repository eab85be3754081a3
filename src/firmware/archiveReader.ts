import type { CreateReadableOptions, ReadableReader } from '@zip.js/zip.js';
import type { ByteSource } from '../base/byteSource';
import { phrase } from '../base/phrase';
import type { UpgradeError } from '../base/upgradeError';
import { firmwareErrors } from './errors';

const CHUNK_BYTES = 65_536;

/** What the zip library asks of a reader that it need not hold in memory as a whole. */
interface SeekableReader extends ReadableReader {
  readonly size: number;
  readUint8Array(index: number, length: number): Promise<Uint8Array>;
  createReadable(range?: CreateReadableOptions): ReadableStream<Uint8Array>;
}

/** A firmware source as the zip library reads one: at every place, and as streams of its parts. */
export function archiveReader(source: ByteSource): SeekableReader {
  const createReadable = (range: CreateReadableOptions = {}): ReadableStream<Uint8Array> => {
    const { offset = 0, size = source.size } = range;
    const end = Math.min(source.size, offset + size);
    let at = offset;
    return new ReadableStream<Uint8Array>({
      async pull(controller) {
        const piece = at < end ? await source.read(at, Math.min(CHUNK_BYTES, end - at)) : new Uint8Array();
        at += piece.length;
        if (piece.length === 0) controller.close();
        else controller.enqueue(piece);
      },
    });
  };
  return {
    size: source.size,
    readUint8Array: (index, length) => source.read(index, length),
    createReadable,
    get readable() {
      return createReadable();
    },
  };
}

/** Takes what one file of an archive unpacks to, and stops it at the first byte more than the archive announced. */
export class ArchiveSink {
  readonly writable: WritableStream<Uint8Array>;
  readonly bytes: Uint8Array;
  /** Why the unpacking was stopped. */
  error: UpgradeError | undefined;
  private taken = 0;

  /** @param size bytes that the archive announces */
  constructor(archive: string, entry: string, size: number) {
    this.bytes = new Uint8Array(size);
    this.writable = new WritableStream<Uint8Array>({
      write: (chunk) => {
        if (this.taken + chunk.length > size) {
          this.error = firmwareErrors.archiveDamaged(
            archive,
            phrase('{entry} unpacks to more than the {size} bytes it declares', { entry, size }),
          );
          throw this.error;
        }
        this.bytes.set(chunk, this.taken);
        this.taken += chunk.length;
      },
    });
  }
}

import { phrase } from '../base/phrase';
import type { UpgradeError } from '../base/upgradeError';
import { firmwareErrors } from './errors';

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
            phrase('{entry} unpacks to more than the {size} bytes it announces', { entry, size }),
          );
          throw this.error;
        }
        this.bytes.set(chunk, this.taken);
        this.taken += chunk.length;
      },
    });
  }
}

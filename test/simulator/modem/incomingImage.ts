import type { Pause } from './configuration';
import { announcedSize, beginsLikeImage } from './receivedImage';
import type { TransferWay } from './truth';

/** The size that determines the pauses in an image without a known size. */
const USUAL_IMAGE_BYTES = 6_000_000;
/** Enough for the headers of the outer block and of the first inner one. */
const HEAD_BYTES = 128;

/** An image on its way in. */
export class IncomingImage {
  readonly way: TransferWay;
  private readonly chunks: Uint8Array[] = [];
  /** Stored in addition to the chunks, because it is read at each of them and there may be one per byte. */
  private readonly start = new Uint8Array(HEAD_BYTES);
  private taken = 0;
  private pausesDone = 0;

  constructor(way: TransferWay) {
    this.way = way;
  }

  get size(): number {
    return this.taken;
  }

  add(bytes: Uint8Array): void {
    this.start.set(bytes.subarray(0, Math.max(0, HEAD_BYTES - this.taken)), Math.min(this.taken, HEAD_BYTES));
    this.chunks.push(bytes);
    this.taken += bytes.length;
  }

  /** Whether the image overwrites the application as it arrives. A differential image needs the old one to the end. */
  get replacesApplication(): boolean {
    const head = this.head();
    return beginsLikeImage(head) && !Buffer.from(head).includes('DIFF');
  }

  /** The pause that the last bytes caused, if any. */
  nextPause(pauses: readonly Pause[]): Pause | undefined {
    const total = announcedSize(this.head()) ?? USUAL_IMAGE_BYTES;
    const due = pauses.filter(({ at }) => this.taken >= at * total);
    if (due.length <= this.pausesDone) return undefined;
    this.pausesDone = due.length;
    return due.at(-1);
  }

  bytes(): Uint8Array {
    return Buffer.concat(this.chunks);
  }

  private head(): Uint8Array {
    return this.start.subarray(0, this.taken);
  }
}

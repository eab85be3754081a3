import { createHash } from 'node:crypto';
import type { State } from './bootState';

/** The real condition of the modem, whatever any report says. */
export type Condition = 'untouched' | 'recoverable' | 'upgraded' | 'bricked';

export interface Standing {
  readonly build: string;
  /** `null` while the modem is off or starting. */
  readonly state: State | null;
  readonly condition: Condition;
}

export interface ReceivedImage {
  readonly bytes: number;
  readonly sha256: string;
  readonly way: TransferWay;
}

export type TransferWay = 'updater' | 'FFF' | 'ON_THE_FLY';

/** The events in the modem, so that tests can verify a report. */
export class Truth {
  /** All received bytes, and those received during STP. */
  bytesReceived = 0;
  stpBytesReceived = 0;
  /** Accepted bytes of images, without repetitions. */
  imageBytesTaken = 0;
  /** Bytes that were lost because they exceeded the capacity. */
  overrunBytes = 0;
  /** The largest number of bytes without an answer. */
  maximumUnanswered = 0;
  largestBlock = 0;
  blocks = 0;
  sessions = 0;
  /** The closed transfers, in order. */
  readonly images: ReceivedImage[] = [];
  /** All command lines, including refused ones. */
  readonly commands: string[] = [];
  private readonly read: () => Standing;

  constructor(read: () => Standing) {
    this.read = read;
  }

  get build(): string {
    return this.read().build;
  }

  get state(): State | null {
    return this.read().state;
  }

  get condition(): Condition {
    return this.read().condition;
  }

  /** A block with this many bytes was accepted. */
  noteBlock(bytes: number): void {
    this.blocks++;
    this.imageBytesTaken += bytes;
    this.largestBlock = Math.max(this.largestBlock, bytes);
  }

  noteImage(image: Uint8Array, way: TransferWay): void {
    this.images.push({
      bytes: image.length,
      sha256: createHash('sha256').update(image).digest('hex'),
      way,
    });
  }
}

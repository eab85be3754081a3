import { createHash } from 'node:crypto';
import type { State } from './bootState';

/** In what condition the modem really is, whatever it or anybody else says. */
export type Condition = 'untouched' | 'recoverable' | 'upgraded' | 'bricked';

export interface Standing {
  readonly build: string;
  /** `null` while it is off or starts. */
  readonly state: State | null;
  readonly condition: Condition;
}

export interface ReceivedImage {
  readonly bytes: number;
  readonly sha256: string;
  readonly way: TransferWay;
}

export type TransferWay = 'updater' | 'FFF' | 'ON_THE_FLY';

/** What went on in the modem, for tests to compare a report with. */
export class Truth {
  /** All bytes that reached it, and those of them that came while it spoke STP. */
  bytesReceived = 0;
  stpBytesReceived = 0;
  /** Bytes of images taken, repeated ones not counted twice. */
  imageBytesTaken = 0;
  /** Bytes lost because more came than it can hold. */
  overrunBytes = 0;
  /** Most bytes that were ever with it unanswered. */
  maximumUnanswered = 0;
  largestBlock = 0;
  blocks = 0;
  sessions = 0;
  /** Transfers that were closed, in order. */
  readonly images: ReceivedImage[] = [];
  /** Lines that were taken for commands, refused ones too. */
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

  /** A block of an image was taken, of so many bytes. */
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

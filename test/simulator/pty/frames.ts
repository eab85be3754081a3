const HEAD_BYTES = 8;

/** Rate 0 marks a control text instead of data. */
export interface Frame {
  readonly rate: number;
  readonly bytes: Uint8Array;
}

export function encodeFrame({ rate, bytes }: Frame): Uint8Array {
  const head = Buffer.alloc(HEAD_BYTES);
  head.writeUInt32LE(bytes.length, 0);
  head.writeUInt32LE(rate, 4);
  return Buffer.concat([head, bytes]);
}

/** Cuts what arrives in any pieces into frames. */
export class FrameReader {
  private pending = Buffer.alloc(0);

  read(chunk: Uint8Array): Frame[] {
    this.pending = this.pending.length === 0 ? Buffer.from(chunk) : Buffer.concat([this.pending, chunk]);
    const frames: Frame[] = [];
    while (this.pending.length >= HEAD_BYTES) {
      const end = HEAD_BYTES + this.pending.readUInt32LE(0);
      if (this.pending.length < end) break;
      frames.push({ rate: this.pending.readUInt32LE(4), bytes: this.pending.subarray(HEAD_BYTES, end) });
      this.pending = this.pending.subarray(end);
    }
    return frames;
  }
}

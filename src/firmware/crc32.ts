const POLYNOMIAL = 0xedb88320;

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let sum = byte;
  for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ POLYNOMIAL : sum >>> 1;
  return sum;
});

/** CRC-32 as zlib has it, fed piece by piece. Node's own came with 20.15, and VS Code 1.90 has an older one. */
export class Crc32 {
  private sum = 0xffffffff;

  update(bytes: Uint8Array): void {
    let { sum } = this;
    for (const byte of bytes) sum = (sum >>> 8) ^ (TABLE[(sum ^ byte) & 0xff] ?? 0);
    this.sum = sum;
  }

  digest(): number {
    return ~this.sum >>> 0;
  }
}

/** The updater is a 32-bit big-endian ELF for the modem's processor (measured on genuine ones). */
const ELF_MAGIC = [0x7f, 0x45, 0x4c, 0x46];
const CLASS_32 = 1;
const BIG_ENDIAN = 2;
const MODEM_MACHINE = 0x00a7;
const HEADER_BYTES = 52;

export type ElfVerdict =
  | { readonly kind: 'none' }
  /** An ELF, but not for this modem as far as its header tells. */
  | { readonly kind: 'other' }
  /** `end`: where its last table ends, which must not be behind the end of the file. */
  | { readonly kind: 'updater'; readonly end: number };

/** @param head the file's first 52 bytes, or all of a shorter one */
export function recogniseElf(head: Uint8Array): ElfVerdict {
  if (ELF_MAGIC.some((byte, index) => head[index] !== byte)) return { kind: 'none' };
  if (head.length < HEADER_BYTES || head[4] !== CLASS_32 || head[5] !== BIG_ENDIAN) return { kind: 'other' };
  const fields = new DataView(head.buffer, head.byteOffset, head.byteLength);
  if (fields.getUint16(18) !== MODEM_MACHINE) return { kind: 'other' };
  const programHeaders = fields.getUint32(28) + fields.getUint16(42) * fields.getUint16(44);
  const sectionHeaders = fields.getUint32(32) + fields.getUint16(46) * fields.getUint16(48);
  return { kind: 'updater', end: Math.max(programHeaders, sectionHeaders) };
}

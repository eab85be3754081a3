import { Crc32 } from './crc32';
import { Fletcher32 } from './fletcher32';

/** Tags that the board's own tool names at the beginning of firmware files, old ones included. */
const BLOCK_MAGICS = ['PACK', 'UPGR', 'SFFF', 'SUFF', 'DIFF', 'RASR', 'TEST', 'FFF!'] as const;

export const FIXED_HEAD_BYTES = 18;
const LONGEST_NAME_BYTES = 256;

/** What follows a block's payload and vouches for it. A packer of Sequans’ knows these, by their number. */
export type Seal = 'none' | 'Fletcher-32' | 'ECDSA' | 'RSA' | 'CRC-32';

const SEALS: readonly { readonly seal: Seal; readonly least: number; readonly most: number }[] = [
  { seal: 'none', least: 0, most: 0 },
  { seal: 'Fletcher-32', least: 4, most: 4 },
  // A signature of two numbers, of 192 to 521 bits, bare or in ASN.1.
  { seal: 'ECDSA', least: 48, most: 150 },
  { seal: 'RSA', least: 64, most: 1024 },
  { seal: 'CRC-32', least: 4, most: 4 },
];

/** Header version that the genuine files have. Packers know 1 and 2, too. */
const MEASURED_VERSION = 3;
const VERSIONS = [1, 2, 3];

/**
 * The head of a block. Genuine files begin `u32 3, u32 length, u16 1, u16 4`, which a packer reads as `u16 version, u16 flags, u32
 * length, u16 signature kind, u16 signature size`.
 */
export interface BlockHead {
  readonly magic: string;
  /** Whether the tag is one that the board's own tool names. */
  readonly known: boolean;
  /**
   * `measured`: as in the genuine files, as far as it is a head at all, and held to it. `kin`: another version, flags or seal that
   * fit together. `cut`: the beginning of a block, and no more. `other`: none of them.
   */
  readonly layout: 'measured' | 'kin' | 'other' | 'cut';
  readonly version: number;
  readonly flags: number;
  /** Undefined for a kind that is not known, or one of another size. */
  readonly seal: Seal | undefined;
  readonly sealBytes: number;
  readonly payloadBytes: number;
  readonly nameBytes: number;
}

/** @param head 18 bytes, or as many as there are */
export function parseHead(head: Uint8Array): BlockHead {
  const magic = String.fromCharCode(...head.subarray(0, 4));
  const known = BLOCK_MAGICS.some((each) => each === magic);
  if (head.length < FIXED_HEAD_BYTES) {
    const nothing = { version: 0, flags: 0, seal: undefined, sealBytes: 0, payloadBytes: 0, nameBytes: 0 };
    return { magic, known, layout: known ? 'cut' : 'other', ...nothing };
  }
  const fields = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const version = fields.getUint16(4, true);
  const flags = fields.getUint16(6, true);
  const sealBytes = fields.getUint16(14, true);
  const kind = SEALS[fields.getUint16(12, true)];
  const seal = kind && sealBytes >= kind.least && sealBytes <= kind.most ? kind.seal : undefined;
  const nameBytes = fields.getUint16(16, true);
  // Whoever has this version, or this seal, has the measured layout: where one of them is damaged, the other tells.
  const isMeasured = (version === MEASURED_VERSION && flags === 0) || seal === 'Fletcher-32';
  const isKin = VERSIONS.includes(version) && seal !== undefined && nameBytes <= LONGEST_NAME_BYTES;
  return {
    magic,
    known,
    layout: isMeasured ? 'measured' : isKin ? 'kin' : 'other',
    version,
    flags,
    seal,
    sealBytes,
    payloadBytes: fields.getUint32(8, true),
    nameBytes,
  };
}

export function hasPlausibleName({ nameBytes }: BlockHead): boolean {
  return nameBytes <= LONGEST_NAME_BYTES;
}

export interface Checksum {
  update(bytes: Uint8Array): void;
  digest(): number;
}

/** What can verify a block; undefined for a signature, which only its key could, and for nothing. */
export function checksumFor(seal: Seal): Checksum | undefined {
  if (seal === 'Fletcher-32') return new Fletcher32();
  return seal === 'CRC-32' ? new Crc32() : undefined;
}

/** What is unusual about a head, compared with the genuine files. */
export interface Oddity {
  /** Undefined where it is the usual one. */
  readonly version: number | undefined;
  readonly flags: number | undefined;
  readonly seal: Exclude<Seal, 'Fletcher-32'> | undefined;
}

export function oddityOf({ version, flags, seal }: BlockHead): Oddity | undefined {
  const oddity: Oddity = {
    version: version === MEASURED_VERSION ? undefined : version,
    flags: flags === 0 ? undefined : flags,
    seal: seal === 'Fletcher-32' ? undefined : seal,
  };
  return Object.values(oddity).some((each) => each !== undefined) ? oddity : undefined;
}

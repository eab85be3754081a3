import { crc32 } from 'node:zlib';
import { fletcher32 } from './fletcher32';

/** A modem’s analysis of the received bytes. */
export type ImageContent =
  | { readonly kind: 'updater' }
  | { readonly kind: 'broken' }
  /** A single bootrom, as the simulated board has one. */
  | { readonly kind: 'bootrom'; readonly build: string }
  | {
      readonly kind: 'full' | 'differential';
      readonly version: string | undefined;
      readonly build: string | undefined;
      /** The base build of a differential image, if the image gives it. */
      readonly base: string | undefined;
    };

/** Tags a block may begin with. */
const TAGS = ['PACK', 'UPGR', 'SFFF', 'SUFF', 'DIFF', 'RASR', 'TEST', 'FFF!'];
const ELF = [0x7f, 0x45, 0x4c, 0x46, 1, 2];
const ELF_MACHINE_OFFSET = 18;
const ELF_MACHINE = 0x00a7;
const ELF_HEAD_BYTES = 52;
const HEAD_BYTES = 18;
/** Checksum kinds by number. Other kinds count as correct, because the simulator can’t check them. */
const FLETCHER_32 = 1;
const ZLIB_CRC_32 = 4;
const SUM_BYTES = 4;

const VERSION = /(\d\.\d\.\d\.\d) \[(\d{5})\] by robot-soft at/g;
/** Only generated differential images have this. The content of genuine ones is unknown. */
const STEP = /from \[(\d{5})\] to \[(\d{5})\]/;

export function beginsLikeImage(bytes: Uint8Array): boolean {
  return TAGS.includes(latin1(bytes.subarray(0, 4)));
}

/** The size of the whole image according to its first block, if that contains all others. */
export function announcedSize(bytes: Uint8Array): number | undefined {
  if (bytes.length < HEAD_BYTES || latin1(bytes.subarray(0, 4)) !== 'PACK') return undefined;
  const head = view(bytes);
  return HEAD_BYTES + head.getUint16(16, true) + head.getUint32(8, true) + head.getUint16(14, true);
}

export function examineImage(bytes: Uint8Array): ImageContent {
  if (isUpdater(bytes)) return { kind: 'updater' };
  const [, bootrom] = /^BOOTROM (\d{5}) /.exec(latin1(bytes.subarray(0, 14))) ?? [];
  if (bootrom !== undefined) return { kind: 'bootrom', build: bootrom };
  const tags: string[] = [];
  if (bytes.length === 0 || !walk(bytes, tags)) return { kind: 'broken' };
  const text = latin1(bytes);
  const [, version, build] = [...text.matchAll(VERSION)].at(-1) ?? [];
  if (!tags.includes('DIFF')) return { kind: 'full', version, build, base: undefined };
  const [, base, target] = STEP.exec(text) ?? [];
  return { kind: 'differential', version, build: build ?? target, base };
}

function isUpdater(bytes: Uint8Array): boolean {
  return (
    bytes.length >= ELF_HEAD_BYTES &&
    ELF.every((byte, at) => bytes[at] === byte) &&
    view(bytes).getUint16(ELF_MACHINE_OFFSET) === ELF_MACHINE
  );
}

/** Whether the bytes are a chain of complete blocks with correct checksums; collects their tags. */
function walk(bytes: Uint8Array, tags: string[]): boolean {
  let rest = bytes;
  while (rest.length > 0) {
    if (rest.length < HEAD_BYTES) return false;
    const tag = latin1(rest.subarray(0, 4));
    const head = view(rest);
    const payload = HEAD_BYTES + head.getUint16(16, true);
    const end = payload + head.getUint32(8, true);
    const [kind, signatureBytes] = [head.getUint16(12, true), head.getUint16(14, true)];
    if (!TAGS.includes(tag) || end + signatureBytes > rest.length) return false;
    const expected = sumOf(kind, rest.subarray(0, end));
    const said = signatureBytes === SUM_BYTES ? head.getUint32(end, true) : undefined;
    if (expected !== undefined && said !== expected) return false;
    tags.push(tag);
    if (tag === 'PACK' && !walk(rest.subarray(payload, end), tags)) return false;
    rest = rest.subarray(end + signatureBytes);
  }
  return true;
}

function sumOf(kind: number, covered: Uint8Array): number | undefined {
  if (kind === FLETCHER_32) return fletcher32(covered);
  return kind === ZLIB_CRC_32 ? crc32(covered) : undefined;
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
}

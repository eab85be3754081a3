import type { ByteSource } from '../base/byteSource';

/** What is taken for firmware, or for a zip archive, and is neither. */
export type OtherFormat =
  'web page' | 'zip' | 'part of a zip' | '7-Zip' | 'RAR' | 'gzip' | 'XZ' | 'bzip2' | 'tar';

const SIGNATURES: readonly (readonly [OtherFormat, number, string])[] = [
  ['part of a zip', 0, 'PK\x07\x08'],
  ['zip', 0, 'PK\x03\x04'],
  ['zip', 0, 'PK\x05\x06'],
  ['7-Zip', 0, '7z\xbc\xaf\x27\x1c'],
  ['RAR', 0, 'Rar!\x1a\x07'],
  ['gzip', 0, '\x1f\x8b'],
  ['XZ', 0, '\xfd7zXZ\0'],
  ['bzip2', 0, 'BZh'],
  ['tar', 257, 'ustar'],
];
/** As much as the last of them needs. */
const BEGINNING_BYTES = 512;
const PART_NAME = /\.(?:z\d\d|zip\.\d{3})$/i;
const WEB_PAGE = /^(?:\xef\xbb\xbf)?\s*(?:<!--[^]*?-->\s*)?<(?:!doctype\s+html|html|head|body|\?xml)\b/i;

/** By how it begins: what browsers save, and what archives are made with. */
export async function otherFormatOf(source: ByteSource): Promise<OtherFormat | undefined> {
  const text = Buffer.from(await source.read(0, BEGINNING_BYTES)).toString('latin1');
  if (WEB_PAGE.test(text)) return 'web page';
  const found = SIGNATURES.find(([, at, signature]) => text.startsWith(signature, at));
  if (!found) return undefined;
  return found[0] === 'zip' && PART_NAME.test(source.name) ? 'part of a zip' : found[0];
}

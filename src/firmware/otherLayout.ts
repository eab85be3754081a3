import { type Phrase, phrase } from '../base/phrase';
import type { UnknownPart } from './dupContainer';
import type { FirmwareSource } from './firmwareSource';
import type { ImageName } from './imageName';

/** As much as any firmware file has. */
const BEGINNING_BYTES = 128;
/** The control characters that a text has. */
const TEXT_CONTROLS = [0x09, 0x0a, 0x0c, 0x0d];

/**
 * Whether the file may be laid out otherwise than the full images that were measured. No genuine differential image was ever
 * seen, so that one may be; but "PACK", "TEST" and "DIFF" are words, too, with which a text may begin.
 */
export async function mayHaveOtherLayout(source: FirmwareSource, { kind }: ImageName): Promise<boolean> {
  return kind === 'differential' && !isText(await source.read(0, BEGINNING_BYTES));
}

function isText(beginning: Uint8Array): boolean {
  return beginning.every((byte) => byte >= 0x20 || TEXT_CONTROLS.includes(byte));
}

/** What must be said of a file with such parts: where no checksum vouches for it, first of all. */
export function doubtOfLayout(file: string, parts: readonly UnknownPart[]): Phrase[] {
  if (parts.length === 0) return [];
  const bare = parts.find(({ covered }) => !covered);
  if (!bare) return [phrase('{file} is intact, but its layout is unknown.', { file })];
  return [
    bare.offset === 0
      ? phrase('The layout of {file} is unknown, so its checksums couldn’t be verified.', {
          file,
        })
      : phrase('From offset {offset}, the layout of {file} is unknown, so the rest couldn’t be verified.', {
          file,
          offset: bare.offset,
        }),
  ];
}

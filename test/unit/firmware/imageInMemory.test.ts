import { describe, expect, test } from 'vitest';
import { checkFirmware } from '../../../src/firmware/checkFirmware';
import type { FirmwareImage } from '../../../src/firmware/firmwareImage';
import { bytesSource } from '../../../src/base/byteSource';
import { HeldImages, requireUnchanged } from '../../../src/firmware/imageInMemory';
import { fullImage } from '../../fixtures/firmware';

const BYTES = fullImage({ size: 100_000 });
const LARGE = fullImage({ size: 8 * 1024 * 1024 + 1 });

function checked(bytes: Uint8Array): Promise<FirmwareImage> {
  return checkFirmware(bytesSource('CATM1-41065.dup', bytes, '/files'));
}

/** The same image, but its file now returns these bytes, in pieces of this length. */
function givingNow(image: FirmwareImage, bytes: Uint8Array, pieceBytes = Infinity): FirmwareImage {
  const read = (offset: number, length: number): Promise<Uint8Array> =>
    Promise.resolve(bytes.slice(offset, offset + Math.min(length, pieceBytes)));
  return { ...image, source: { ...image.source, read } };
}

async function loadIntoMemory(image: FirmwareImage): Promise<FirmwareImage> {
  return (await new HeldImages().hold(image)).image;
}

describe('an image held in memory', () => {
  test.each([Infinity, 7000])('has the checked content, read in pieces of %d bytes', async (pieceBytes) => {
    const held = await loadIntoMemory(givingNow(await checked(BYTES), BYTES, pieceBytes));
    expect(held.source).toMatchObject({ name: 'CATM1-41065.dup', size: BYTES.length, origin: '/files' });
    expect(Buffer.from(await held.source.read(0, BYTES.length)).equals(BYTES)).toBe(true);
  });

  test('does not change when its file changes', async () => {
    const own = Uint8Array.from(BYTES);
    const held = await loadIntoMemory(await checked(own));
    own.fill(0);
    expect(Buffer.from(await held.source.read(0, BYTES.length)).equals(BYTES)).toBe(true);
  });

  test.each([
    ['has other bytes', Buffer.from(BYTES).fill(0, 50_000, 50_001)],
    ['has become shorter', BYTES.subarray(0, 50_000)],
  ])('is refused when its file %s', async (_, bytes) => {
    const image = givingNow(await checked(BYTES), bytes);
    await expect(loadIntoMemory(image)).rejects.toMatchObject({ code: 'FILE_CHANGED' });
    await expect(requireUnchanged(image)).rejects.toMatchObject({ code: 'FILE_CHANGED' });
  });

  test('stays in its file when it is larger than any genuine one, and is still read once', async () => {
    const image = await checked(LARGE);
    expect(await loadIntoMemory(image)).toBe(image);
    await expect(requireUnchanged(image)).resolves.toBeUndefined();
    await expect(
      loadIntoMemory(givingNow(image, Buffer.from(LARGE).fill(1, 9000, 9001))),
    ).rejects.toMatchObject({
      code: 'FILE_CHANGED',
    });
  });
});

describe('several upgrades with one file', () => {
  test('read it once and keep one copy, under the name that each of them uses', async () => {
    let reads = 0;
    const image = givingNow(await checked(BYTES), BYTES);
    const read: typeof image.source.read = (...asked) => {
      reads++;
      return image.source.read(...asked);
    };
    const files = new HeldImages();
    const named = (name: string): FirmwareImage => ({ ...image, source: { ...image.source, name, read } });
    const [one, other] = await Promise.all([files.hold(named('one.dup')), files.hold(named('other.dup'))]);
    expect(reads).toBe(1);
    expect([one.image.source.name, other.image.source.name]).toEqual(['one.dup', 'other.dup']);
    const bytesOf = async (held: typeof one): Promise<ArrayBufferLike> =>
      (await held.image.source.read(0, 1)).buffer;
    expect(await bytesOf(one)).toBe(await bytesOf(other));
    one.release();
    await files.hold(named('third.dup'));
    expect(reads).toBe(1);
  });

  test('drop the copy once all have released it, and the next one reads the file again', async () => {
    const image = await checked(BYTES);
    const files = new HeldImages();
    (await files.hold(image)).release();
    await expect(files.hold(givingNow(image, BYTES.subarray(0, 50_000)))).rejects.toMatchObject({
      code: 'FILE_CHANGED',
    });
    await expect(files.hold(image)).resolves.toMatchObject({ image: { description: image.description } });
  });
});

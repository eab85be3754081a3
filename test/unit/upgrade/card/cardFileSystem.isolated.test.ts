import type * as realFiles from 'node:fs/promises';
import { mkdtemp, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { render } from '../../../../src/base/phrase';
import { checkFirmware } from '../../../../src/firmware/checkFirmware';
import { bytesSource } from '../../../../src/firmware/firmwareSource';
import { prepareCard } from '../../../../src/upgrade/card/prepareCard';
import { fullImage } from '../../../fixtures/firmware';

vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof realFiles>();
  return { ...real, statfs: vi.fn(real.statfs) };
});

const FAT = 0x4d44;
const EXFAT = 0x2011bab0;
const EXT4 = 0xef53;

/** What is said of a card whose file system says that it is of this type. */
async function doubtsOf(type: number): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'card-'));
  try {
    vi.mocked(statfs, { partial: true }).mockResolvedValue({ bavail: 1e6, bsize: 4096, type });
    const files = [await checkFirmware(bytesSource('CATM1-41065.dup', fullImage({ size: 20_000 })))];
    const preparation = { folder, files, onProgress: () => undefined };
    const { doubts } = await prepareCard(preparation, new AbortController().signal);
    return doubts.map((doubt) => render(doubt).replace(folder, 'CARD'));
  } finally {
    await rm(folder, { recursive: true });
  }
}

test('a card that is pulled while it is looked at is told in our own words', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'card-'));
  const files = [await checkFirmware(bytesSource('CATM1-41065.dup', fullImage({ size: 20_000 })))];
  vi.mocked(statfs).mockRejectedValueOnce(Object.assign(new Error('EIO: i/o error'), { code: 'EIO' }));
  const preparation = { folder, files, onProgress: () => undefined };
  await expect(prepareCard(preparation, new AbortController().signal)).rejects.toMatchObject({
    code: 'CARD_NOT_WRITABLE',
  });
  await rm(folder, { recursive: true });
});

test.runIf(process.platform === 'linux')(
  'a card that the board cannot read is doubted, and why',
  async () => {
    expect(await doubtsOf(FAT)).toEqual([]);
    expect(await doubtsOf(EXFAT)).toEqual([
      'CARD is formatted as exFAT, which the board cannot read; format the card as FAT32.',
    ]);
    expect(await doubtsOf(EXT4)).toEqual(['CARD does not look like a FAT card; the board reads FAT32 only.']);
  },
);

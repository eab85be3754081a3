import type * as realFiles from 'node:fs/promises';
import { mkdtemp, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { checkFirmware } from '../../../../src/firmware/checkFirmware';
import { bytesSource } from '../../../../src/base/byteSource';
import type { CardPlace } from '../../../../src/upgrade/card/cardPlace';
import { prepareCard } from '../../../../src/upgrade/card/prepareCard';
import { fullImage } from '../../../fixtures/firmware';

vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof realFiles>();
  return { ...real, statfs: vi.fn(real.statfs) };
});

test('a card that is removed while it is read gets our own error message', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'card-'));
  const files = [await checkFirmware(bytesSource('CATM1-41065.dup', fullImage({ size: 20_000 })))];
  vi.mocked(statfs).mockRejectedValueOnce(Object.assign(new Error('EIO: i/o error'), { code: 'EIO' }));
  const preparation = { folder, files, confirmed: [], onProgress: () => undefined };
  const lookAt = (): Promise<CardPlace> =>
    Promise.resolve({ fileSystem: 'fat', removable: true, system: false, locked: null });
  await expect(prepareCard(preparation, new AbortController().signal, lookAt)).rejects.toMatchObject({
    code: 'CARD_NOT_WRITABLE',
  });
  await rm(folder, { recursive: true });
});

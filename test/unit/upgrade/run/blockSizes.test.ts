import { expect, test } from 'vitest';
import { silentLogger } from '../../../../src/base/logger';
import { BlockSizes } from '../../../../src/upgrade/run/blockSizes';
import { memoryStorage } from '../../../../src/upgrade/journal/recordStorage';

test('a block size that failed is saved for this modem, and the smallest one counts in later runs', async () => {
  const storage = memoryStorage();
  const sizes = new BlockSizes(storage, silentLogger);
  await sizes.remember('354346099225475', 4080);
  await sizes.remember('354346099225475', 7984);
  const later = new BlockSizes(storage, silentLogger);
  expect(await later.tooLargeFor('354346099225475')).toBe(4080);
  expect(await later.tooLargeFor('another')).toBeUndefined();
});

test.each([
  '',
  '{',
  '{}',
  '[1]',
  '[["modem"]]',
  '[["modem", 100]]',
  '[["modem", "4080"]]',
  '[["modem", 1e99]]',
])('a record with %j is ignored and replaced', async (text) => {
  const storage = memoryStorage();
  await storage.write('block-sizes', text);
  const sizes = new BlockSizes(storage, silentLogger);
  expect(await sizes.tooLargeFor('modem')).toBeUndefined();
  await sizes.remember('modem', 4080);
  expect(await sizes.tooLargeFor('modem')).toBe(4080);
});

test('a full disk only loses this information', async () => {
  const storage = { ...memoryStorage(), write: () => Promise.reject(new Error('ENOSPC')) };
  const sizes = new BlockSizes(storage, silentLogger);
  await sizes.remember('modem', 4080);
  expect(await sizes.tooLargeFor('modem')).toBeUndefined();
});

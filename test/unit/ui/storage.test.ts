import { expect, it } from 'vitest';
import { silentLogger } from '../../../src/base/logger';
import { storageIn } from '../../../src/ui/storage';

it('a value that does not fit on the disk is kept for this window, and logged', async () => {
  const held = new Map<string, unknown>();
  const full = {
    get: (key: string) => held.get(key),
    update: (key: string, value: unknown) => {
      held.set(key, value);
      return Promise.reject(new Error('ENOSPC'));
    },
  };
  const warnings: string[] = [];
  const storage = storageIn(full, { ...silentLogger, warn: (message) => warnings.push(message) });
  storage.keep('readings', ['one']);
  expect(storage.get('readings')).toEqual(['one']);
  await expect.poll(() => warnings).toEqual(['readings could not be kept: Error: ENOSPC']);
});

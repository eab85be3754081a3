import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';

/** With a registry’s address in the lock file, every installation would contact that registry. */
test('the lock file names no registry, and has a checksum for every package', async () => {
  const text = await readFile('package-lock.json', 'utf8');
  const { packages } = JSON.parse(text) as {
    packages: Record<string, { integrity?: string; resolved?: string }>;
  };
  const fetched = Object.entries(packages).filter(([path]) => path !== '');
  expect(fetched.length).toBeGreaterThan(100);
  expect(fetched.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
  expect(fetched.filter(([, { integrity }]) => !integrity?.startsWith('sha512-'))).toEqual([]);
});

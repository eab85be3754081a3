import { createHash } from 'node:crypto';
import type * as realFiles from 'node:fs/promises';
import { constants, mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readBack } from '../../../../src/upgrade/card/readBack';

vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof realFiles>();
  return { ...real, open: vi.fn(real.open) };
});

const PAST_MEMORY = (constants as { readonly O_DIRECT?: number }).O_DIRECT ?? 0;
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'card-'));
});
afterEach(async () => {
  vi.mocked(open).mockClear();
  await rm(folder, { recursive: true });
});

/** The flags that files were opened with. */
function flags(): unknown[] {
  return vi.mocked(open).mock.calls.map(([, how]) => how);
}

/** Direct reads fail with this error. */
function refuse(code: string): void {
  vi.mocked(open).mockRejectedValueOnce(Object.assign(new Error(code), { code }));
}

test.each([0, 1, 65_536, 65_537, 200_001])('%i bytes are read back unchanged', async (size) => {
  const bytes = new Uint8Array(size).map((_, index) => index % 251);
  const path = join(folder, 'image.dup');
  await writeFile(path, bytes);
  expect(await readBack(path)).toBe(createHash('sha256').update(bytes).digest('hex'));
  expect(flags()[0]).toBe(constants.O_RDONLY | PAST_MEMORY);
});

test('a missing file has no checksum', async () => {
  expect(await readBack(join(folder, 'image.dup'))).toBeUndefined();
});

test('the cache is read when the file system does not allow direct reads', async () => {
  const path = join(folder, 'image.dup');
  await writeFile(path, 'whole');
  refuse('EINVAL');
  // Systems without direct reads start with the second attempt.
  const sum = PAST_MEMORY === 0 ? readBack(path).catch(() => readBack(path)) : readBack(path);
  expect(await sum).toBe(createHash('sha256').update('whole').digest('hex'));
  expect(flags().at(-1)).toBe(constants.O_RDONLY);
});

test('a card that can’t be read is not read from the cache instead', async () => {
  const path = join(folder, 'image.dup');
  await writeFile(path, 'whole');
  refuse('EIO');
  await expect(readBack(path)).rejects.toMatchObject({ code: 'EIO' });
});

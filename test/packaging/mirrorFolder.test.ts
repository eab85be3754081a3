import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mirrorFolder } from '../../scripts/mirrorFolder.mjs';

describe('native parts beside the bundles', () => {
  let root: string;
  const at = (...path: string[]): string => join(root, ...path);
  const put = (path: string, text: string): void => {
    mkdirSync(dirname(at(path)), { recursive: true });
    writeFileSync(at(path), text);
  };
  const filesOf = (folder: string): string[] =>
    readdirSync(at(folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => statSync(at(folder, path)).isFile())
      .map((path) => path.replaceAll('\\', '/'))
      .sort();
  const mirror = (): void =>
    mirrorFolder(at('package'), at('shipped'), root, (path) => !path.includes('android'));

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'mirror-'));
    put('package/linux/part.node', 'new');
    put('package/android/part.node', 'other');
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it('are the wanted ones of the package', () => {
    mirror();
    expect(filesOf('shipped')).toEqual(['linux/part.node']);
    expect(readFileSync(at('shipped/linux/part.node'), 'utf8')).toBe('new');
  });

  it('are updated with the package, even if their size is the same', () => {
    put('shipped/linux/part.node', 'old');
    put('shipped/gone/part.node', 'old');
    mirror();
    expect(filesOf('shipped')).toEqual(['linux/part.node']);
    expect(readFileSync(at('shipped/linux/part.node'), 'utf8')).toBe('new');
    expect(readdirSync(root).sort()).toEqual(['package', 'shipped']);
  });

  it('are not written when they are identical', () => {
    mirror();
    const { mtimeMs, ino } = statSync(at('shipped/linux/part.node'));
    mirror();
    expect(statSync(at('shipped/linux/part.node'))).toMatchObject({ mtimeMs, ino });
  });

  // Windows can’t replace a file that a program has loaded. There the build fails with an error.
  it.skipIf(process.platform === 'win32')('stay usable for a program that has loaded them', () => {
    put('shipped/linux/part.node', 'old');
    const loaded = openSync(at('shipped/linux/part.node'), 'r');
    mirror();
    expect(readFileSync(loaded, 'utf8')).toBe('old');
    closeSync(loaded);
  });
});

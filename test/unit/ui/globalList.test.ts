import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { globalList } from '../../../src/ui/pymakr/globalList';

let home: string;
beforeEach(() => void (home = mkdtempSync(join(tmpdir(), 'home-'))));
afterEach(() => rmSync(home, { recursive: true }));

function settings(folder: string, text = '{"sync_file_types": "py,bin"}'): string {
  const path = join(home, folder, 'Code', 'User', 'pymakr.json');
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

describe('the user settings of Pymakr 1', () => {
  test.each<[NodeJS.Platform, string]>([
    ['linux', '.config'],
    ['darwin', 'Library/Application Support'],
  ])('are on %s in %s', async (platform, folder) => {
    settings(folder);
    expect(await globalList(platform, { HOME: home })).toEqual({ types: 'py,bin' });
  });

  test('are in APPDATA on Windows, and elsewhere too if it is set', async () => {
    settings('Roaming');
    settings('.config', '{"sync_file_types": "py"}');
    const environment = { HOME: home, APPDATA: join(home, 'Roaming') };
    for (const platform of ['win32', 'linux', 'darwin'] as const)
      expect(await globalList(platform, environment)).toEqual({ types: 'py,bin' });
  });

  test('may sync files of every kind', async () => {
    settings('.config', '{"sync_all_file_types": true}');
    expect(await globalList('linux', { HOME: home })).toEqual({ all: true });
  });

  test.each([
    ['do not exist', undefined],
    ['are broken', '{ "sync_file_types": '],
    ['do not mention it', '{"address": "COM3"}'],
  ])('that %s change nothing', async (_, text) => {
    if (text !== undefined) settings('.config', text);
    expect(await globalList('linux', { HOME: home })).toEqual({});
    expect(await globalList('freebsd', { HOME: home })).toEqual({});
    expect(await globalList('win32', {})).toEqual({});
  });

  test('are not read when the file is ten times too long', async () => {
    truncateSync(settings('.config'), 10 * 1024 * 1024);
    expect(await globalList('linux', { HOME: home })).toEqual({});
  });
});

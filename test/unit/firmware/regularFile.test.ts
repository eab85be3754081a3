import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { render } from '../../../src/base/phrase';
import { UpgradeError } from '../../../src/base/upgradeError';
import { opensOtherOnWindows } from '../../../src/firmware/portableName';
import { openRegularFile } from '../../../src/firmware/regularFile';

const folder = mkdtempSync(join(tmpdir(), 'names-'));
afterAll(() => rmSync(folder, { recursive: true }));

const OTHERS = ['CON.dup', 'nul', 'Com1.dup', 'x.dup:stream.dup', 'x.dup.', 'x.dup ', 'CONIN$'];

async function opened(path: string, platform: NodeJS.Platform): Promise<string> {
  try {
    await (await openRegularFile(path, platform)).close();
    return 'opened';
  } catch (error) {
    if (!(error instanceof UpgradeError)) throw error;
    return `${error.code}: ${render(error.sentence)} ${render(error.remedy)}`;
  }
}

describe('a name that Windows does not open as a file', () => {
  test.each(OTHERS)('%s is refused on Windows and accepted on other systems', async (name) => {
    const path = join(folder, name);
    writeFileSync(path, 'x');
    expect(await opened(path, 'win32')).toMatch(
      /^FILE_UNREADABLE: .* isn’t a file name on Windows: it refers to a device or to another file\. Rename the file/,
    );
    expect(await opened(path, 'linux')).toBe('opened');
    expect(await opened(path, 'darwin')).toBe('opened');
  });

  test.each([
    ...OTHERS.map((name) => `C:\\firmware\\${name}`),
    ...OTHERS.map((name) => `C:${name}`),
    '\\\\.\\COM7',
    '//./pipe/x.dup',
    '\\\\.\\pipe\\x.dup',
  ])('%s, whatever its folder', (path) => expect(opensOtherOnWindows(path)).toBe(true));

  test.each([
    'CATM1-41065.dup',
    'C:\\firmware\\CATM1-41065.dup',
    'C:CATM1-41065.dup',
    '..\\x.dup',
    '.',
    '..',
    'C:\\',
    'C:\\firmware\\',
    '\\\\server\\share\\x.dup',
    '\\\\?\\C:\\long\\x.dup',
    'console.dup',
    'com10.dup',
  ])('does not include %s', (path) => expect(opensOtherOnWindows(path)).toBe(false));
});

// Names on Windows are Unicode.
test.skipIf(process.platform === 'win32')(
  'a name in an old encoding and an empty name are reported',
  async () => {
    const name = Buffer.concat([
      Buffer.from(`${folder}/Gr`),
      Uint8Array.of(0xf6, 0xdf),
      Buffer.from('e.dup'),
    ]);
    writeFileSync(name, 'x');
    const [listed = ''] = readdirSync(folder).filter((each) => each.startsWith('Gr'));
    expect(await opened(join(folder, listed), 'linux')).toMatch(
      /^FILE_NOT_FOUND: .* can’t be opened: its name uses an old character encoding\. Rename the file/,
    );
    expect(await opened('', 'linux')).toBe(
      'FILE_NOT_FOUND: No file was given. Check the name and the folder.',
    );
  },
);

import { chmod, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { render } from '../../../src/base/phrase';
import { transportErrors } from '../../../src/transport/errors';
import { groupNamed, groupOf } from '../../../src/transport/portOwner';

const ARCH = 'root:x:0:root\nuucp:x:986:\nlock:x:54:\n';
const DEBIAN = 'root:x:0:\ndialout:x:20:me,you\n';
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'owner-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('finds the name of a group by its number', () => {
  expect(groupNamed(986, ARCH)).toBe('uucp');
  expect(groupNamed(20, DEBIAN)).toBe('dialout');
  expect(groupNamed(20, ARCH)).toBeNull();
  expect(groupNamed(20, '')).toBeNull();
});

test.runIf(process.platform === 'linux')(
  'names the group of a port if the group may read and write',
  async () => {
    const port = join(folder, 'ttyUSB0');
    const groups = join(folder, 'group');
    await writeFile(port, '');
    const { gid } = await stat(port);
    await writeFile(groups, `uucp:x:${gid}:\n`);
    await chmod(port, 0o660);
    // Root’s group is never recommended to a user.
    expect(await groupOf(port, 'linux', groups)).toBe(gid === 0 ? null : 'uucp');
    await chmod(port, 0o600);
    expect(await groupOf(port, 'linux', groups)).toBeNull();
  },
);

test('names no group on systems without groups, or for a missing port', async () => {
  expect(await groupOf('/dev/tty.usbmodem1', 'darwin')).toBeNull();
  expect(await groupOf('COM3', 'win32')).toBeNull();
  expect(await groupOf(join(folder, 'none'), 'linux')).toBeNull();
});

test('the remedy names the group, or how to find it', () => {
  expect(render(transportErrors.noPermission('/dev/ttyUSB0', 'uucp', undefined).remedy)).toBe(
    'Add yourself to the group that owns it ("sudo usermod -aG uucp $USER"), then log out and back in.',
  );
  expect(render(transportErrors.noPermission('/dev/ttyUSB0', null, undefined).remedy)).toContain(
    '"ls -l /dev/ttyUSB0"',
  );
});

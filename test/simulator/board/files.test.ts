import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { FLASH_BYTES } from './boardOptions';
import { startBoard, stopBoards } from './startBoard';

afterEach(stopBoards);

describe('/flash', () => {
  it('is a host folder, byte for byte', async () => {
    const { board, client } = await startBoard();
    await client.enterRaw();
    await client.exec('f = open("/flash/all.bin", "wb")\nf.write(bytes(range(256)) * 20)\nf.close()');
    const content = fs.readFileSync(path.join(board.flashFolder, 'all.bin'));
    expect(content).toEqual(
      Buffer.concat(Array.from({ length: 20 }, () => Buffer.from(Array.from({ length: 256 }, (_, i) => i)))),
    );

    const digest = await client.exec(`
import uhashlib, ubinascii
h = uhashlib.sha256()
buffer = bytearray(700)
with open('all.bin', 'rb') as f:
    while True:
        n = f.readinto(buffer)
        if not n:
            break
        h.update(memoryview(buffer)[:n])
print(str(ubinascii.hexlify(h.digest()), 'ascii'))
`);
    expect(digest.trim()).toBe(createHash('sha256').update(content).digest('hex'));
  });

  it('behaves like the firmware', async () => {
    const { client } = await startBoard();
    await client.enterRaw();
    const said = await client.exec(`
import os
os.mkdir('/flash/sub')
with open('/flash/sub/a.txt', 'w') as f:
    f.write('one\\ntwo\\n')
with open('/flash/sub/a.txt', 'a') as f:
    f.write('three')
f = open('/flash/sub/a.txt')
print(f.readline(), f.seek(-5, 2), f.read(), f.tell())
f.close()
os.rename('/flash/sub/a.txt', '/flash/sub/b.txt')
print(os.listdir('/'), os.listdir('/flash/sub'), list(os.ilistdir('/flash/sub')))
print(os.stat('/flash/sub/b.txt')[6], os.stat('/flash/sub')[0], os.getcwd())
os.remove('/flash/sub/b.txt')
os.rmdir('/flash/sub')
os.sync()
print(os.listdir('/flash'), os.getfree('/flash'), os.statvfs('/flash')[:4])
`);
    expect(said.split('\r\n')).toEqual([
      'one',
      ' 8 three 13',
      "['flash'] ['b.txt'] [('b.txt', 32768, 0, 13)]",
      '13 16384 /flash',
      "['lib'] 4092 (4096, 4096, 1024, 1023)",
      '',
    ]);
  });

  it.each([
    ['a missing file', 'open("/flash/none")', 'ENOENT'],
    ['an unmounted card', 'open("/sd/x", "w")', 'ENOENT'],
    ['a folder of that name', 'open("/flash/lib", "w")', 'EISDIR'],
    [
      'a taken name',
      'import os\nopen("/flash/a","w").close()\nopen("/flash/b","w").close()\nos.rename("/flash/a","/flash/b")',
      'EEXIST',
    ],
  ])('refuses %s', async (_, program, error) => {
    const { client } = await startBoard();
    await client.enterRaw();
    await expect(client.exec(program)).rejects.toThrow(error);
  });

  it('is full when its size is used up, and has space again after a removal', async () => {
    const { board, client } = await startBoard({ flashBytes: FLASH_BYTES.small });
    await client.enterRaw();
    const fill =
      'import os\nblock = bytes(4096)\nf = open("/flash/big", "wb")\nfor i in range(200):\n    f.write(block)\n';
    await expect(client.exec(fill)).rejects.toThrow('OSError: 28');
    await client.exec('f.close()');
    // 508 KiB minus the cluster of /flash/lib.
    expect(fs.statSync(path.join(board.flashFolder, 'big')).size).toBe(504 * 1024);
    expect(
      await client.exec('print(os.getfree("/flash"))\nos.remove("/flash/big")\nprint(os.getfree("/flash"))'),
    ).toBe('0\r\n504\r\n');
  });

  it('unpacks a file as uzlib does, from a file and from memory', async () => {
    const { board, client } = await startBoard();
    const content = Buffer.from('firmware '.repeat(4000));
    fs.writeFileSync(path.join(board.flashFolder, 'packed'), zlib.deflateRawSync(content));
    await client.enterRaw();
    const unpack = (stream: string): string =>
      `import uzlib, uio\nd = uzlib.DecompIO(${stream}, -15)\nn = 0\nwhile True:\n    piece = d.read(1000)\n    if not piece:\n        break\n    n += len(piece)\nprint(n, piece == b'')`;
    expect(await client.exec(unpack('open("/flash/packed", "rb")'))).toBe('36000 True\r\n');
    expect(await client.exec(unpack('uio.BytesIO(open("/flash/packed", "rb").read())'))).toBe(
      '36000 True\r\n',
    );
  });

  it('survives resets, and lacks modules that its release does not have', async () => {
    const { board, client } = await startBoard({ release: '1.18.0' });
    await client.enterRaw();
    await client.exec('open("/flash/kept", "w").close()');
    await board.reset();
    await client.enterRaw();
    expect(await client.exec('import os\nprint("kept" in os.listdir("/flash"))')).toBe('True\r\n');
    await expect(client.exec('import sqnsupgrade')).rejects.toThrow('ImportError');
    await expect(client.exec('import uzlib\nuzlib.DecompIO')).rejects.toThrow('AttributeError');
  });
});

import fs from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { SdCardState } from './boardOptions';
import { startBoard, type StartedBoard, stopBoards } from './startBoard';

afterEach(stopBoards);

const KIB = 1024;
const MOUNT = 'import os, machine\nsd = machine.SD()\nos.mount(sd, "/sd")\n';

async function withCard(state: SdCardState, release = '1.20.2.r4', kib = 1024): Promise<StartedBoard> {
  const started = await startBoard({ release, sdCard: { state, bytes: kib * KIB } });
  await started.client.enterRaw();
  return started;
}

describe('the SD card', () => {
  it('is a host folder once mounted', async () => {
    const { board, client } = await withCard('present');
    fs.writeFileSync(path.join(board.sdFolder, 'a.dup'), 'image');
    expect(await client.exec(`${MOUNT}print(os.listdir('/'), os.listdir('/sd'), os.getfree('/sd'))`)).toBe(
      "['flash', 'sd'] ['a.dup'] 1008\r\n",
    );
    await client.exec('open("/sd/b", "w").write("b")\nos.umount("/sd")');
    expect(fs.readFileSync(path.join(board.sdFolder, 'b'), 'latin1')).toBe('b');
    await expect(client.exec('os.listdir("/sd")')).rejects.toThrow('ENOENT');
  });

  it('is mounted once, and no longer after a reset', async () => {
    const { board, client } = await withCard('present');
    await client.exec(MOUNT);
    await expect(client.exec(MOUNT)).rejects.toThrow('EPERM');
    await board.reset();
    await client.enterRaw();
    await client.exec(MOUNT);
  });

  it('may be missing', async () => {
    const { client } = await withCard('absent');
    await expect(client.exec('import machine\nmachine.SD()')).rejects.toThrow('OSError');
  });

  it.each(['os.fsformat("/sd")', 'os.mkfat.mkfs(sd)'])(
    'without a file system gets one by %s',
    async (format) => {
      const { client } = await withCard('unformatted');
      await client.exec(MOUNT);
      await expect(client.exec('os.listdir("/sd")')).rejects.toThrow('ENODEV');
      await client.exec(format);
      expect(await client.exec('print(os.listdir("/sd"))')).toBe('[]\r\n');
    },
  );

  it('is not formatted by os.mkfat, which only makes it mountable', async () => {
    const { board, client } = await withCard('present');
    fs.writeFileSync(path.join(board.sdFolder, 'a.dup'), 'image');
    await client.exec('import os, machine\nos.mount(os.mkfat(machine.SD()), "/sd")');
    expect(await client.exec('print(os.listdir("/sd"))')).toBe("['a.dup']\r\n");
  });

  it('is formatted by its path only when it is mounted', async () => {
    const { client } = await withCard('present');
    await expect(client.exec('import os\nos.fsformat("/sd")')).rejects.toThrow('ENODEV');
  });

  it.each(['os.mkfs(sd)', `os.mount(sd, "/sd")\nos.mkfs("/sd")\nos.unmount("/sd")`])(
    'is formatted by %j before 1.19 if it has a file system',
    async (format) => {
      const prepare = 'import os, machine\nsd = machine.SD()\n';
      const { board, client } = await withCard('present', '1.18.2');
      fs.writeFileSync(path.join(board.sdFolder, 'a.dup'), 'image');
      await client.exec(prepare + format);
      expect(await client.exec(`${MOUNT}print(os.listdir("/sd"), hasattr(os, "mkfat"))`)).toBe(
        '[] False\r\n',
      );
      await expect(client.exec(MOUNT)).rejects.toThrow('OSError: the requested operation is not possible');
      const unformatted = await withCard('unformatted', '1.18.2');
      await expect(unformatted.client.exec(prepare + format)).rejects.toThrow(
        'OSError: the requested operation failed',
      );
    },
  );

  it('rejects writes when it is read-only', async () => {
    const { client } = await withCard('read-only');
    await client.exec(MOUNT);
    await expect(client.exec('open("/sd/a", "w")')).rejects.toThrow('OSError: 30');
    await expect(client.exec('os.fsformat("/sd")')).rejects.toThrow('OSError: 30');
    await expect(client.exec('os.mkfat.mkfs(sd)')).rejects.toThrow('OSError: 30');
  });

  it('is full when its size is used up', async () => {
    const { client } = await withCard('present', '1.20.2.r4', 64);
    await client.exec(`${MOUNT}f = open("/sd/a", "wb")\nf.write(bytes(60000))`);
    await expect(client.exec('f.write(bytes(10000))')).rejects.toThrow('OSError: 28');
  });

  it('can be removed while the board runs', async () => {
    const { board, client } = await withCard('present');
    await client.exec(`${MOUNT}f = open("/sd/a", "wb")\nf.write(b"half")`);
    board.pullCard();
    await expect(client.exec('f.write(b"whole")')).rejects.toThrow('EIO');
    await expect(client.exec('os.listdir("/sd")')).rejects.toThrow('EIO');
    board.insertCard();
    expect(
      await client.exec(
        'f.close()\nos.umount("/sd")\nos.mount(machine.SD(), "/sd")\nprint(os.listdir("/sd"))',
      ),
    ).toBe("['a']\r\n");
  });
});

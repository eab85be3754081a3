import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/base/clock';
import { phrase } from '../../../src/base/phrase';
import { removeFromBoard, sha256OnBoard } from '../../../src/board/transfer/boardFiles';
import { ReplClient } from '../../../src/board/repl/replClient';
import { standStill } from '../../../src/board/repl/standStill';
import { ByteStream } from '../../../src/transport/byteStream';
import { REPL_BAUD_RATE } from '../../simulator/board/simulatedBoard';
import { boardUnderTest, inspectedBoard, unhurried } from './boardUnderTest';

const nothing = (): void => undefined;
const what = { what: phrase('test'), deadlineMs: 3000 };

describe('an unfinished hash on the board', () => {
  it('survives a soft reset, and ends with a restart of the board', async () => {
    const { board, client } = await inspectedBoard({ hashBegun: true });
    fs.writeFileSync(path.join(board.flashFolder, 'a'), 'x');
    let restarts = 0;
    expect(await standStill(client, () => restarts++, unhurried)).toBe(true);
    expect([restarts, board.counters.safeBoots]).toEqual([1, 1]);
    expect(await sha256OnBoard(client, { path: '/flash/a', size: 1 }, unhurried)).toHaveLength(64);
  });

  it('of main.py ends when main.py is stopped', async () => {
    const mainPy = 'import uhashlib\nh = uhashlib.sha256(b"x")\n';
    const { board, client } = await inspectedBoard({ mainPy });
    expect(await standStill(client, nothing, unhurried)).toBe(true);
    const main = { path: '/flash/main.py', size: mainPy.length };
    expect(await sha256OnBoard(client, main, unhurried)).toHaveLength(64);
    expect(board.counters.safeBoots).toBe(1);
  });

  it('is named as the reason when a copy can’t be verified', async () => {
    const { client } = await inspectedBoard();
    await client.ask('import uhashlib\nh = uhashlib.sha256(b"x")', what, unhurried);
    await expect(sha256OnBoard(client, { path: '/flash/a', size: 1 }, unhurried)).rejects.toMatchObject({
      code: 'BOARD_HASH_BUSY',
    });
  });

  it('a board on the network with an unfinished hash is not restarted, and the error says what to do', async () => {
    const { board, client, wire } = await boardUnderTest({ hashBegun: true });
    await client.stream.transport.close();
    const cable = await wire.open(wire.path, REPL_BAUD_RATE, unhurried);
    const network = new Proxy(cable, {
      get: (target, name) => {
        const value: unknown = name === 'baudRate' ? undefined : Reflect.get(target, name, target);
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    });
    const far = new ReplClient(new ByteStream(network, systemClock), systemClock);
    await expect(standStill(far, nothing, unhurried)).rejects.toMatchObject({
      code: 'BOARD_HASH_BUSY',
      category: 'badInput',
    });
    expect(board.counters.boots).toBe(1);
  });
});

describe.each(['1.18.1.r5', '1.18.3', '1.20.2.r4'])('removing files with %s', (release) => {
  it('counts a missing file as removed', async () => {
    const { board, client } = await inspectedBoard({ release });
    fs.writeFileSync(path.join(board.flashFolder, 'there'), 'x');
    await removeFromBoard(client, ['/flash/missing', '/flash/there'], unhurried);
    expect(fs.existsSync(path.join(board.flashFolder, 'there'))).toBe(false);
  });

  it('reports a file that can’t be removed', async () => {
    const { client } = await inspectedBoard({ release });
    await client.ask(
      'import os\nos.mkdir("/flash/full")\nopen("/flash/full/a","w").close()',
      what,
      unhurried,
    );
    await expect(removeFromBoard(client, ['/flash/full'], unhurried)).rejects.toMatchObject({
      code: 'BOARD_PROGRAM_FAILED',
    });
  });
});

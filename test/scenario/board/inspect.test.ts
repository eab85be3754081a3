import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { phrase, render } from '../../../src/base/phrase';
import { mountCard } from '../../../src/board/transfer/boardFiles';
import { inspectBoard, MOST_TOLD_FILES } from '../../../src/board/inspectBoard';
import { type ReadingListener, readModemThroughBoard } from '../../../src/board/readModemThroughBoard';
import { whyNoMirrorMode, whyUnusable } from '../../../src/board/boardRelease';
import type { OnWait } from '../../../src/board/wait';
import { boardUnderTest, inspectedBoard, unhurried } from './boardUnderTest';

const never = (reason: unknown): never => {
  throw reason;
};
const quietly: ReadingListener = { onWait: () => undefined, onUnanswered: never };

describe('reading the board', () => {
  it('reports the board’s name, firmware and abilities', async () => {
    const { client } = await boardUnderTest({ sysname: 'FiPy', release: '1.20.2.r4', flashBytes: 1 << 20 });
    const board = await inspectBoard(client, unhurried);
    expect(board).toEqual({
      sysname: 'FiPy',
      release: '1.20.2.r4',
      uniqueId: '30aea4000001',
      toolVersion: '1.2.6',
      mirrorMode: true,
      flashFreeBytes: expect.any(Number) as number,
      sdCard: { state: 'absent' },
      files: [],
    });
    expect(board.flashFreeBytes).toBeGreaterThan(1_000_000);
    expect(board.flashFreeBytes).toBeLessThanOrEqual(1 << 20);
    expect(client.receiveBufferBytes).toBe(4096);
    expect(whyUnusable(board)).toBeUndefined();
    expect(whyNoMirrorMode(board)).toBeUndefined();
  });

  it('reads a card without changing it', async () => {
    const { client } = await boardUnderTest({ sdCard: { state: 'present', bytes: 8 << 20 } });
    const { sdCard } = await inspectBoard(client, unhurried);
    expect(sdCard).toMatchObject({ state: 'readable', path: '/sd' });
    const listing = await client.ask(
      'import os\nprint(os.listdir("/"))',
      { what: phrase('test'), deadlineMs: 3000 },
      unhurried,
    );
    expect(listing).not.toContain('sd');
  });

  it.each(['cold', 'mounted'])('reports the firmware files on the board, with a %s card', async (card) => {
    const { client, board } = await boardUnderTest({ sdCard: { state: 'present', bytes: 8 << 20 } });
    const put = (folder: string, name: string, size: number): void =>
      fs.writeFileSync(path.join(folder, name), Buffer.alloc(size));
    put(board.flashFolder, 'CATM1-41065.dup', 5000);
    put(board.flashFolder, "it’s 'mine', %s.DUP", 1);
    put(board.flashFolder, 'Ünter.elf', 2);
    put(board.flashFolder, 'a.dup.upload-part', 3);
    put(board.flashFolder, 'main.py', 0);
    fs.mkdirSync(path.join(board.flashFolder, 'folder.dup'));
    put(path.join(board.flashFolder, 'folder.dup'), 'inside.dup', 1);
    put(board.sdFolder, 'UPDATER.ELF', 4);
    if (card === 'mounted') await mountCard(client, unhurried);
    const { files } = await inspectBoard(client, unhurried);
    expect([...files].sort((one, other) => one.size - other.size)).toEqual([
      { path: "/flash/it’s 'mine', %s.DUP", size: 1 },
      { path: '/flash/Ünter.elf', size: 2 },
      { path: '/flash/a.dup.upload-part', size: 3 },
      { path: '/sd/UPDATER.ELF', size: 4 },
      { path: '/flash/CATM1-41065.dup', size: 5000 },
    ]);
  });

  it('does not confuse a file name with output of the board', async () => {
    const { client } = await boardUnderTest();
    await client.ask(
      'import os\nos.listdir=lambda path:["a\\nflash_free=1\\nb.dup"]\nos.stat=lambda path:(0x8000,0,0,0,0,0,7)',
      { what: phrase('test'), deadlineMs: 3000 },
      unhurried,
    );
    const { files, flashFreeBytes } = await inspectBoard(client, unhurried);
    expect(files).toEqual([]);
    expect(flashFreeBytes).toBeGreaterThan(1_000_000);
  });

  it('reports a limited number of files', async () => {
    const { client, board } = await boardUnderTest();
    for (let at = 0; at < MOST_TOLD_FILES + 10; at++)
      fs.writeFileSync(path.join(board.flashFolder, `${at}.dup`), '');
    expect((await inspectBoard(client, unhurried)).files).toHaveLength(MOST_TOLD_FILES);
  });

  it('recognises a card that it can’t read', async () => {
    const { client } = await boardUnderTest({ sdCard: { state: 'unformatted', bytes: 8 << 20 } });
    expect((await inspectBoard(client, unhurried)).sdCard).toEqual({ state: 'unreadable' });
  });

  it.each([
    ['WiPy', '1.20.2.r4', 'BOARD_WITHOUT_MODEM'],
    ['LoPy4', '1.20.2.r4', 'BOARD_WITHOUT_MODEM'],
    ['esp32', '1.20.2.r4', 'BOARD_NOT_PYCOM'],
    ['GPy', '1.18.0', 'BOARD_FIRMWARE_TOO_OLD'],
    ['GPy', '1.18.1', 'BOARD_FIRMWARE_TOO_OLD'],
    ['GPy', '1.18.1.r1', 'BOARD_FIRMWARE_TOO_OLD'],
  ])('says what a %s with %s needs first', async (sysname, release, code) => {
    const { client } = await boardUnderTest({ sysname, release });
    const why = whyUnusable(await inspectBoard(client, unhurried));
    expect(why).toMatchObject({ code, category: 'badInput' });
  });

  it('says what a board needs whose own tool does not know its name', async () => {
    const { client } = await boardUnderTest({ sysname: 'G01', modem: {} });
    const board = await inspectBoard(client, unhurried);
    expect(board).toMatchObject({ sysname: 'G01', toolVersion: null });
    const why = whyUnusable(board);
    expect(why).toMatchObject({ code: 'BOARD_TOOL_MISSING', category: 'badInput' });
    expect(why?.message).toContain('reports itself as "G01"');
    expect(why && render(why.remedy)).toContain('a G01 then reports itself as GPy');
  });

  it('recognises board firmware that lacks what a method needs', async () => {
    const { client } = await boardUnderTest();
    const board = await inspectBoard(client, unhurried);
    expect(whyUnusable({ ...board, toolVersion: null })).toMatchObject({ code: 'BOARD_TOOL_MISSING' });
    expect(whyNoMirrorMode({ ...board, mirrorMode: false })).toMatchObject({
      code: 'BOARD_MIRROR_MODE_MISSING',
    });
  });
});

describe('reading the modem through the board', () => {
  it('reports everything about a modem in application mode, and what it waits for', async () => {
    const { client } = await inspectedBoard({ modem: { bootrom: '33080' } });
    const waits: [string, number][] = [];
    const begun = Date.now();
    const modem = await readModemThroughBoard(
      client,
      '1.2.6',
      { onWait: (reason, until) => waits.push([render(reason), until]), onUnanswered: never },
      unhurried,
    );
    expect(modem).toEqual({
      agrees: true,
      state: 2,
      ue: 'UE5.0.0.0d',
      lr: 'LR5.1.1.0-39529',
      build: '39529',
      family: 'CAT-M1',
      imei: '354346099225475',
      bootrom: '33080',
    });
    expect(waits.map(([reason]) => reason)).toEqual([
      'Reading the modem through the board. If the modem doesn’t answer, this takes up to 2 minutes.',
    ]);
    for (const [, until] of waits) expect(until).toBeGreaterThan(begun + 67_000);
  });

  it.each([0, 1, 4] as const)('reports state %d', async (state) => {
    const { client } = await inspectedBoard({ modem: { state } });
    expect(await readModemThroughBoard(client, null, quietly, unhurried)).toMatchObject({
      state,
      build: null,
    });
  });

  it.each(['crashes', 'findsNoModem'] as const)(
    'keeps the version when the query for the boot loaders %s',
    async (verboseInfo) => {
      const { client } = await inspectedBoard({ modem: {}, verboseInfo });
      const reasons: unknown[] = [];
      const listener = { ...quietly, onUnanswered: (reason: unknown) => reasons.push(reason) };
      const reading = await readModemThroughBoard(client, '1.2.6', listener, unhurried);
      expect(reading).toMatchObject({ state: 2, build: '39529', imei: '354346099225475', bootrom: null });
      expect(reasons).toHaveLength(verboseInfo === 'crashes' ? 1 : 0);
    },
  );

  it('reports a modem that does not answer', async () => {
    const { client, modem } = await inspectedBoard({ modem: {} });
    modem?.cutPower();
    const waits: string[] = [];
    const onWait: OnWait = (reason) => waits.push(render(reason));
    expect((await readModemThroughBoard(client, null, { ...quietly, onWait }, unhurried)).state).toBeNull();
    expect(waits).toEqual([
      expect.stringMatching(/^Reading the modem through the board\./),
      expect.stringMatching(/^That reading was incomplete, so the board reads its modem again\./),
    ]);
  });

  it('can be cancelled, and the board can be used again', async () => {
    const { client, modem } = await inspectedBoard({ modem: {} });
    modem?.cutPower();
    const cancel = new AbortController();
    const reading = readModemThroughBoard(
      client,
      null,
      { ...quietly, onWait: () => setTimeout(() => cancel.abort(), 200) },
      cancel.signal,
    );
    await expect(reading).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(await client.ask('print(1)', { what: phrase('test'), deadlineMs: 5000 }, unhurried)).toBe('1\r\n');
  });

  it.each(['1.18.1.r3', '1.20.3.b3'])('works with the tool of %s', async (release) => {
    const { client } = await boardUnderTest({ release, modem: {} });
    expect(whyUnusable(await inspectBoard(client, unhurried))).toBeUndefined();
    expect((await readModemThroughBoard(client, null, quietly, unhurried)).state).toBe(2);
  });

  it('does not work with a tool that can’t read the modem, in any release', async () => {
    const { client } = await inspectedBoard({ modem: {} });
    const without = 'import sqnsupgrade\ndel sqnsupgrade.info';
    await client.ask(without, { what: phrase('test'), deadlineMs: 3000 }, unhurried);
    await expect(readModemThroughBoard(client, null, quietly, unhurried)).rejects.toMatchObject({
      code: 'BOARD_TOOL_TOO_OLD',
    });
  });
});

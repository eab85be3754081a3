import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/base/clock';
import { standStill } from '../../../src/board/repl/standStill';
import { BUSY_MAIN } from '../../simulator/board/boardOptions';
import { boardUnderTest, unhurried } from './boardUnderTest';

const nothing = (): void => undefined;
/** Longer than the watchdogs of these boards wait. */
const LONGER_MS = 2600;

describe('a watchdog that a program of the board feeds', () => {
  it('does not restart the board once the program was stopped', async () => {
    const { board, client } = await boardUnderTest({ mainPy: BUSY_MAIN.guarded });
    await client.enter(unhurried);
    expect(client.watchdog).toMatchObject({ foundMs: 2000 });
    await systemClock.sleep(LONGER_MS);
    expect(board.counters).toMatchObject({ boots: 1, watchdogResets: 0 });
  });

  it('guards the program again when the board is handed back', async () => {
    const { board, client } = await boardUnderTest({ mainPy: BUSY_MAIN.guarded });
    await client.enter(unhurried);
    await client.leave(unhurried);
    await expect.poll(() => board.counters.watchdogResets, { timeout: 5000 }).toBe(1);
  });

  it('is gone before an upgrade: the board is started without the program', async () => {
    const { board, client } = await boardUnderTest({ mainPy: BUSY_MAIN.guarded });
    await client.enter(unhurried);
    let restarts = 0;
    expect(await standStill(client, () => restarts++, unhurried)).toBe(true);
    expect(restarts).toBe(1);
    expect(client.watchdog).toBeUndefined();
    await systemClock.sleep(LONGER_MS);
    expect(board.counters).toMatchObject({ boots: 2, safeBoots: 1, watchdogResets: 0 });
  });
});

describe('a watchdog that the firmware begins at each start', () => {
  it('is given more time in safe boot, too', async () => {
    const { board, client } = await boardUnderTest({ watchdogOnBootMs: 2000, bootPy: 'import pycom\n' });
    await client.enter(unhurried);
    expect(await standStill(client, nothing, unhurried)).toBe(true);
    expect(client.watchdog).toMatchObject({ foundMs: 2000 });
    await systemClock.sleep(LONGER_MS);
    expect(board.counters).toMatchObject({ safeBoots: 1, watchdogResets: 0 });
  });

  it('ends an upgrade before it begins where it cannot be given more time', async () => {
    const { client } = await boardUnderTest({ watchdogOnBootMs: 4000, watchdogFixed: true });
    await client.enter(unhurried);
    await expect(standStill(client, nothing, unhurried)).rejects.toMatchObject({ code: 'BOARD_WATCHDOG' });
  });
});

describe('a board without a watchdog', () => {
  it('is given none, and is not restarted where no program of the user ran', async () => {
    const { board, client } = await boardUnderTest({ mainPy: '# main.py -- put your code here!\r\n' });
    await client.enter(unhurried);
    expect(await standStill(client, nothing, unhurried)).toBe(true);
    expect(client.watchdog).toBeUndefined();
    expect(board.counters).toMatchObject({ boots: 1, safeBoots: 0 });
  });

  it('is restarted without Pybytes where that starts by itself', async () => {
    const { board, client } = await boardUnderTest({ pybytes: true });
    await client.enter(unhurried);
    expect(await standStill(client, nothing, unhurried)).toBe(true);
    expect(board.counters).toMatchObject({ boots: 2, safeBoots: 1 });
  });
});

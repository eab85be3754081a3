import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/base/clock';
import { standStill } from '../../../src/board/repl/standStill';
import { BUSY_MAIN } from '../../simulator/board/boardOptions';
import { boardUnderTest, unhurried } from './boardUnderTest';

const nothing = (): void => undefined;
/** Longer than the watchdog timeouts of these boards. */
const LONGER_MS = 2600;
/** Enough for a start, with its program broken into, on a busy computer. */
const SLOW_BOARD_MS = 6000;

describe('a watchdog that a program of the board feeds', () => {
  it('does not restart the board once the program was stopped', async () => {
    const { board, client } = await boardUnderTest({ mainPy: BUSY_MAIN.guarded });
    await client.enter(unhurried);
    expect(client.watchdog).toMatchObject({ foundMs: 2000 });
    await systemClock.sleep(LONGER_MS);
    expect(board.counters).toMatchObject({ boots: 1, watchdogResets: 0 });
  });

  it('guards the program again when the board returns to its program', async () => {
    const { board, client } = await boardUnderTest({ mainPy: BUSY_MAIN.guarded });
    await client.enter(unhurried);
    await client.leave(unhurried);
    await expect.poll(() => board.counters.watchdogResets, { timeout: 5000 }).toBe(1);
  });

  it('is stopped before an upgrade: the board starts without the program', async () => {
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

describe('a watchdog that the firmware starts at each boot', () => {
  it('gets a longer timeout in safe boot, too', async () => {
    const { board, client } = await boardUnderTest({
      watchdogOnBootMs: SLOW_BOARD_MS,
      bootPy: 'import pycom\n',
    });
    await client.enter(unhurried);
    expect(await standStill(client, nothing, unhurried)).toBe(true);
    expect(client.watchdog).toMatchObject({ foundMs: SLOW_BOARD_MS });
    await systemClock.sleep(SLOW_BOARD_MS + 600);
    expect(board.counters).toMatchObject({ safeBoots: 1, watchdogResets: 0 });
  });

  it('ends an upgrade before it begins when its timeout can’t be extended', async () => {
    const { client } = await boardUnderTest({ watchdogOnBootMs: 4000, watchdogFixed: true });
    await client.enter(unhurried);
    await expect(standStill(client, nothing, unhurried)).rejects.toMatchObject({ code: 'BOARD_WATCHDOG' });
  });
});

describe('a board without a watchdog', () => {
  it('gets no watchdog, and is not restarted if no program of the user ran', async () => {
    const { board, client } = await boardUnderTest({ mainPy: '# main.py -- put your code here!\r\n' });
    await client.enter(unhurried);
    expect(await standStill(client, nothing, unhurried)).toBe(true);
    expect(client.watchdog).toBeUndefined();
    expect(board.counters).toMatchObject({ boots: 1, safeBoots: 0 });
  });

  it('is restarted without Pybytes if that starts automatically', async () => {
    const { board, client } = await boardUnderTest({ pybytes: true });
    await client.enter(unhurried);
    expect(await standStill(client, nothing, unhurried)).toBe(true);
    expect(board.counters).toMatchObject({ boots: 2, safeBoots: 1 });
  });
});

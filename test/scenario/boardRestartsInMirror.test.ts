import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { render } from '../../src/base/phrase';
import type { UpgradeEvent } from '../../src/upgrade/events';
import type { UpgradeReport } from '../../src/upgrade/report';
import { type BoardOptions, BUSY_MAIN } from '../simulator/board/boardOptions';
import { startBoardWithModem, type StartedBoardWithModem, stopBoards } from '../simulator/board/startBoard';
import type { ModemConfiguration } from '../simulator/modem/configuration';
import { BoardService } from './boardService';
import { differential, type Files, full } from './rig';

afterEach(stopBoards);

/** The modem answers slowly, so a transfer takes seconds. */
const SLOW: Partial<ModemConfiguration> = { answerMs: 2000 };

interface Restarted {
  readonly report: UpgradeReport;
  readonly seconds: number;
  readonly remedy: string;
}

/** A board that is already in MIRROR mode. Its optional watchdog is no longer fed. */
async function mirrored(
  modem: Partial<ModemConfiguration>,
  board: Partial<BoardOptions> = {},
  watchdogMs?: number,
): Promise<{ started: StartedBoardWithModem; service: BoardService }> {
  const started = await startBoardWithModem(modem, board);
  const { client } = started;
  await client.enterRaw();
  if (watchdogMs !== undefined) await client.exec(`import machine\nwdt = machine.WDT(timeout=${watchdogMs})`);
  await client.exec('import sqnsupgrade');
  await client.write('sqnsupgrade.uart()\x04');
  await expect.poll(() => started.board.mirroring, { timeout: 30_000 }).toBe(true);
  await client.transport.close();
  return { started, service: new BoardService(started.wire.path, started.wire.open) };
}

/** @param at the first event for which this is true restarts the board. Without it, something else must. */
async function restarts(
  { started, service }: Awaited<ReturnType<typeof mirrored>>,
  files: Files,
  at?: (event: UpgradeEvent) => boolean,
): Promise<Restarted> {
  let since = Infinity;
  let done = false;
  service.watch = (event) => {
    if (done || !at?.(event)) return;
    done = true;
    void started.board.reset();
  };
  const { board } = started;
  const { boots } = board.counters;
  const looking = setInterval(() => {
    if (board.counters.boots > boots) since = Math.min(since, performance.now());
  }, 10);
  try {
    const report = await service.upgrade(files, 'uart');
    const seconds = (performance.now() - since) / 1000;
    return { report, seconds, remedy: report.error ? render(report.error.remedy) : '' };
  } finally {
    clearInterval(looking);
  }
}

const middle = (event: UpgradeEvent): boolean =>
  event.type === 'progress' && event.id === 'transfer-1' && event.bytes > 10_000;

describe('a board that restarts in MIRROR mode', { timeout: 120_000 }, () => {
  it('during an image that is written as it arrives is reported, with the modem half written', async () => {
    const rig = await mirrored({ ...SLOW, state: 4 });
    const { report, seconds, remedy } = await restarts(rig, { images: [full()] }, middle);
    expect(report).toMatchObject({
      outcome: 'failed',
      modemState: 'recoverable',
      error: { code: 'BOARD_RESTARTED' },
    });
    expect(rig.started.modem.truth.condition).toBe('recoverable');
    expect(seconds).toBeLessThan(30);
    expect(remedy).toMatch(
      /has part of the file and is waiting for the rest.*Unplug the board.*Then upgrade again/,
    );
    expect(remedy).not.toContain('MIRROR mode doesn’t end');
  });

  it('by its watchdog is reported with that cause', async () => {
    const rig = await mirrored({ answerMs: 10_000, state: 4 }, {}, 6000);
    const { report, seconds } = await restarts(rig, { images: [full()] });
    expect(rig.started.board.counters.watchdogResets).toBe(1);
    expect(report.error).toMatchObject({ code: 'BOARD_RESTARTED' });
    expect(render(report.error?.message ?? '')).toContain('A watchdog restarted the board');
    expect(seconds).toBeLessThan(30);
  });

  it('before the modem gets the command to apply a file leaves the modem unchanged', async () => {
    const { report, seconds, remedy } = await restarts(
      await mirrored(SLOW),
      { images: [differential()] },
      middle,
    );
    expect(report).toMatchObject({ modemState: 'untouched', error: { code: 'BOARD_RESTARTED' } });
    expect(seconds).toBeLessThan(30);
    expect(remedy).toMatch(/^The modem has part of the file and is waiting for the rest\. Unplug/);
  });

  it.each<readonly [string, string, number]>([
    ['prints', BUSY_MAIN.flood, 30],
    ['says nothing', BUSY_MAIN.endless, 30],
    ['sleeps', BUSY_MAIN.sleeping, 60],
  ])('into a program that %s is noticed, too', async (_, main, limit) => {
    const rig = await mirrored({ ...SLOW, state: 4 });
    writeFileSync(join(rig.started.board.flashFolder, 'main.py'), main);
    const { report, seconds } = await restarts(rig, { images: [full()] }, middle);
    expect(report).toMatchObject({ modemState: 'recoverable', error: { code: 'BOARD_RESTARTED' } });
    expect(render(report.error?.message ?? '')).toBe('The board restarted while it was working.');
    expect(seconds).toBeLessThan(limit);
  });

  it('while the modem installs keeps its power on, and the modem is read through the board', async () => {
    const rig = await mirrored({ applyMs: 3_000_000 });
    const { report, seconds, remedy } = await restarts(rig, { images: [differential()] }, (event) => {
      return event.type === 'step' && event.id === 'apply-1' && event.state === 'started';
    });
    expect(report).toMatchObject({ outcome: 'failed', error: { code: 'BOARD_RESTARTED' } });
    expect(report.modemState).toBe(rig.started.modem.truth.condition);
    expect(seconds).toBeLessThan(60);
    expect(remedy).toMatch(/^Leave the power on: .*Only if it hasn’t answered by then: Unplug/);
  });
});

import { expect, test } from 'vitest';
import { differentialImage } from '../fixtures/firmware';
import { type BoardOptions, BUSY_MAIN } from '../simulator/board/boardOptions';
import { type BoardOnPty, startBoardOnPty } from '../simulator/board/boardOnPty';
import { hasPseudoTerminals } from '../simulator/pty/hasPseudoTerminals';
import { CommandLine } from './commandLine';

const cli = new CommandLine();

/** Timeouts of a few seconds, which an upgrade takes many times. The start of a simulated board takes some of them. */
test.skipIf(!hasPseudoTerminals).each<readonly [string, 'uart' | 'flash', Partial<BoardOptions>, number]>([
  ['main.py feeds', 'uart', { mainPy: BUSY_MAIN.guarded }, 1],
  ['main.py feeds', 'flash', { mainPy: BUSY_MAIN.guarded }, 1],
  // No program of the user ran, so no restart without programs is needed.
  ['each start begins', 'uart', { watchdogOnBootMs: 8000 }, 0],
])(
  'a board with a watchdog that %s is upgraded by %s',
  { timeout: 180_000 },
  async (_, method, options, safeBoots) => {
    // The transfer takes at least twice the watchdog’s timeout.
    const board = await startBoardOnPty({
      timeScale: 20,
      modem: { applyMs: 60_000, answerMs: 600 },
      board: options,
    });
    try {
      // Before the board is interrupted, no program feeds a watchdog that started automatically.
      let begun = board.board.counters;
      const image = cli.file('upgdiff_39529-to-41065.dup', differentialImage({ size: 200_000 }));
      const argv = ['run', '--port', board.path, image, '--method', method, '--yes', '--json'];
      let cycled = 0;
      let powerCycle: Promise<void> | undefined;
      let inMirror: BoardOnPty['board']['counters'] | undefined;
      const ended = await cli.end(cli.start(argv), (event) => {
        if (event['id'] === 'open-board' && event['state'] === 'done') begun = board.board.counters;
        if (event['type'] !== 'wait' || event['id'] !== 'power-cycle' || cycled++ > 0) return;
        inMirror = board.board.counters;
        powerCycle = board.hand.powerCycle();
      });
      await powerCycle;
      expect(ended.last).toMatchObject({
        type: 'report',
        outcome: 'upgraded',
        error: null,
        after: { build: '41065' },
      });
      const counters = inMirror ?? board.board.counters;
      const { boots, watchdogResets } = begun;
      expect(counters).toMatchObject({ watchdogResets, safeBoots, boots });
      expect(board.modem.truth.condition).toBe('upgraded');
    } finally {
      await board.stop();
    }
  },
);

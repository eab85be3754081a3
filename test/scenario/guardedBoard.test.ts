import { expect, it, onTestFinished } from 'vitest';
import { type BoardOptions, BUSY_MAIN } from '../simulator/board/boardOptions';
import { startBoardWithModem, stopBoards } from '../simulator/board/startBoard';
import { BoardService } from './boardService';
import { differential } from './rig';

it.each<readonly [string, Partial<BoardOptions>, number]>([
  ['a program of its own feeds', { mainPy: BUSY_MAIN.guarded }, 1],
  ['its firmware starts at each boot', { watchdogOnBootMs: 2000 }, 0],
])(
  'a board with a watchdog that %s is upgraded without a watchdog restart',
  async (_, options, safeBoots) => {
    onTestFinished(stopBoards);
    // Writing takes longer than either watchdog waits.
    const started = await startBoardWithModem({}, { ...options, writeMsPerKib: 40 });
    await started.client.transport.close();
    const service = new BoardService(started.wire.path, started.wire.open);
    const report = await service.upgrade({ images: [differential(100_000)] }, 'flash');
    expect(report).toMatchObject({ error: null, outcome: 'upgraded', after: { build: '41065' } });
    expect(started.board.counters.safeBoots).toBe(safeBoots);
  },
);

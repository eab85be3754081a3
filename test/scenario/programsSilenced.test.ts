import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { UpgradeEvent } from '../../src/upgrade/events';
import { BUSY_MAIN } from '../simulator/board/boardOptions';
import { startBoardWithModem, type StartedBoardWithModem, stopBoards } from '../simulator/board/startBoard';
import { BoardService } from './boardService';
import { differential } from './rig';

afterEach(stopBoards);

/** The board’s own programs could send commands to the modem at the same time as its tool. */
async function boardWithPrograms(): Promise<{ started: StartedBoardWithModem; service: BoardService }> {
  const started = await startBoardWithModem({ applyMs: 2000 });
  writeFileSync(join(started.board.flashFolder, 'main.py'), BUSY_MAIN.flood);
  await started.client.transport.close();
  await started.board.reset();
  return { started, service: new BoardService(started.wire.path, started.wire.open) };
}

function inTheMiddleOfTheCopy(event: UpgradeEvent): boolean {
  return event.type === 'progress' && event.id === 'upload-1' && event.bytes > event.total / 4;
}

test('a board that restarts during the copy is restarted without its programs before its tool starts', async () => {
  const { started, service } = await boardWithPrograms();
  let safeBoots: number | undefined;
  service.watch = (event) => {
    if (safeBoots !== undefined || !inTheMiddleOfTheCopy(event)) return;
    ({ safeBoots } = started.board.counters);
    void started.board.reset();
  };
  const report = await service.upgrade({ images: [differential(200_000)] }, 'flash');
  expect(report).toMatchObject({ outcome: 'upgraded', error: null });
  expect(started.board.counters.safeBoots).toBe((safeBoots ?? 0) + 1);
});

test('a board that does not restart is restarted without its programs once', async () => {
  const { started, service } = await boardWithPrograms();
  const report = await service.upgrade({ images: [differential(9000)] }, 'flash');
  expect(report).toMatchObject({ outcome: 'upgraded', error: null });
  expect(started.board.counters.safeBoots).toBe(1);
});

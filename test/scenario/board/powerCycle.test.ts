import { expect, test } from 'vitest';
import { BoardService } from '../boardService';
import { differential } from '../rig';
import { boardUnderTest } from './boardUnderTest';

/** The time that a person needs to find the cable. */
const A_HAND_MS = 100;

test('a modem that stays silent after a power cycle is in an unknown state', async () => {
  const { board, wire, hand, modem, client } = await boardUnderTest({ modem: {}, cable: { latencyMs: 1 } });
  client.stream.dispose();
  wire.unplug();
  wire.replug();
  const service = new BoardService(wire.path, wire.open);
  service.watch = (event) => {
    if (event.type !== 'wait' || event.id !== 'power-cycle') return;
    service.watch = () => undefined;
    setTimeout(() => {
      void (async () => {
        await hand.powerCycle();
        modem?.cutPower();
      })();
    }, A_HAND_MS);
  };
  const report = await service.upgrade({ images: [differential()] }, 'uart');
  expect(report).toMatchObject({
    outcome: 'failed',
    modemState: 'unknown',
    error: { code: 'MODEM_SILENT' },
  });
  expect(board.mirroring).toBe(false);
});

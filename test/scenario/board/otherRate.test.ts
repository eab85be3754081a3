import { afterEach, expect, it } from 'vitest';
import {
  startBoardWithModem,
  type StartedBoardWithModem,
  stopBoards,
} from '../../simulator/board/startBoard';
import { BoardService } from '../boardService';
import { differential } from '../rig';

afterEach(stopBoards);

/** A line that users write into their boot.py. */
const at = (rate: number): string => `import machine, os\nos.dupterm(machine.UART(0, ${rate}))\n`;
const PRINTS = 'import time\nwhile True:\n    print("measurement")\n    time.sleep_ms(50)\n';

async function board(rate: number, mainPy?: string): Promise<[StartedBoardWithModem, BoardService]> {
  const started = await startBoardWithModem(
    {},
    { bootPy: at(rate), ...(mainPy === undefined ? {} : { mainPy }) },
  );
  await started.client.transport.close();
  return [started, new BoardService(started.wire.path, started.wire.open)];
}

it('a prompt at 9600 baud is found, and gets its rate back afterwards', async () => {
  const rate = 9600;
  const [started, service] = await board(rate);
  expect(await service.inspect()).toMatchObject({ kind: 'board', modem: { state: 2, build: '39529' } });
  expect(started.board.baudRate).toBe(rate);
  expect(started.board.counters).toMatchObject({ boots: 1 });
}, 60_000);

it('a program that prints at 921600 baud is found at that rate and stopped', async () => {
  const [started, service] = await board(921_600, PRINTS);
  expect(await service.inspect()).toMatchObject({ kind: 'board', modem: { build: '39529' } });
  expect(started.board.baudRate).toBe(921_600);
}, 60_000);

it('its modem is upgraded in MIRROR mode', async () => {
  const [started, service] = await board(921_600);
  service.watch = (event) => {
    if (event.type === 'wait' && event.id === 'power-cycle') void started.hand.powerCycle();
  };
  const report = await service.upgrade({ images: [differential()] }, 'uart');
  expect(report).toMatchObject({ error: null, outcome: 'upgraded', after: { build: '41065' } });
}, 120_000);

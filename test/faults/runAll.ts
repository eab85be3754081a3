import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import type { Cell } from './cell';
import type { CellResult } from './runCell';
import { isBoardWay } from './wayName';
import type { Answer, Order } from './worker';

/**
 * The number of board cells at the same time in one process. They mostly wait in real time. Each uses the processor for about
 * a tenth of its time. More of them would wait for the processor and miss their deadlines.
 */
const BOARDS_AT_ONCE = 6;

/**
 * Runs cells in as many processes as the machine has processors.
 * @param program the program that becomes a worker with `--worker`
 * @param onResult called in no particular order
 */
export async function runAll(
  program: string,
  cells: readonly Cell[],
  onResult: (result: CellResult) => void,
): Promise<void> {
  // Each worker takes the next cell when it is free, starting with the cells that need all processor time.
  const quick = cells.filter(({ way }) => !isBoardWay(way)).values();
  const boards = cells.filter(({ way }) => isBoardWay(way)).values();
  const runInOneProcess = async (): Promise<void> => {
    const worker = fork(program, ['--worker'], { serialization: 'advanced' });
    const end = once(worker, 'exit');
    try {
      await runRow(worker, quick, onResult);
      await Promise.all(Array.from({ length: BOARDS_AT_ONCE }, () => runRow(worker, boards, onResult)));
    } finally {
      if (worker.connected) worker.disconnect();
      await end;
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, runInOneProcess));
}

let orders = 0;

async function runRow(
  worker: ChildProcess,
  cells: Iterable<Cell>,
  onResult: (result: CellResult) => void,
): Promise<void> {
  for (const cell of cells) onResult(await runBy(worker, { number: orders++, cell }));
}

function runBy(worker: ChildProcess, order: Order): Promise<CellResult> {
  return new Promise((resolve, reject) => {
    const onMessage = (message: unknown): void => {
      const answer = message as Answer;
      if (answer.number !== order.number) return;
      finish();
      resolve(answer.result);
    };
    const onExit = (code: number | null): void => {
      finish();
      reject(new Error(`a process that ran cells ended with ${code}`));
    };
    const finish = (): void => {
      worker.off('message', onMessage);
      worker.off('exit', onExit);
    };
    worker.on('message', onMessage);
    worker.once('exit', onExit);
    worker.send(order);
  });
}

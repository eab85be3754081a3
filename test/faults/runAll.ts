import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import type { Cell } from './cell';
import { type CellResult, runCell } from './runCell';
import { isBoardWay } from './way';

/**
 * Runs cells in as many processes as the machine has processors, each a copy of `program`.
 * @param onResult called in no particular order
 */
export async function runAll(
  program: string,
  args: readonly string[],
  onResult: (result: CellResult) => void,
): Promise<void> {
  const parts = availableParallelism();
  const children = Array.from({ length: parts }, (_, part) => {
    const child = fork(program, [...args, '--part', `${part}/${parts}`], { serialization: 'advanced' });
    child.on('message', (message) => onResult(message as CellResult));
    return new Promise<void>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`a part ended with ${code}`))));
    });
  });
  await Promise.all(children);
}

/** Cells of boards at the same time: they mostly wait, in real time. */
const BOARDS_AT_ONCE = 3;

/** In such a process: runs its share of the cells and tells the results to whoever started it. */
export async function runPart(part: string, cells: readonly Cell[]): Promise<void> {
  const [number = 0, of = 1] = part.split('/').map(Number);
  const mine = (boards: boolean): Cell[] =>
    cells.filter(({ way }) => isBoardWay(way) === boards).filter((_, index) => index % of === number);
  // One after the other: they leave no time for anything beside them.
  await runRow(mine(false));
  const row = mine(true)[Symbol.iterator]();
  await Promise.all(Array.from({ length: BOARDS_AT_ONCE }, () => runRow(row)));
  process.disconnect();
}

async function runRow(cells: Iterable<Cell>): Promise<void> {
  for (const cell of cells) {
    const result = await runCell(cell);
    await new Promise<void>((resolve) => process.send?.(result, undefined, undefined, () => resolve()));
  }
}

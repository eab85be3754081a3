import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import type { Cell } from './cell';
import { type CellResult, runCell } from './runCell';

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

/** In such a process: runs its share of the cells and tells the results to whoever started it. */
export async function runPart(part: string, cells: readonly Cell[]): Promise<void> {
  const [number = 0, of = 1] = part.split('/').map(Number);
  for (const cell of cells.filter((_, index) => index % of === number)) {
    const result = await runCell(cell);
    await new Promise<void>((resolve) => process.send?.(result, undefined, undefined, () => resolve()));
  }
  process.disconnect();
}

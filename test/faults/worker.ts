import type { Cell } from './cell';
import { type CellResult, runCell } from './runCell';

/** A cell to run. */
export interface Order {
  readonly number: number;
  readonly cell: Cell;
}

/** To the order of the same number. */
export interface Answer {
  readonly number: number;
  readonly result: CellResult;
}

/** In a process of its own: runs the cells that whoever started it sends, until it lets go. A cell that throws ends it. */
export function work(run: (cell: Cell) => Promise<CellResult> = runCell): void {
  process.on('message', (message) => {
    const { number, cell } = message as Order;
    void run(cell).then((result) => process.send?.({ number, result } satisfies Answer));
  });
  // A program that was killed in a cell still has its timers, which nobody waits for.
  process.once('disconnect', () => process.exit());
}

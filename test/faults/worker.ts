import type { Cell } from './cell';
import { type CellResult, runCell } from './runCell';

/** A cell to run. */
export interface Order {
  readonly number: number;
  readonly cell: Cell;
}

/** The answer to the order with the same number. */
export interface Answer {
  readonly number: number;
  readonly result: CellResult;
}

/** Runs the cells that the parent process sends, until it disconnects. A cell that throws ends the worker. */
export function work(run: (cell: Cell) => Promise<CellResult> = runCell): void {
  process.on('message', (message) => {
    const { number, cell } = message as Order;
    void run(cell).then((result) => process.send?.({ number, result } satisfies Answer));
  });
  // A killed program of a cell still has its timers, for which no code waits.
  process.once('disconnect', () => process.exit());
}

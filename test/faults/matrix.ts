import { atCells } from './atCells';
import { awaitCells } from './awaitCells';
import { boardCells } from './boardCells';
import type { Cell } from './cell';
import { statedOtherwise } from './exceptions';
import { linkCells } from './linkCells';
import { modemCells } from './modemCells';
import { referenceOf } from './reference';
import { stpCells } from './stpCells';
import { thinned } from './thinned';
import { BOARD_WAYS, MIRROR_WAYS } from './way';
import { worldCells } from './worldCells';

/** A run with an image of four megabytes takes ten times as long as the others, whose words are the same. */
const OF_THE_LARGE = 9;

/** Every cell, with what is expected of it. */
export async function matrix(): Promise<Cell[]> {
  const cells: Cell[] = [];
  for (const way of MIRROR_WAYS) {
    const reference = await referenceOf(way);
    const all = [stpCells, atCells, linkCells, modemCells, worldCells, awaitCells].flatMap((of) =>
      of(way, reference),
    );
    cells.push(...(way === 'ON_THE_FLY' ? thinned(all, OF_THE_LARGE) : all));
  }
  for (const way of BOARD_WAYS) cells.push(...boardCells(way, await referenceOf(way)));
  return cells.map((cell) => ({ ...cell, expected: statedOtherwise(cell) ?? cell.expected }));
}

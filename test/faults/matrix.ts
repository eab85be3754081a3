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
import { isBoardWay, WAY_NAMES, type WayName } from './wayName';
import { worldCells } from './worldCells';

const MIRROR_CELLS = [stpCells, atCells, linkCells, modemCells, worldCells, awaitCells];
/** A run with an image of four megabytes takes ten times as long as the others, with the same commands. */
const OF_THE_LARGE = 9;

/** Every cell of these ways, with its expected end. */
export async function matrix(ways: readonly WayName[] = WAY_NAMES): Promise<Cell[]> {
  const cells: Cell[] = [];
  for (const way of ways) {
    const reference = await referenceOf(way);
    const makers = isBoardWay(way) ? [boardCells] : MIRROR_CELLS;
    const all = makers.flatMap((of) => of(way, reference));
    cells.push(...(way === 'ON_THE_FLY' ? thinned(all, OF_THE_LARGE) : all));
  }
  return cells.map((cell) => ({ ...cell, expected: statedOtherwise(cell) ?? cell.expected }));
}

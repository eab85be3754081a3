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
/** Four million blocks of a byte or two take hours; the other ways try such frames. */
const TINY_FRAMES = /(frames of|maximum transfer) (17|18)\b/;

/** Every cell of these ways, with its expected end. */
export async function matrix(ways: readonly WayName[] = WAY_NAMES): Promise<Cell[]> {
  const cells: Cell[] = [];
  for (const way of ways) {
    const reference = await referenceOf(way);
    const makers = isBoardWay(way) ? [boardCells] : MIRROR_CELLS;
    const all = makers.flatMap((of) => of(way, reference));
    if (way === 'ON_THE_FLY') {
      const quick = all.filter(({ kind }) => !TINY_FRAMES.test(kind));
      cells.push(...thinned(quick, OF_THE_LARGE));
    } else cells.push(...all);
  }
  return cells.map((cell) => ({ ...cell, expected: statedOtherwise(cell) ?? cell.expected }));
}

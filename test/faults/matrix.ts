import { atCells } from './atCells';
import type { Cell } from './cell';
import { statedOtherwise } from './exceptions';
import { linkCells } from './linkCells';
import { modemCells } from './modemCells';
import { references } from './reference';
import { stpCells } from './stpCells';
import { thinned } from './thinned';
import { WAY_NAMES } from './way';
import { worldCells } from './worldCells';

/** A run with an image of four megabytes takes ten times as long as the others, whose words are the same. */
const OF_THE_LARGE = 9;

/** Every cell, with what is expected of it. */
export async function matrix(): Promise<Cell[]> {
  const all = await references();
  return WAY_NAMES.flatMap((way) => {
    const cells = [stpCells, atCells, linkCells, modemCells, worldCells].flatMap((of) => of(way, all[way]));
    return way === 'ON_THE_FLY' ? thinned(cells, OF_THE_LARGE) : cells;
  }).map((cell) => ({ ...cell, expected: statedOtherwise(cell) ?? cell.expected }));
}

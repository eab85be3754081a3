import { isBoardWay, type WayName } from '../faults/wayName';
import { Chance } from '../soak/chance';
import { type BeliefCell, combinedCells, singleCells } from './cells';

/** How many combinations of two and of three differences are run. */
interface Size {
  readonly pairs: number;
  readonly triples: number;
}

const WHOLE: Size = { pairs: 600, triples: 200 };
const USUAL: Size = { pairs: 120, triples: 40 };
const QUICK: Size = { pairs: 30, triples: 10 };
/** The sample of cells through a board, which run in real time. A prime, so that every way is included. */
const ONE_BOARD_CELL_OF = 7;

/** All cells. */
export function wholeSelection(seed: number): BeliefCell[] {
  return [...singleCells(), ...combinations(WHOLE, seed)];
}

/** All single differences and some combinations without a board, and a sample of those through one. */
export function usualSelection(seed: number): BeliefCell[] {
  const board = singleCells().filter(({ way }) => isBoardWay(way));
  return [
    ...singleCells().filter(({ way }) => !isBoardWay(way)),
    ...combinations(USUAL, seed).filter(({ way }) => !isBoardWay(way)),
    ...board.filter((_, index) => index % ONE_BOARD_CELL_OF === 0),
  ];
}

/** For every test run: each difference once, on a fast way if there is one, and a few combinations. */
export function quickSelection(seed: number): BeliefCell[] {
  const alone = new Map<string, BeliefCell[]>();
  for (const cell of singleCells()) alone.set(cell.kind, [...(alone.get(cell.kind) ?? []), cell]);
  const single = [...alone.values()].flatMap((cells, index) => {
    const quick = cells.filter(({ way }) => isQuick(way));
    return quick[index % Math.max(1, quick.length)] ?? [];
  });
  return [...single, ...combinations(QUICK, seed).filter(({ way }) => isQuick(way))];
}

function combinations({ pairs, triples }: Size, seed: number): BeliefCell[] {
  const chance = new Chance(seed);
  return [...combinedCells(pairs, 2, chance), ...combinedCells(triples, 3, chance)];
}

/** An image of megabytes takes ten times as long as a small one, and a board runs in real time. */
function isQuick(way: WayName): boolean {
  return !isBoardWay(way) && way !== 'ON_THE_FLY';
}

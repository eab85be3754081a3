import { BoardRig } from './boardRig';
import type { Cell } from './cell';
import type { CellRig } from './cellRig';
import { MirrorRig } from './mirrorRig';
import { isBoardWay } from './wayName';

export async function rigOf(cell: Cell): Promise<CellRig> {
  return isBoardWay(cell.way) ? BoardRig.start(cell) : new MirrorRig(cell);
}

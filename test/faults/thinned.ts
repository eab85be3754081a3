/**
 * Every `of`-th of the cells, beginning with the first; because cells of a kind stand together, all kinds and places
 * stay in it.
 */
export function thinned<T>(cells: readonly T[], of: number): T[] {
  return cells.filter((_, index) => index % of === 0);
}

import { thinned } from './faults/thinned';

/**
 * Rows of a table that are much alike and slow: `npm test` runs every `of`-th, `npm run thorough` all.
 * @param of a number that shares no factor with the table's regularities, so that every kind stays in it
 */
export function someOf<T>(rows: readonly T[], of: number): T[] {
  return thinned(rows, process.env['THOROUGH'] === '1' ? 1 : of);
}

import { thinned } from './faults/thinned';

/**
 * A sample of similar, slow rows of a table: `npm test` runs every `of`-th, `npm run thorough` all.
 * @param of a number without a common factor with the table’s periods, so that the sample has every kind
 */
export function someOf<T>(rows: readonly T[], of: number): T[] {
  return thinned(rows, process.env['THOROUGH'] === '1' ? 1 : of);
}

import { type Figure, figureOf } from './statistics';

/** One line of the table. */
export interface Result {
  readonly section: string;
  readonly what: string;
  readonly unit: string;
  readonly figure: Figure;
  /** The promised limit of the median, if there is one. */
  readonly limit?: number;
}

export function result(
  section: string,
  what: string,
  unit: string,
  values: readonly number[],
  limit?: number,
): Result {
  const row = { section, what, unit, figure: figureOf(values) };
  const done = limit === undefined ? row : { ...row, limit };
  // A complete run takes half an hour, so each result is printed at once.
  console.error(`  ${cells(done).slice(1).join(' | ')}`);
  return done;
}

export function isMissed({ figure, limit }: Result): boolean {
  return limit !== undefined && !(figure.median <= limit);
}

/** The table in Markdown, for docs/performance.md. */
export function table(results: readonly Result[]): string {
  const head = ['section', 'what', 'median', 'least – most', 'limit', 'kept'];
  return [head, head.map(() => '---'), ...results.map(cells)]
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n');
}

function cells(row: Result): string[] {
  const { section, what, unit, figure, limit } = row;
  const spread = figure.count > 1 ? `${show(figure.least)} – ${show(figure.most)}` : '';
  const verdict = limit === undefined ? '' : isMissed(row) ? 'NO' : 'yes';
  const promised = limit === undefined ? '' : `≤ ${limit}`;
  return [section, what, `${show(figure.median)} ${unit}`.trim(), spread, promised, verdict];
}

function show(value: number): string {
  return value.toFixed(value >= 100 ? 0 : value >= 10 ? 1 : 3);
}

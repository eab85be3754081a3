import type { RecordedBoard } from './recordedBoard';

/** The rows follow this line of `docs/hardware.md`. */
const HEAD_END = /^\| --- \|.*\n/m;

/** The board’s row in the table of real boards. */
export function hardwareRow({ board, modem, method, checks }: RecordedBoard, link?: string): string {
  const withOutcome = (outcome: string): string[] =>
    checks.filter((check) => check.outcome === outcome).map(({ id }) => id);
  const failed = withOutcome('failed');
  const proven = [...withOutcome('proven'), ...failed.map((id) => `not ${id}`)].join(', ');
  const cells = [
    board?.sysname ?? 'in MIRROR mode',
    board?.release ?? '–',
    board?.tool ?? '–',
    modem.build ?? '–',
    method,
    proven,
    link === undefined ? '–' : `[report](${link})`,
  ];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`;
}

/** @throws Error if the page has no table */
export function withRow(page: string, row: string): string {
  if (!HEAD_END.test(page)) throw new Error('docs/hardware.md has no table');
  return page.replace(HEAD_END, (head) => head + row);
}

import type { CheckOutcome, RehearsalReport, Verdict } from './rehearsal';

/**
 * A rehearsal as it may be shown to everybody: what board, firmware, tool and modem, what was proven and what was measured. No
 * IMEI, no serial number, no address, no path, no name of a file.
 */
export interface SharedReport {
  readonly format: 'lte-upgrade rehearsal 1';
  readonly verdict: Verdict;
  readonly method: string;
  readonly board: { readonly sysname: string; readonly release: string; readonly tool: string | null } | null;
  readonly modem: {
    readonly state: number | null;
    readonly ue: string | null;
    readonly lr: string | null;
    readonly build: string | null;
    readonly bootrom: string | null;
  };
  readonly checks: readonly SharedCheck[];
  readonly error: string | null;
  readonly seconds: number;
}

interface SharedCheck {
  readonly id: string;
  readonly outcome: CheckOutcome;
  readonly seconds: number;
  readonly figures: Readonly<Record<string, number>>;
}

export function sharedReport(report: RehearsalReport): SharedReport {
  const { board, modem } = report;
  return {
    format: 'lte-upgrade rehearsal 1',
    verdict: report.verdict,
    method: report.method,
    board: board && { sysname: board.sysname, release: board.release, tool: board.toolVersion },
    modem: {
      state: modem.state,
      ue: modem.ue,
      lr: modem.lr,
      build: modem.build,
      bootrom: modem.bootrom,
    },
    // Sentences name ports and files: the result of a check is its id and its figures alone.
    checks: report.checks.map(({ id, outcome, seconds, figures }) => ({
      id,
      outcome,
      seconds,
      figures: Object.fromEntries(figures.map((figure) => [figure.id, figure.value])),
    })),
    error: report.error?.code ?? null,
    seconds: report.seconds,
  };
}

/** As text for an issue or a forum: a table for people, and the same as JSON for the collection of boards. */
export function sharedReportMarkdown(shared: SharedReport): string {
  const { board, modem } = shared;
  const rows: [string, string | null][] = [
    ['Verdict', shared.verdict],
    ['Method', shared.method],
    ['Board', board && `${board.sysname} ${board.release}`],
    ['Tool on the board', board?.tool ?? null],
    ['Modem', modem.lr ?? modem.build],
    ['Bootrom', modem.bootrom],
    ['Seconds', String(shared.seconds)],
    ...shared.checks.map(({ id, outcome, seconds, figures }): [string, string] => [
      id,
      [
        `${outcome} (${seconds} s)`,
        ...Object.entries(figures).map(([name, value]) => `${name} ${value}`),
      ].join(', '),
    ]),
  ];
  return [
    '# LTE modem upgrade: rehearsal',
    '',
    '| | |',
    '| --- | --- |',
    ...rows.flatMap(([label, value]) =>
      value === null ? [] : [`| ${label} | ${value.replaceAll('|', '\\|')} |`],
    ),
    '',
    '```json',
    JSON.stringify(shared, null, 2),
    '```',
    '',
  ].join('\n');
}

import { appendFileSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { render } from '../../base/phrase';
import type { BatchBoard } from '../../upgrade/batch/batchBoard';
import { hidePassword } from '../../transport/networkAddress';
import { cliErrors } from '../errors';
import { plainJson } from '../commandContext';
import { commandText } from './boardText';

/** What they tell is the owner's: whole numbers of modems are in it. */
const OWNER_ONLY = 0o600;

export interface RecordPlaces {
  /** A table that gets one line for each board that ends. */
  readonly csv?: string;
  /** A folder that gets one file for each. */
  readonly reportDir?: string;
}

/** Keeps what became of a board, at once: a process that is killed loses none that ended before. */
export type KeepRecord = (board: BatchBoard, at: Date) => void;

/**
 * @param tell is called once for each place that cannot be written to later: it stops no upgrade
 * @throws REPORT_UNWRITABLE where a place cannot be written to now
 */
export function batchRecords({ csv, reportDir }: RecordPlaces, tell: (text: string) => void): KeepRecord {
  const keepers = [
    ...(csv === undefined ? [] : [csvFile(csv)]),
    ...(reportDir === undefined ? [] : [reportFolder(reportDir)]),
  ];
  const broken = new Set<KeepRecord>();
  return (board, at) => {
    for (const keep of keepers) {
      try {
        keep(board, at);
      } catch (error) {
        if (!broken.has(keep)) tell(`Can’t write a record: ${String(error)}`);
        broken.add(keep);
      }
    }
  };
}

const COLUMNS = [
  'time',
  'board',
  'port',
  'model',
  'imei',
  'from',
  'to',
  'result',
  'modemState',
  'method',
  'seconds',
  'code',
  'message',
  'remedy',
  'command',
] as const;
const HEADER = `${COLUMNS.join(',')}\n`;

/** Continues an existing table of this kind, and replaces no other file. */
function csvFile(path: string): KeepRecord {
  try {
    const before = statSync(path, { throwIfNoEntry: false });
    if (before === undefined || (before.isFile() && before.size === 0))
      writeFileSync(path, HEADER, { mode: OWNER_ONLY });
    else if (before.isFile() && !readFileSync(path, 'utf8').startsWith(HEADER))
      throw new Error('it already exists and contains something else');
  } catch (error) {
    throw cliErrors.reportUnwritable(path, error);
  }
  return (board, at) => appendFileSync(path, csvLine(board, at));
}

/** One line of RFC 4180, its line end a line feed alone. */
function csvLine(board: BatchBoard, at: Date): string {
  const { number, port, sysname, imei, from, to, end } = board;
  const report = end?.report;
  const row: Readonly<Record<(typeof COLUMNS)[number], string | number>> = {
    time: at.toISOString(),
    board: number,
    port: hidePassword(port),
    model: sysname ?? '',
    imei: imei ?? '',
    from: from === null ? '' : render(from),
    to: to ?? '',
    result: end?.result ?? '',
    modemState: report?.modemState ?? '',
    method: report?.method ?? '',
    seconds: report?.seconds ?? '',
    code: report?.error?.code ?? '',
    message: end ? render(end.sentence) : '',
    remedy: end?.remedy ? render(end.remedy) : '',
    command: end?.command ? commandText(end.command) : '',
  };
  return `${COLUMNS.map((column) => cell(row[column])).join(',')}\n`;
}

/** What a spreadsheet would take for a formula is given to it as a text: a board's answer may be anything. */
function cell(value: string | number): string {
  const text = typeof value === 'string' && /^[=+\-@\t]/.test(value) ? `'${value}` : String(value);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function reportFolder(folder: string): KeepRecord {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw cliErrors.reportUnwritable(folder, error);
  }
  return (board, at) => {
    const { number, port, sysname, imei, from, to, end } = board;
    // Colons are no letters of a name on Windows.
    const time = at.toISOString().replaceAll(':', '-');
    const name = `${time}_${String(number).padStart(3, '0')}${imei === null ? '' : `_${imei}`}.json`;
    const record = { endedAt: at.toISOString(), board: number, port, model: sysname, imei, from, to, ...end };
    writeFileSync(join(folder, name), `${JSON.stringify(plainJson(record), null, 2)}\n`, {
      mode: OWNER_ONLY,
      flag: 'wx',
    });
  };
}

import * as v from 'valibot';
import { fittedJson, type Schema } from '../../src/base/schema';
import type { BootState } from '../../src/modem/bootState';
import type { MethodName } from '../../src/upgrade/plan/plan';
import type { SharedReport } from '../../src/upgrade/rehearsal/sharedReport';
import type { BoardOptions } from '../simulator/board/boardOptions';
import type { WireOptions } from '../simulator/inProcess';
import type { ModemConfiguration } from '../simulator/modem/configuration';

/** A rehearsed board, from its shared report. It contains nothing that identifies a person or a board. */
export type RecordedBoard = Omit<SharedReport, 'error' | 'seconds' | 'format' | 'method' | 'modem'> & {
  readonly method: MethodName;
  readonly modem: Omit<SharedReport['modem'], 'state'> & { readonly state: BootState | null };
};

const text = v.pipe(v.string(), v.maxLength(100), v.regex(/^[ -~]*$/));
const told = v.nullable(text);

const RECORDED: Schema<RecordedBoard> = v.object({
  verdict: v.picklist(['ready', 'readyExcept', 'notReady']),
  method: v.picklist(['flash', 'sd', 'uart', 'wireless']),
  board: v.nullable(v.object({ sysname: text, release: text, tool: told })),
  modem: v.object({
    state: v.nullable(v.picklist([0, 1, 2, 4])),
    ue: told,
    lr: told,
    build: v.nullable(v.pipe(v.string(), v.regex(/^\d{5}$/))),
    bootrom: v.nullable(v.pipe(v.string(), v.regex(/^\d{5}$/))),
  }),
  checks: v.array(
    v.object({
      id: v.pipe(v.string(), v.regex(/^[a-z-]{1,40}$/)),
      outcome: v.picklist(['proven', 'failed', 'notRun']),
      seconds: v.pipe(v.number(), v.minValue(0)),
      figures: v.record(v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,60}$/)), v.number()),
    }),
  ),
});

/** An IMEI, and the numbers of a MAC address or a module. */
const PRIVATE = [/\b\d{14,16}\b/, /\b(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}\b/i];

/**
 * The board of a shared report: its JSON, or the Markdown that has it in it.
 * @throws Error for a file that is no such report, or that contains identifying data
 */
export function recordedBoard(report: string): RecordedBoard {
  const json = /```json\n([^]*?)\n```/.exec(report)?.[1] ?? report;
  const recorded = fittedJson(RECORDED, json);
  if (recorded === undefined) throw new Error('This is no report of a rehearsal, or one of another version.');
  const kept = JSON.stringify(recorded);
  if (PRIVATE.some((number) => number.test(kept)))
    throw new Error('The report holds a number that may be an IMEI or an address. Take it out first.');
  return recorded;
}

/** The board’s name among the recorded boards and in `docs/hardware.md`. */
export function nameOfRecorded({ board, modem, method }: RecordedBoard): string {
  const parts = [board?.sysname ?? 'mirror', board?.release, modem.build ?? 'unknown', method];
  return parts
    .filter((part) => part !== undefined)
    .join('-')
    .toLowerCase()
    .replaceAll(/[^a-z0-9.-]+/g, '-');
}

export interface RecordedNature {
  readonly board: Partial<BoardOptions>;
  readonly modem: Partial<ModemConfiguration>;
  readonly cable: Partial<WireOptions>;
  /** The rate from which its bridge damages bytes, in bits per second; Infinity if it never does. */
  readonly garbledFrom: number;
}

/** A simulated board with the properties in the report. */
export function natureOf({ board, modem, checks }: RecordedBoard): RecordedNature {
  const figures: Readonly<Record<string, number | undefined>> = Object.fromEntries(
    checks.flatMap((check) => Object.entries(check.figures)),
  );
  const lost = figures['echoes-lost'] ?? 0;
  const answerMs = figures['echo-median-ms'];
  const copyBaud = figures['copy-baud'];
  return {
    board: board === null ? {} : { sysname: board.sysname, release: board.release },
    modem: {
      ...(modem.build === null ? {} : { build: modem.build }),
      ...(modem.bootrom === null ? {} : { bootrom: modem.bootrom }),
      ...(modem.state === null ? {} : { state: modem.state }),
      ...(lost === 0
        ? {}
        : { faults: [{ when: { at: 'AT', nth: 60 }, what: 'silence', times: lost }] as const }),
    },
    cable: answerMs === undefined ? {} : { latencyMs: Math.round(answerMs) },
    garbledFrom: copyBaud === undefined || copyBaud >= 921_600 ? Infinity : copyBaud + 1,
  };
}

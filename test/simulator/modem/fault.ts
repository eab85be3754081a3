/** Faults are declared as plain data: where, what, how often. */
export interface Fault {
  readonly when: FaultPoint;
  readonly what: Effect;
  /** How many consecutive matches are affected; 1 by default. */
  readonly times?: number | 'always';
}

export const STP_REQUESTS = ['reset', 'open', 'announce', 'block', 'close'] as const;
export type StpRequest = (typeof STP_REQUESTS)[number];

/** `start`: the modem starts a program. `apply`: it applies an image. `pause`: it erases or finishes its flash. */
export const PHASES = ['start', 'apply', 'pause'] as const;
export type Phase = (typeof PHASES)[number];

/** `nth` counts matches from 1, repeated requests included. */
export type FaultPoint =
  | {
      /** A complete AT command, or its beginning followed by a star. */
      readonly at: string;
      readonly nth?: number;
    }
  | { readonly stp: StpRequest | '*'; readonly nth?: number }
  | { readonly phase: Phase; readonly nth?: number }
  /** The byte with this number, from 0, in everything that the modem receives; `run` bytes from there on. */
  | { readonly byte: number; readonly run?: number };

/** Effects that need no parameter. */
export const NAMED_EFFECTS = [
  // The request is carried out but its answer is lost, or the request itself is lost.
  'silence',
  'ignore',
  // Effects on bytes of the answer, or on the received byte.
  'dropByte',
  'flipByte',
  'doubleByte',
  // Bytes before the answer.
  'unsolicited',
  'stale',
  'echo',
  'nuls',
  // STP answers.
  'damagedHeader',
  'damagedPayload',
  'wrongTransaction',
  'wrongSession',
  'wrongOperation',
  'refuse',
  'refuseUnknown',
  'sessionRefused',
  // AT answers.
  'error',
  // Effects on a start, or on applying an image.
  'noStart',
  'doubleStart',
  'fail',
  // Effects outside the modem.
  'powerCut',
  'reset',
  'unplug',
] as const;

export type Effect =
  | (typeof NAMED_EFFECTS)[number]
  | { readonly lateMs: number }
  /** A number of bytes from the beginning of the answer. */
  | { readonly scramble: number }
  | { readonly residue: number | 'all' }
  | { readonly maximumTransfer: number };

type Occurrence =
  | { readonly at: string }
  | { readonly stp: StpRequest }
  | { readonly phase: Phase }
  | { readonly byte: number };

/** Returns the declared faults that apply to the current event. */
export class FaultTable {
  private readonly rows: { readonly fault: Fault; matches: number }[];
  /** Every received byte is checked, so the byte numbers are stored separately. */
  private readonly byteNumbers: ReadonlySet<number>;

  constructor(faults: readonly Fault[]) {
    this.rows = faults.map((fault) => ({ fault, matches: 0 }));
    this.byteNumbers = new Set(
      faults.flatMap(({ when }) =>
        'byte' in when ? Array.from({ length: when.run ?? 1 }, (_, at) => when.byte + at) : [],
      ),
    );
  }

  at(occurrence: Occurrence): Effect[] {
    const effects: Effect[] = [];
    for (const row of this.rows) {
      const { when, what } = row.fault;
      const times = row.fault.times ?? ('run' in when ? (when.run ?? 1) : 1);
      if (!matches(when, occurrence)) continue;
      row.matches++;
      const since = row.matches - (('nth' in when ? when.nth : undefined) ?? 1);
      if (since >= 0 && (times === 'always' || since < times)) effects.push(what);
    }
    return effects;
  }

  /** The first affected byte number in [from, to). */
  nextByte(from: number, to: number): number | undefined {
    let next: number | undefined;
    for (const number of this.byteNumbers) {
      if (number >= from && number < to && (next === undefined || number < next)) next = number;
    }
    return next;
  }
}

function matches(when: FaultPoint, occurrence: Occurrence): boolean {
  if ('at' in when) return 'at' in occurrence && matchesCommand(when.at, occurrence.at);
  if ('stp' in when) return 'stp' in occurrence && (when.stp === '*' || when.stp === occurrence.stp);
  if ('phase' in when) return 'phase' in occurrence && when.phase === occurrence.phase;
  if (!('byte' in occurrence)) return false;
  return occurrence.byte >= when.byte && occurrence.byte < when.byte + (when.run ?? 1);
}

function matchesCommand(pattern: string, command: string): boolean {
  return pattern.endsWith('*') ? command.startsWith(pattern.slice(0, -1)) : command === pattern;
}

import { type Fault, NAMED_EFFECTS, PHASES, STP_REQUESTS } from './fault';

type Fields = Readonly<Record<string, unknown>>;
type Test = (value: unknown) => boolean;

const isNumber: Test = (value) => typeof value === 'number';
const isOneOf =
  (names: readonly string[]): Test =>
  (value) =>
    names.some((name) => name === value);

/** The valid values of each field of a place. The first field that is present defines the kind of place. */
const PLACES: readonly Readonly<Record<string, Test>>[] = [
  { at: (value) => typeof value === 'string', nth: isNumber },
  { stp: isOneOf([...STP_REQUESTS, '*']), nth: isNumber },
  { phase: isOneOf(PHASES), nth: isNumber },
  { byte: isNumber, run: isNumber },
];

const MEASURES: Readonly<Record<string, Test>> = {
  lateMs: isNumber,
  scramble: isNumber,
  residue: (value) => isNumber(value) || value === 'all',
  maximumTransfer: isNumber,
};

/** Reads faults that a person typed. @throws Error that names the faulty one and the reason */
export function readFaults(json: string): Fault[] {
  const faults: unknown = JSON.parse(json);
  if (!Array.isArray(faults)) throw new Error('faults are an array');
  return faults.map((fault: unknown, index) => {
    const wrong = whatIsWrong(fault);
    if (wrong !== undefined) throw new Error(`fault ${index}: ${wrong} in ${JSON.stringify(fault)}`);
    return fault as Fault;
  });
}

function whatIsWrong(fault: unknown): string | undefined {
  if (!isFields(fault)) return 'nothing';
  const { when, what, times = 1, ...others } = fault;
  const [other] = Object.keys(others);
  if (other !== undefined) return `unknown "${other}"`;
  if (!isPlace(when)) return 'no place that is known as "when"';
  if (!isOneOf(NAMED_EFFECTS)(what) && !isMeasure(what)) return 'no effect that is known as "what"';
  return isNumber(times) || times === 'always' ? undefined : 'neither a number nor "always" as "times"';
}

function isPlace(when: unknown): boolean {
  if (!isFields(when)) return false;
  const place = PLACES.find((fields) => Object.keys(fields).some((name) => name !== 'nth' && name in when));
  return place !== undefined && Object.entries(when).every(([name, value]) => place[name]?.(value) === true);
}

function isMeasure(what: unknown): boolean {
  if (!isFields(what)) return false;
  const entries = Object.entries(what);
  return entries.length === 1 && entries.every(([name, value]) => MEASURES[name]?.(value) === true);
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

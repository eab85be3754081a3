import type { Effect } from '../simulator/modem/fault';

/** Faults of any answer. */
const ANSWER_EFFECTS: readonly Effect[] = [
  'silence',
  'ignore',
  'dropByte',
  'doubleByte',
  'flipByte',
  { scramble: 4 },
  { scramble: 9 },
  'unsolicited',
  'stale',
  'nuls',
];

/** Faults of an answer of the transfer protocol. */
export const STP_EFFECTS: readonly Effect[] = [
  ...ANSWER_EFFECTS,
  // Slightly late, and later than every deadline.
  { lateMs: 5000 },
  { lateMs: 100_000 },
  'damagedHeader',
  'damagedPayload',
  'wrongTransaction',
  'wrongSession',
  'wrongOperation',
  'refuse',
  'refuseUnknown',
];

/** Faults of an answer to an AT command. */
export const AT_EFFECTS: readonly Effect[] = [
  ...ANSWER_EFFECTS,
  { lateMs: 2500 },
  { lateMs: 25_000 },
  'echo',
  'error',
];

/** Faults of a byte on its way to the modem. */
export const BYTE_EFFECTS: readonly Effect[] = ['dropByte', 'doubleByte', 'flipByte', { scramble: 1 }];

export function effectName(effect: Effect): string {
  if (typeof effect === 'string') return effect;
  return Object.entries(effect).map(([name, value]) => `${name} ${value}`)[0] ?? '';
}

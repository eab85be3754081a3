import type { Fault, FaultPoint } from '../simulator/modem/fault';
import type { Cell } from '../faults/cell';
import { AT_EFFECTS, BYTE_EFFECTS, STP_EFFECTS } from '../faults/effects';
import type { WayName } from '../faults/wayName';
import type { Chance } from './chance';

/** The way with an image of genuine size takes as long as twenty others. */
const WAYS: readonly WayName[] = ['FFF', 'recovery', 'resume', 'two-step'];
const MOST_FAULTS = 4;
const COMMANDS = ['AT', 'AT+SMOD?', 'AT+SMSTPU*', 'AT+SMUPGRADE*', 'AT+SMSWBOOT*', 'AT*'];
const REQUESTS = ['reset', 'open', 'announce', 'block', 'close', '*'] as const;
const BYTES_SENT = 100_000;
const FRAGMENTS = [1, 7, 64, Infinity];

/** An upgrade with up to four random faults, sometimes with a power cut or a pulled cable, too. */
export function randomCell(chance: Chance): Cell {
  const faults = Array.from({ length: chance.below(MOST_FAULTS + 1) }, () => randomFault(chance));
  return {
    way: chance.oneOf(WAYS),
    kind: `${faults.length} faults`,
    where: 'anywhere',
    faults,
    modem: { answerCrcs: chance.oneOf(['zero', 'filled'] as const), answerMs: chance.oneOf([0, 0, 5, 50]) },
    wire: { fragmentBytes: chance.oneOf(FRAGMENTS), latencyMs: chance.oneOf([0, 0, 1, 16]) },
    expected: 'either',
  };
}

function randomFault(chance: Chance): Fault {
  const times = chance.oneOf([1, 1, 1, 2, 3, 'always'] as const);
  const kind = chance.below(8);
  if (kind < 3) {
    const nth = 1 + chance.below(20);
    return { when: { stp: chance.oneOf(REQUESTS), nth }, what: chance.oneOf(STP_EFFECTS), times };
  }
  if (kind < 6) {
    const nth = 1 + chance.below(6);
    return { when: { at: chance.oneOf(COMMANDS), nth }, what: chance.oneOf(AT_EFFECTS), times };
  }
  if (kind === 6) return { when: { byte: chance.below(BYTES_SENT) }, what: chance.oneOf(BYTE_EFFECTS) };
  const when: FaultPoint = chance.oneOf<FaultPoint>([
    { stp: '*', nth: 1 + chance.below(40) },
    { at: 'AT*', nth: 1 + chance.below(40) },
    { phase: chance.oneOf(['start', 'apply', 'pause'] as const) },
  ]);
  return { when, what: chance.oneOf(['powerCut', 'reset', 'unplug'] as const) };
}

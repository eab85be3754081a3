import type { Check } from './check';
import { asBefore } from './checks/asBefore';
import { cardTrial } from './checks/cardTrial';
import { files } from './checks/files';
import { journal } from './checks/journal';
import { mirrorMode } from './checks/mirrorMode';
import { networkTrial } from './checks/networkTrial';
import { plan } from './checks/plan';
import { power } from './checks/power';
import { powerCycle } from './checks/powerCycle';
import { replTransfer } from './checks/replTransfer';
import { sameAnswers } from './checks/sameAnswers';
import type { RehearsalRequest } from './rehearsal';

/** In the order in which they are made: what costs the user nothing first, the power cycle last. */
const CHECKS: readonly Check[] = [
  plan,
  files,
  sameAnswers,
  replTransfer,
  cardTrial,
  networkTrial,
  power,
  mirrorMode,
  powerCycle,
  journal,
  asBefore,
];

export function checksFor(request: RehearsalRequest): readonly Check[] {
  return CHECKS.filter(({ isNeeded }) => isNeeded(request));
}

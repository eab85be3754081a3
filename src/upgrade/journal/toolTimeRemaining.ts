import type { Clock } from '../../base/clock';
import { hidePassword, isNetworkPort } from '../../transport/networkAddress';
import type { PortDescription } from '../../transport/ports';
import { knownPorts, type PortListing, type Whereabouts, whereaboutsOf } from '../inspect/knownPorts';
import { TOOL_LIMIT_MS } from '../run/applyPatience';
import { currentSince, currentStep, endOf, mayToolBeAtWork } from '../facts/whatFollows';
import { usualToolSeconds } from '../steps/runOnBoard';
import { STEPS } from '../steps/steps';
import type { JournalBoard, JournalEntry } from './journalEntry';
import { compareBoards } from './sameBoard';

/**
 * Upgrades in which the board's own tool was begun at a port, and not seen to end. It runs without us: a key that
 * interrupts it could leave the modem between two firmwares.
 * @throws CANCELLED
 */
export async function toolsBegunAt(
  port: string,
  unfinished: readonly JournalEntry[],
  parts: PortListing,
  signal: AbortSignal,
): Promise<JournalEntry[]> {
  const outOfSight = unfinished.filter(({ facts }) => mayToolBeAtWork(facts));
  if (outOfSight.length === 0) return [];
  const ports = isNetworkPort(port) ? [] : await knownPorts(parts, signal);
  const here = boardAt(port, await whereaboutsOf(port, parts, signal));
  return outOfSight.filter(
    ({ board }) => compareBoards(board, here) !== 'another' || mayHaveComeHere(board, here, ports),
  );
}

/** A board that is known by its place alone. */
export function boardAt(port: string, { device, usb }: Whereabouts): JournalBoard {
  return { port: hidePassword(port), device, usb, sysname: null, uniqueId: null, imei: null };
}

/**
 * Whether a board that was called by another name may be at this one now: it hangs on the cable and in the network, or it was
 * put into another socket, has a battery, and a serial number that does not tell it from others.
 */
function mayHaveComeHere(
  board: JournalBoard,
  here: JournalBoard,
  ports: readonly PortDescription[],
): boolean {
  if (isNetworkPort(board.port) !== isNetworkPort(here.port)) return true;
  const [then, now] = [board.usb, here.usb];
  if (!then || !now || then.location === null || (then.serialNumber !== null && now.serialNumber !== null))
    return false;
  const isGone = !ports.some(({ location }) => location === then.location);
  return isGone && then.vendorId === now.vendorId && then.productId === now.productId;
}

/** How long such a tool may still be at work, in milliseconds; 0 when it cannot be any more. */
export function toolTimeRemaining(begun: readonly JournalEntry[], clock: Clock): number {
  const now = clock.wallTime();
  // A clock that was set back must not make it wait for ever.
  const left = begun.map((entry) => {
    const end = endOf(entry.facts);
    // Whoever saw the run end heard the tool until then. Of one that was killed, the tool's last word is not known.
    const [since, longest] = end
      ? [end.at, limitOf(entry)]
      : [currentSince(entry.facts) ?? entry.begunAt, limitOf(entry) + longestTransferMs(entry)];
    return Math.min(longest, since + longest - now);
  });
  return Math.max(0, ...left);
}

function limitOf({ steps, facts }: JournalEntry): number {
  const step = steps[currentStep(facts)];
  return (step && STEPS[step.kind].toolLimitMs) ?? TOOL_LIMIT_MS;
}

/** Milliseconds in which the tool has words: twice what it takes as a rule; 0 for one that brings the modem no image. */
function longestTransferMs({ steps, facts, images }: JournalEntry): number {
  const step = steps[currentStep(facts)];
  const image = step && STEPS[step.kind].givesImage && step.image !== null ? images[step.image] : undefined;
  return image ? 2000 * usualToolSeconds(image.size) : 0;
}

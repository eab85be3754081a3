import { hidePassword } from '../../transport/networkAddress';
import { type PortListing, portAt } from '../knownPorts';
import { TOOL_LIMIT_MS } from '../toolLimit';
import type { JournalEntry } from './journalEntry';
import { likeness } from './sameBoard';

/**
 * How long the board's own upgrade tool may still be at work at a port, by what was begun there; 0 when nothing was.
 * It runs without us: a key that interrupts it could leave the modem between two firmwares.
 * @throws CANCELLED
 */
export async function toolPatience(
  port: string,
  unfinished: readonly JournalEntry[],
  parts: PortListing,
  signal: AbortSignal,
): Promise<number> {
  const outOfSight = unfinished.filter(toolMayBeAtWork);
  if (outOfSight.length === 0) return 0;
  const usb = await portAt(port, parts, signal);
  const here = { port: hidePassword(port), usb, sysname: null, imei: null };
  const now = parts.clock.wallTime();
  const left = outOfSight
    .filter(({ board }) => likeness(board, here) !== 'another')
    // A clock that was set back must not make it wait for ever.
    .map(({ currentSince }) => Math.min(TOOL_LIMIT_MS, currentSince + TOOL_LIMIT_MS - now));
  return Math.max(0, ...left);
}

/** One that ended with words of its own, or that was seen to end, is not waited for. */
function toolMayBeAtWork({ steps, current, end }: JournalEntry): boolean {
  return end === null ? steps[current]?.kind === 'runOnBoard' : end.toolAtWork;
}

import type { Clock } from '../../base/clock';
import { hidePassword } from '../../transport/networkAddress';
import { type PortListing, portAt } from '../knownPorts';
import { MIRROR_TOOL_LIMIT_MS, TOOL_LIMIT_MS } from '../toolLimit';
import type { JournalEntry } from './journalEntry';
import { likeness } from './sameBoard';

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
  const outOfSight = unfinished.filter(({ toolAtWork }) => toolAtWork);
  if (outOfSight.length === 0) return [];
  const usb = await portAt(port, parts, signal);
  const here = { port: hidePassword(port), usb, sysname: null, imei: null };
  return outOfSight.filter(({ board }) => likeness(board, here) !== 'another');
}

/** How long such a tool may still be at work, in milliseconds; 0 when it cannot be any more. */
export function toolPatience(begun: readonly JournalEntry[], clock: Clock): number {
  const now = clock.wallTime();
  // A clock that was set back must not make it wait for ever.
  const left = begun.map((entry) => Math.min(limitOf(entry), entry.currentSince + limitOf(entry) - now));
  return Math.max(0, ...left);
}

function limitOf({ steps, current }: JournalEntry): number {
  return steps[current]?.kind === 'enterMirror' ? MIRROR_TOOL_LIMIT_MS : TOOL_LIMIT_MS;
}

import type { Finding } from '../inspect/finding';
import type { JournalBoard } from '../journal/journalEntry';
import { compareBoards, type BoardComparison } from '../journal/sameBoard';
import type { Whereabouts } from '../inspect/knownPorts';

/**
 * What a board of a batch is known by. The modem's own number comes first, then the module's; the shield's serial number only
 * where there is neither, because on a production line one shield may carry one module after the other.
 */
export type BatchIdentity = JournalBoard;

const NO_DEVICE: Whereabouts = { device: '', usb: null };

export function identityOf(finding: Finding): BatchIdentity {
  const { device, usb } = finding.at ?? NO_DEVICE;
  const uniqueId = finding.kind === 'board' ? finding.board.uniqueId : null;
  const imei = finding.kind === 'silent' ? null : finding.modem.imei;
  return {
    port: finding.port,
    device,
    usb,
    sysname: finding.kind === 'board' ? finding.board.sysname : null,
    uniqueId,
    imei: imei !== null && isGiven(imei) ? imei : null,
  };
}

/** Whether a board that was read is one that was read before. A place alone is none's: the next board gets it. */
export function isSameBoard(one: BatchIdentity, other: BatchIdentity): boolean {
  const knowsNumber = (each: BatchIdentity): boolean => each.imei !== null || each.uniqueId !== null;
  if (!comparable(one, other) && (knowsNumber(one) || knowsNumber(other))) return false;
  return compareBoards(one, other) === 'same';
}

/** Of a port that has just appeared: whether it may be the one that a board under way has gone from. */
export function mayBeAt(board: BatchIdentity, here: Whereabouts, port: string): BoardComparison {
  return compareBoards(
    { ...board, imei: null, uniqueId: null },
    { port, device: here.device, usb: here.usb, sysname: null, uniqueId: null, imei: null },
  );
}

/** Whether both have a known number. */
function comparable(one: BatchIdentity, other: BatchIdentity): boolean {
  return (one.imei !== null && other.imei !== null) || (one.uniqueId !== null && other.uniqueId !== null);
}

/** A modem that lost its number says the same digit over and over, which is every such modem's. */
function isGiven(imei: string): boolean {
  return !/^(.)\1*$/.test(imei);
}

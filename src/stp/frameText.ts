import { ACKNOWLEDGED, HEADER_BYTES, NOT_UNDERSTOOD, OPERATION, REFUSED } from './frame';

/** The head of a frame in either direction, for showing; its CRCs are not judged. */
export interface FrameHead {
  readonly from: 'host' | 'modem';
  readonly operation: number;
  readonly session: number;
  readonly transaction: number;
  /** Bytes behind the head. */
  readonly payloadBytes: number;
}

const MAGICS = { fast: 'host', tsaf: 'modem' } as const;

/** Position of the first magic at or behind `from`, or of what may become one at the end; the length when none is. */
export function findFrame(bytes: Uint8Array, from: number): number {
  for (let at = from; at < bytes.length; at++) {
    const begin = String.fromCharCode(...bytes.subarray(at, at + 4));
    if (Object.keys(MAGICS).some((magic) => magic.startsWith(begin))) return at;
  }
  return bytes.length;
}

/** @returns undefined where fewer than a head's bytes are, or no magic is */
export function readFrameHead(bytes: Uint8Array): FrameHead | undefined {
  const magic = String.fromCharCode(...bytes.subarray(0, 4));
  const from = (MAGICS as Readonly<Record<string, FrameHead['from']>>)[magic];
  if (from === undefined || bytes.length < HEADER_BYTES) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return {
    from,
    operation: view.getUint8(4),
    session: view.getUint8(5),
    payloadBytes: view.getUint16(6),
    transaction: view.getUint32(8),
  };
}

/** What a short payload says, each at the one length it has; all else that is carried is firmware. */
const TOLD: readonly {
  readonly from: FrameHead['from'];
  readonly operation: number;
  readonly bytes: number;
  readonly text: (payload: DataView) => string;
}[] = [
  {
    from: 'host',
    operation: OPERATION.announce,
    bytes: 2,
    text: (payload) => `a block of ${payload.getUint16(0)} bytes`,
  },
  {
    from: 'modem',
    operation: OPERATION.open | ACKNOWLEDGED,
    bytes: 4,
    text: (payload) =>
      `${payload.getUint8(0) === 0 ? 'not accepted, ' : ''}version ${payload.getUint8(1)}, at most ${payload.getUint16(2)} bytes a frame`,
  },
  {
    from: 'modem',
    operation: OPERATION.block | ACKNOWLEDGED,
    bytes: 2,
    text: (payload) => `residue ${payload.getUint16(0)}`,
  },
];

/** How many bytes behind a head say something; 0 where none do. */
export function toldBytes(head: FrameHead): number {
  return toldBy(head)?.bytes ?? 0;
}

/**
 * `residue 0`, `version 1, at most 8192 bytes a frame`
 * @returns null for a payload that says nothing, or that is not there whole
 */
export function payloadText(head: FrameHead, payload: Uint8Array): string | null {
  const told = toldBy(head);
  if (told === undefined || payload.length < told.bytes) return null;
  return told.text(new DataView(payload.buffer, payload.byteOffset, payload.byteLength));
}

function toldBy({ from, operation, payloadBytes }: FrameHead): (typeof TOLD)[number] | undefined {
  return TOLD.find(
    (each) => each.from === from && each.operation === operation && each.bytes === payloadBytes,
  );
}

/** `block`, `block acknowledged`, `open refused`, `not understood`, `operation 0x17`. */
export function operationText({ from, operation }: FrameHead): string {
  if (from === 'host') return nameOf(operation);
  if (operation === NOT_UNDERSTOOD) return 'not understood';
  if ((operation & ACKNOWLEDGED) !== 0) return `${nameOf(operation & ~ACKNOWLEDGED)} acknowledged`;
  if ((operation & REFUSED) !== 0) return `${nameOf(operation & ~REFUSED)} refused`;
  return nameOf(operation);
}

function nameOf(operation: number): string {
  const known = Object.entries(OPERATION).find(([, number]) => number === operation);
  return known?.[0] ?? `operation 0x${operation.toString(16).padStart(2, '0')}`;
}

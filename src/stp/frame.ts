import { crc16 } from './crc16';

/** Every frame, in both directions, begins with a header of this many bytes; all numbers are big-endian. */
export const HEADER_BYTES = 16;

/** "fast" */
const REQUEST_MAGIC = 0x66617374;
/** "tsaf" */
const RESPONSE_MAGIC = 0x74736166;

export const OPERATION = { reset: 0, open: 1, announce: 2, block: 3 } as const;
export type Operation = (typeof OPERATION)[keyof typeof OPERATION];

/** A response carries the request's operation with this bit when the modem did it … */
export const ACKNOWLEDGED = 0x80;
/** … or with this one when it refuses; */
export const REFUSED = 0x40;
/** and this whole operation when it did not understand the request. */
export const NOT_UNDERSTOOD = 0x7f;

export interface RequestHead {
  readonly operation: Operation;
  readonly session: number;
  readonly transaction: number;
}

/** A whole request as it goes over the wire: header and payload in one piece, so that they leave in one write. */
export function encodeRequest(head: RequestHead, payload: Uint8Array): Uint8Array {
  const frame = new Uint8Array(HEADER_BYTES + payload.length);
  frame.set(payload, HEADER_BYTES);
  const view = new DataView(frame.buffer);
  view.setUint32(0, REQUEST_MAGIC);
  view.setUint8(4, head.operation);
  view.setUint8(5, head.session);
  view.setUint16(6, payload.length);
  view.setUint32(8, head.transaction);
  view.setUint16(14, payload.length === 0 ? 0 : crc16(payload));
  view.setUint16(12, crc16(frame.subarray(0, HEADER_BYTES)));
  return frame;
}

export interface Response {
  readonly operation: number;
  readonly session: number;
  readonly transaction: number;
  readonly payload: Uint8Array;
  /** Whether it came with a CRC. */
  readonly payloadChecked: boolean;
}

/**
 * What the bytes received so far hold. `skip` bytes are noise in front of it and can be forgotten; `damaged` means
 * that what looked like a response is not one, and that the hunt goes on behind its magic.
 */
export type Decoded =
  | { readonly kind: 'incomplete'; readonly skip: number }
  | { readonly kind: 'damaged'; readonly skip: number }
  | { readonly kind: 'response'; readonly skip: number; readonly response: Response };

const MAGIC_BYTES = 4;

/**
 * Hunts for the first response. A CRC of 0 in a response means "not checked".
 * @param longestPayload bytes; a longer one cannot be an answer and marks a damaged header
 * @param payloadsChecked whether the modem is known to fill in a payload's CRC: the CRC of the usual residue is 0
 * itself, and only then can a damaged one be told from it
 */
export function decodeResponse(bytes: Uint8Array, longestPayload: number, payloadsChecked = false): Decoded {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  while (at + MAGIC_BYTES <= bytes.length && view.getUint32(at) !== RESPONSE_MAGIC) at++;
  if (at + HEADER_BYTES > bytes.length) return { kind: 'incomplete', skip: at };

  const payloadLength = view.getUint16(at + 6);
  const headerCrc = view.getUint16(at + 12);
  const damaged: Decoded = { kind: 'damaged', skip: at + MAGIC_BYTES };
  if (payloadLength > longestPayload) return damaged;
  if (headerCrc !== 0 && headerCrc !== crcOfHeader(bytes.subarray(at, at + HEADER_BYTES))) return damaged;

  const end = at + HEADER_BYTES + payloadLength;
  if (end > bytes.length) return { kind: 'incomplete', skip: at };
  const payload = bytes.slice(at + HEADER_BYTES, end);
  const payloadCrc = view.getUint16(at + 14);
  const check = payloadCrc !== 0 || payloadsChecked;
  if (check && payloadCrc !== crc16(payload)) return damaged;
  return {
    kind: 'response',
    skip: end,
    response: {
      operation: view.getUint8(at + 4),
      session: view.getUint8(at + 5),
      transaction: view.getUint32(at + 8),
      payload,
      payloadChecked: payloadCrc !== 0,
    },
  };
}

/** Over the 16 bytes with the CRC's own field taken as zero. */
function crcOfHeader(header: Uint8Array): number {
  const copy = header.slice();
  copy.fill(0, 12, 14);
  return crc16(copy);
}

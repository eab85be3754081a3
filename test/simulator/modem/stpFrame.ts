import { crc16 } from './crc16';

export const HEADER_BYTES = 16;
const REQUEST_MAGIC = Buffer.from('fast', 'latin1');
const RESPONSE_MAGIC = Buffer.from('tsaf', 'latin1');

export const OPERATIONS = { reset: 0, open: 1, announce: 2, block: 3 } as const;
export const ANSWERS_BIT = 0x80;
export const REFUSES_BIT = 0x40;
export const UNKNOWN_OPERATION = 0x7f;

export interface Frame {
  readonly operation: number;
  readonly session: number;
  readonly transaction: number;
  readonly payload: Uint8Array;
}

/** The first complete request in the bytes, and how many bytes are used up. Damaged ones are skipped. */
export function findRequest(bytes: Buffer): { readonly frame?: Frame; readonly used: number } {
  let at = 0;
  for (;;) {
    const found = bytes.indexOf(REQUEST_MAGIC, at);
    // The end may contain the beginning of a magic number.
    if (found < 0) return { used: Math.max(at, bytes.length - (REQUEST_MAGIC.length - 1)) };
    at = found;
    if (bytes.length - at < HEADER_BYTES) return { used: at };
    const header = Buffer.from(bytes.subarray(at, at + HEADER_BYTES));
    const expected = header.readUInt16BE(12);
    header.writeUInt16BE(0, 12);
    if (crc16(header) !== expected) {
      at++;
      continue;
    }
    const length = header.readUInt16BE(6);
    const end = at + HEADER_BYTES + length;
    if (bytes.length < end) return { used: at };
    const payload = bytes.subarray(at + HEADER_BYTES, end);
    if ((length === 0 ? 0 : crc16(payload)) !== header.readUInt16BE(14)) {
      at++;
      continue;
    }
    const frame = {
      operation: header.readUInt8(4),
      session: header.readUInt8(5),
      transaction: header.readUInt32BE(8),
      payload: Buffer.from(payload),
    };
    return { frame, used: end };
  }
}

export function encodeResponse(frame: Frame, crcs: 'zero' | 'filled'): Buffer {
  const bytes = Buffer.alloc(HEADER_BYTES + frame.payload.length);
  RESPONSE_MAGIC.copy(bytes);
  bytes.writeUInt8(frame.operation, 4);
  bytes.writeUInt8(frame.session, 5);
  bytes.writeUInt16BE(frame.payload.length, 6);
  bytes.writeUInt32BE(frame.transaction, 8);
  bytes.set(frame.payload, HEADER_BYTES);
  if (crcs === 'filled') {
    if (frame.payload.length > 0) bytes.writeUInt16BE(crc16(frame.payload), 14);
    bytes.writeUInt16BE(crc16(bytes.subarray(0, HEADER_BYTES)), 12);
  }
  return bytes;
}

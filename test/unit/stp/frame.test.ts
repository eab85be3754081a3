import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { decodeResponse, encodeRequest, OPERATION } from '../../../src/stp/frame';
import { encodeResponse } from '../../simulator/modem/stpFrame';

const LONGEST = 4;
const frame = { operation: 0x83, session: 1, transaction: 77, payload: Uint8Array.of(0x12, 0x34) };

test('a request on the wire, byte by byte', () => {
  const bytes = encodeRequest(
    { operation: OPERATION.announce, session: 1, transaction: 2 },
    Uint8Array.of(0x07, 0xe0),
  );
  expect(Buffer.from(bytes).toString('hex')).toBe('66617374020100020000000227b864b907e0');
});

test('a request without a payload has no payload CRC', () => {
  const bytes = encodeRequest({ operation: OPERATION.reset, session: 0, transaction: 0 }, new Uint8Array());
  expect(bytes.length).toBe(16);
  expect([...bytes.subarray(0, 12)]).toEqual([0x66, 0x61, 0x73, 0x74, 0, 0, 0, 0, 0, 0, 0, 0]);
  expect([...bytes.subarray(14)]).toEqual([0, 0]);
});

describe.each(['zero', 'filled'] as const)('a response with %s CRCs', (crcs) => {
  const bytes = Uint8Array.from(encodeResponse(frame, crcs));
  const response = { ...frame, payload: Uint8Array.from(frame.payload), payloadChecked: crcs === 'filled' };

  test('is read', () => {
    expect(decodeResponse(bytes, LONGEST)).toEqual({ kind: 'response', skip: 18, response });
  });

  test('is incomplete until its last byte', () => {
    for (let length = 0; length < bytes.length; length++) {
      expect(decodeResponse(bytes.subarray(0, length), LONGEST).kind).toBe('incomplete');
    }
  });

  property.prop([fc.uint8Array({ maxLength: 60 })])('is found after noise', (noise) => {
    fc.pre(!Buffer.from(noise).includes('tsaf'));
    const all = Uint8Array.from([...noise, ...bytes]);
    fc.pre(Buffer.from(all).indexOf('tsaf') === noise.length);
    expect(decodeResponse(all, LONGEST)).toEqual({ kind: 'response', skip: all.length, response });
  });

  test('with a payload longer than any answer is damaged', () => {
    expect(decodeResponse(bytes, 1)).toEqual({ kind: 'damaged', skip: 4 });
  });
});

test('a payload CRC of 0 is checked on a modem that sends payload CRCs', () => {
  const damaged = encodeResponse({ ...frame, payload: Uint8Array.of(0, 4) }, 'zero');
  expect(decodeResponse(damaged, LONGEST, false).kind).toBe('response');
  expect(decodeResponse(damaged, LONGEST, true).kind).toBe('damaged');
  // The usual residue is 0, and its CRC is 0, too.
  const usual = encodeResponse({ ...frame, payload: Uint8Array.of(0, 0) }, 'filled');
  expect(decodeResponse(usual, LONGEST, true).kind).toBe('response');
});

property.prop([fc.uint8Array({ maxLength: 200 }), fc.boolean()])(
  'no input makes it throw or skip too much',
  (bytes, checked) => {
    const decoded = decodeResponse(bytes, LONGEST, checked);
    expect(decoded.skip).toBeLessThanOrEqual(bytes.length);
    if (decoded.kind !== 'incomplete') expect(decoded.skip).toBeGreaterThan(0);
  },
);

property.prop([fc.nat({ max: 17 }), fc.integer({ min: 1, max: 255 })])(
  'a changed byte never gives another frame',
  (at, change) => {
    const bytes = encodeResponse(frame, 'filled');
    bytes[at] = (bytes[at] ?? 0) ^ change;
    const decoded = decodeResponse(bytes, LONGEST, true);
    // A change can make the CRC field 0, which means "not checked". The frame is then correct.
    if (decoded.kind === 'response')
      expect(decoded.response).toMatchObject({ ...frame, payload: expect.anything() as unknown });
  },
);

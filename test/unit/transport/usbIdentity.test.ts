import { expect, test } from 'vitest';
import type { PortDescription } from '../../../src/transport/ports';
import { usbIdentity } from '../../../src/transport/usbIdentity';

function port(
  serialNumber: string | null,
  location: string | null,
  path = `/dev/${location}`,
): PortDescription {
  return {
    path,
    shield: null,
    manufacturer: null,
    vendorId: '10C4',
    productId: 'EA60',
    serialNumber,
    location,
  };
}

test.each([
  '0001',
  '0',
  '00000000',
  '0000000A',
  '123456',
  '12345678',
  '1234567890',
  '0123456789ABCDEF',
  'A50285BI',
  'FFFFFFFF',
  '5&3753427A&0&2',
  '',
])('the serial number %j, which many devices have, identifies nothing', (serialNumber) => {
  const only = port(serialNumber, '1-1:1.0');
  expect(usbIdentity(only, [only])).toEqual({
    vendorId: '10C4',
    productId: 'EA60',
    serialNumber: null,
    location: '1-1:1.0',
  });
});

test.each(['Py1a2b3c', '01A8C9F2', 'DQ00XYZ1', '9C2F4E00'])(
  'the serial number %j identifies a device',
  (serialNumber) => {
    const only = port(serialNumber, '1-1:1.0');
    expect(usbIdentity(only, [only]).serialNumber).toBe(serialNumber);
  },
);

test('a number that two devices share identifies neither', () => {
  const both = [port('01A8C9F2', '1-1:1.0'), port('01A8C9F2', '1-2:1.0')];
  for (const each of both) expect(usbIdentity(each, both).serialNumber).toBeNull();
  // Without a USB location, two names count as two devices.
  const [one, other] = [port('01A8C9F2', null, 'COM3'), port('01A8C9F2', null, 'COM4')];
  expect(usbIdentity(one, [one, other]).serialNumber).toBeNull();
});

test('ports of one device may share its number, and so may devices of two makers', () => {
  const both = [port('01A8C9F2', '1-1:1.0'), port('01A8C9F2', '1-1:1.1')];
  for (const each of both) expect(usbIdentity(each, both).serialNumber).toBe('01A8C9F2');
  const pair = [port('01A8C9F2', '1-1:1.0'), { ...port('01A8C9F2', '1-2:1.0'), vendorId: '0403' }];
  for (const each of pair) expect(usbIdentity(each, pair).serialNumber).toBe('01A8C9F2');
});

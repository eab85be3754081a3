import { expect, test } from 'vitest';
import type { JournalBoard } from '../../../../src/upgrade/journal/journalEntry';
import { NOWHERE } from './sampleEntry';
import { compareBoards } from '../../../../src/upgrade/journal/sameBoard';

const NOTHING_KNOWN: JournalBoard = { ...NOWHERE, port: '/dev/ttyACM0' };
const [ONE_IMEI, OTHER_IMEI] = ['354346099225475', '354346099225483'];

function board(known: Partial<JournalBoard>): JournalBoard {
  return { ...NOTHING_KNOWN, ...known };
}

function usb(
  serialNumber: string | null,
  vendorId = '04D8',
  location: string | null = null,
): Pick<JournalBoard, 'usb'> {
  return { usb: { vendorId, productId: 'F013', serialNumber, location } };
}

test.each([
  ['the same modem, whatever the port', { imei: ONE_IMEI }, { imei: ONE_IMEI, port: 'COM3' }, 'same'],
  ['another modem at the same port', { imei: ONE_IMEI }, { imei: OTHER_IMEI }, 'another'],
  [
    'another modem on the same shield',
    { imei: ONE_IMEI, ...usb('Py1') },
    { imei: OTHER_IMEI, ...usb('Py1') },
    'another',
  ],
  [
    'the same shield, where one modem did not tell its number',
    usb('Py1'),
    { imei: ONE_IMEI, ...usb('Py1'), port: 'COM3' },
    'same',
  ],
  ['another shield at the same port', usb('Py1'), usb('Py2'), 'another'],
  ['a shield of another maker with the same number', usb('1'), usb('1', '0403'), 'another'],
  ['a shield without a number at the same port', usb(null), usb('Py1'), 'perhaps'],
  ['nothing known but the port', {}, {}, 'perhaps'],
  ['nothing known, and another port', {}, { port: 'COM3' }, 'another'],
  [
    'one device by two names',
    { port: '/dev/serial/by-id/x', device: '/dev/ttyACM0' },
    { device: '/dev/ttyACM0' },
    'perhaps',
  ],
  [
    'one name for two devices, one after the other',
    { device: '/dev/ttyACM1' },
    { device: '/dev/ttyACM0' },
    'perhaps',
  ],
  ['a record of 1.1 and a device', {}, { port: '/dev/board', device: '/dev/ttyACM0' }, 'perhaps'],
  [
    'the same module on another shield',
    { uniqueId: 'a1', ...usb('Py1') },
    { uniqueId: 'a1', ...usb('Py2') },
    'same',
  ],
  [
    'another module on the same shield',
    { uniqueId: 'a1', ...usb('Py1') },
    { uniqueId: 'b2', ...usb('Py1') },
    'another',
  ],
  [
    'clones in two sockets',
    usb(null, '10C4', '1-1'),
    { ...usb(null, '10C4', '1-2'), port: 'COM3' },
    'another',
  ],
  [
    'clones in two sockets, of which one has the name of the other',
    usb(null, '10C4', '1-1'),
    usb(null, '10C4', '1-2'),
    'another',
  ],
  [
    'a clone in the socket of the other',
    usb(null, '10C4', '1-1'),
    { ...usb(null, '10C4', '1-1'), port: 'COM3' },
    'perhaps',
  ],
  ['another make in the same socket', usb(null, '10C4', '1-1'), usb(null, '1A86', '1-1'), 'another'],
  ['one number alone, and another port', { imei: ONE_IMEI }, { port: 'COM3' }, 'another'],
] as const)('%s', (_, one, other, expected) => {
  expect(compareBoards(board(one), board(other))).toBe(expected);
  expect(compareBoards(board(other), board(one))).toBe(expected);
});

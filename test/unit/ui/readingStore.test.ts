import { describe, expect, it } from 'vitest';
import { readAgain, readingOf } from '../../../src/ui/reading';
import { ReadingStore } from '../../../src/ui/readingStore';
import { memoryStorage } from './flowRig';
import { BOARD_FINDING, NEW_MODEM, NOON } from './samples';

const reading = readingOf(BOARD_FINDING, NOON);
if (reading === null) throw new Error('nothing was read');

describe('the readings', () => {
  it('of two windows are all kept', () => {
    const shared = memoryStorage();
    const [one, other] = [new ReadingStore(shared), new ReadingStore(shared)];
    one.keep(reading);
    other.keep({ ...reading, port: 'COM7', modem: { ...reading.modem, imei: '351521100000077' } });
    one.keep(readAgain(reading, NEW_MODEM, NOON + 1));
    expect(other.all.map(({ port, modem }) => `${port} ${modem.lr ?? '?'}`)).toEqual([
      '/dev/ttyACM0 LR5.1.1.0-41065',
      'COM7 LR5.1.1.0-39529',
    ]);
  });

  it('survive being stored as text', () => {
    const storage = memoryStorage();
    new ReadingStore(storage).keep(reading);
    storage.keep('readings', JSON.parse(JSON.stringify(storage.get('readings'))));
    expect(new ReadingStore(storage).all).toEqual([reading]);
  });

  it('of version 1.0.0, with fewer fields, are still there', () => {
    const storage = memoryStorage();
    const { applying, build, ...kept } = reading.modem;
    storage.keep('readings', [{ ...reading, modem: kept }]);
    expect([applying, build]).toEqual([false, '39529']);
    expect(new ReadingStore(storage).all).toEqual([{ ...reading, modem: { ...reading.modem, build: null } }]);
  });

  it.each([
    ['of an older version', { port: 'COM3', version: 'LR5.1.1.0-39529', healthy: true, readAt: NOON }],
    ['with a field that is no text', { ...reading, board: 7 }],
    ['with an invalid state', { ...reading, modem: { ...reading.modem, state: 3 } }],
    ['with a build that is no text', { ...reading, modem: { ...reading.modem, build: 41065 } }],
    ['with the value null', null],
  ])('%s are left out', (_, stored) => {
    const storage = memoryStorage();
    storage.keep('readings', [stored, reading]);
    expect(new ReadingStore(storage).all).toEqual([reading]);
  });

  it('are at most sixteen, the newest first', () => {
    const store = new ReadingStore(memoryStorage());
    for (let port = 0; port < 20; port++)
      store.keep({ ...reading, port: `COM${port}`, modem: { ...reading.modem, imei: null } });
    expect(store.all).toHaveLength(16);
    expect(store.all[0]?.port).toBe('COM19');
  });

  it('of a board that moved to another port replaces the old one', () => {
    const store = new ReadingStore(memoryStorage());
    const modem = { ...reading.modem, imei: '351521100000077' };
    store.keep({ ...reading, modem });
    store.keep({ ...reading, port: '/dev/ttyACM5', modem });
    expect(store.all.map(({ port }) => port)).toEqual(['/dev/ttyACM5']);
  });

  it('can be taken off the list', () => {
    const store = new ReadingStore(memoryStorage());
    store.keep(reading);
    store.forget(reading.port);
    expect(store.all).toEqual([]);
  });
});

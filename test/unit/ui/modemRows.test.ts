import { describe, expect, it } from 'vitest';
import { BoardNames } from '../../../src/ui/modemView/boardNames';
import { type KnownBoards, type ModemRow, modemRows } from '../../../src/ui/modemView/modemRows';
import type { Reading } from '../../../src/ui/reading';
import { speechIn } from '../../../src/ui/speech';
import type { PortDescription } from '../../../src/transport/ports';
import { memoryStorage } from './flowRig';
import { NOON } from './samples';

const MINUTE_MS = 60_000;
const speech = speechIn('en');
const reading: Reading = {
  port: '/dev/ttyACM0',
  board: 'GPy',
  release: '1.20.2.r6',
  modem: {
    state: 2,
    applying: false,
    lr: 'LR5.1.1.0-41065',
    build: '41065',
    ue: 'UE5.0.0.0d',
    family: 'CAT-M1',
    imei: null,
  },
  readAt: NOON,
};

const known = (...readings: readonly Reading[]): KnownBoards => ({
  readings,
  ports: [],
  names: { of: () => null },
});
const shield: PortDescription = {
  path: '/dev/ttyACM1',
  shield: 'Expansion Board 3',
  manufacturer: null,
  serialNumber: null,
  vendorId: '04D8',
  productId: 'EF98',
  location: null,
};

function shownIn(row: ModemRow | undefined): object | undefined {
  return row && { label: row.label.text, description: row.description.text, care: row.care };
}

describe('the view of known modems', () => {
  it('is empty before the first, so that VS Code shows its welcome', () => {
    expect(modemRows(known(), speech, NOON)).toEqual([]);
  });

  it('shows version, family and board, and below them the details', () => {
    const [row] = modemRows(known(reading), speech, NOON + 5 * MINUTE_MS);
    expect(shownIn(row)).toEqual({ label: 'LR5.1.1.0-41065', description: 'CAT-M1 · GPy', care: false });
    expect(row?.facts.map(({ label, description }) => `${label.text}: ${description.text}`)).toEqual([
      'Port: /dev/ttyACM0',
      'Board firmware: 1.20.2.r6',
      'UE: UE5.0.0.0d',
      'Read: 5 min ago',
    ]);
  });

  it('distinguishes a modem that is installing from one that waits in its updater', () => {
    const waiting = { ...reading.modem, state: 4, lr: null } as const;
    const labels = [waiting, { ...waiting, applying: true }].map(
      (modem) => modemRows(known({ ...reading, modem }), speech, NOON)[0]?.label.text,
    );
    expect(labels).toEqual(['modem in its updater', 'modem installing an image']);
  });

  it('shows a modem that only reports its build, and does not take it for a broken one', () => {
    const modem = { ...reading.modem, lr: null, build: '41019', ue: null, family: null };
    const [row] = modemRows(known({ ...reading, modem }), speech, NOON);
    expect(shownIn(row)).toMatchObject({ label: 'build 41019', description: 'GPy', care: false });
    const [silent] = modemRows(known({ ...reading, modem: { ...modem, build: null } }), speech, NOON);
    expect(shownIn(silent)).toMatchObject({ label: 'unknown version', care: false });
  });

  it('marks a modem whose firmware does not run', () => {
    const modem = { ...reading.modem, state: 0, lr: null, family: null } as const;
    const [row] = modemRows(known({ ...reading, board: null, modem }), speech, NOON);
    expect(shownIn(row)).toMatchObject({
      label: 'modem in recovery',
      description: 'board in MIRROR mode',
      care: true,
    });
  });

  it('shows text of a board as one visible line', () => {
    const hostile = { ...reading, board: 'GPy\n\u202egood', release: '\x1b[2J1.20' };
    const [row] = modemRows(known(hostile), speech, NOON);
    expect(shownIn(row)).toMatchObject({ description: 'CAT-M1 · GPy\\n\\u202egood' });
    expect(row?.facts[1]?.description.text).toBe('\\x1b[2J1.20');
  });

  it('lists a connected Pycom shield that was not read yet, and no other port', () => {
    const ports = [shield, { ...shield, path: '/dev/ttyS0', shield: null }];
    const rows = modemRows({ ...known(reading), ports }, speech, NOON);
    expect(rows.map(({ label }) => label.text)).toEqual(['LR5.1.1.0-41065', 'Expansion Board 3']);
    expect(rows[1]?.description.text).toBe('/dev/ttyACM1, not read yet');
    expect(rows[1]?.board).toMatchObject({ port: '/dev/ttyACM1', version: null });
  });

  it('lists a shield that was read as its board', () => {
    const ports = [{ ...shield, path: reading.port }];
    expect(modemRows({ ...known(reading), ports }, speech, NOON)).toHaveLength(1);
  });

  it('names a board as its user does, at any port', () => {
    const names = new BoardNames(memoryStorage());
    const imei = '351521102654321';
    names.give({ port: '/dev/ttyACM0', imei }, ' Greenhouse ');
    const moved = { ...reading, port: '/dev/ttyACM7', modem: { ...reading.modem, imei } };
    const [row] = modemRows({ ...known(moved), names }, speech, NOON);
    expect(shownIn(row)).toMatchObject({
      label: 'Greenhouse',
      description: 'LR5.1.1.0-41065 · CAT-M1 · GPy',
    });
    names.give({ port: '/dev/ttyACM7', imei }, '');
    expect(modemRows({ ...known(moved), names }, speech, NOON)[0]?.label.text).toBe('LR5.1.1.0-41065');
  });
});

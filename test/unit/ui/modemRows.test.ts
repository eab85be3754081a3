import { describe, expect, it } from 'vitest';
import { type ModemRow, modemRows } from '../../../src/ui/modemView/modemRows';
import type { Reading } from '../../../src/ui/reading';
import { speechIn } from '../../../src/ui/speech';
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

function shownIn(row: ModemRow | undefined): object | undefined {
  return row && { label: row.label.text, description: row.description.text, care: row.care };
}

describe('the view of the modems that were read', () => {
  it('is empty before the first, so that VS Code shows its welcome', () => {
    expect(modemRows([], speech, NOON)).toEqual([]);
  });

  it('tells version, family and board, and below them what is known', () => {
    const [row] = modemRows([reading], speech, NOON + 5 * MINUTE_MS);
    expect(shownIn(row)).toEqual({ label: 'LR5.1.1.0-41065', description: 'CAT-M1 · GPy', care: false });
    expect(row?.facts.map(({ label, description }) => `${label.text}: ${description.text}`)).toEqual([
      'Port: /dev/ttyACM0',
      'Board firmware: 1.20.2.r6',
      'UE: UE5.0.0.0d',
      'Read: 5 min ago',
    ]);
  });

  it('tells a modem that is still at work from one that waits in its updater', () => {
    const waiting = { ...reading.modem, state: 4, lr: null } as const;
    const labels = [waiting, { ...waiting, applying: true }].map(
      (modem) => modemRows([{ ...reading, modem }], speech, NOON)[0]?.label.text,
    );
    expect(labels).toEqual(['modem in its updater', 'modem at work on an image']);
  });

  it('shows what a modem tells that tells only its build, and does not take it for a broken one', () => {
    const modem = { ...reading.modem, lr: null, build: '41019', ue: null, family: null };
    const [row] = modemRows([{ ...reading, modem }], speech, NOON);
    expect(shownIn(row)).toMatchObject({ label: 'build 41019', description: 'GPy', care: false });
    const [silent] = modemRows([{ ...reading, modem: { ...modem, build: null } }], speech, NOON);
    expect(shownIn(silent)).toMatchObject({ label: 'unknown version', care: false });
  });

  it('marks a modem whose firmware does not run', () => {
    const modem = { ...reading.modem, state: 0, lr: null, family: null } as const;
    const [row] = modemRows([{ ...reading, board: null, modem }], speech, NOON);
    expect(shownIn(row)).toMatchObject({
      label: 'modem in recovery',
      description: 'board in MIRROR mode',
      care: true,
    });
  });

  it('shows what a board says as one visible line', () => {
    const hostile = { ...reading, board: 'GPy\n\u202egood', release: '\x1b[2J1.20' };
    const [row] = modemRows([hostile], speech, NOON);
    expect(shownIn(row)).toMatchObject({ description: 'CAT-M1 · GPy\\n\\u202egood' });
    expect(row?.facts[1]?.description.text).toBe('\\x1b[2J1.20');
  });
});

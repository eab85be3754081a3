import { describe, expect, test } from 'vitest';
import { render } from '../../../../src/base/phrase';
import { UNREAD_MODEM } from '../../../../src/modem/modemReading';
import type { Finding } from '../../../../src/upgrade/inspect/finding';
import type { JournalEntry } from '../../../../src/upgrade/journal/journalEntry';
import { diagnose } from '../../../../src/upgrade/recovery/diagnose';
import type { Repair } from '../../../../src/upgrade/recovery/repair';
import { whyOutdated } from '../../../../src/upgrade/recovery/stillFits';
import { BOARD_FINDING, MODEM_FINDING } from '../../ui/samples';
import { sampleEntry } from '../journal/sampleEntry';
import { mirrored } from './mirroredModem';
import { BY_UART, PAIR } from './pairEntries';

const SILENT: Finding = {
  ...BOARD_FINDING,
  board: { ...BOARD_FINDING.board, uniqueId: '30aea4000001' },
  modem: UNREAD_MODEM,
};

function offered(id: string, finding: Finding, unfinished: readonly JournalEntry[] = []): Repair {
  const repair = diagnose(finding, unfinished).repairs.find((each) => each.id === id);
  if (repair === undefined) throw new Error(`${id} is not offered`);
  return repair;
}

function reason(repair: Repair, before: Finding, now: Finding, unfinished: readonly JournalEntry[] = []) {
  const error = whyOutdated(repair, before, now, unfinished);
  return error === undefined ? undefined : { code: error.code, text: render(error.sentence) };
}

test('a repair that still fits is done', () => {
  expect(reason(offered('lte-reset', SILENT), SILENT, SILENT)).toBeUndefined();
});

describe('an outdated repair is refused', () => {
  test.each([
    ['another board', { ...SILENT, board: { ...SILENT.board, uniqueId: '30aea4000002' } }],
    ['a board that does not report its number', { ...SILENT, board: { ...SILENT.board, uniqueId: null } }],
    ['another modem', { ...SILENT, modem: { ...UNREAD_MODEM, imei: '354346099225476' } }],
  ])('to %s', (_, now) => {
    const before = { ...SILENT, modem: { ...UNREAD_MODEM, imei: '354346099225475' } };
    expect(reason(offered('lte-reset', before), before, now)).toMatchObject({
      code: 'REPAIR_OUTDATED',
      text: expect.stringContaining('It may be another board.') as string,
    });
  });

  test('when the modem has started to install an image', () => {
    const now = { ...SILENT, modem: { ...UNREAD_MODEM, applying: true } };
    expect(reason(offered('lte-reset', SILENT), SILENT, now)?.text).toContain(
      'that it’s installing an image',
    );
  });

  test('when an upgrade was started there, whose modem may be installing', () => {
    const entry = sampleEntry({ installing: true });
    expect(reason(offered('lte-reset', SILENT), SILENT, SILENT, [entry])?.text).toContain(
      'isn’t recommended',
    );
  });

  test('when it has become drastic', () => {
    const finding = { ...MODEM_FINDING, modem: { ...MODEM_FINDING.modem, state: 1 } } as const;
    const board = { ...sampleEntry().board, imei: MODEM_FINDING.modem.imei };
    const between = sampleEntry({ board, images: PAIR, steps: BY_UART, current: 5 });
    const repair = offered('power-off', finding);
    expect(reason(repair, finding, finding, [between])?.code).toBe('REPAIR_OUTDATED');
    expect(reason(offered('power-off', finding, [between]), finding, finding, [between])).toBeUndefined();
  });
});

test('without a number, a board is identified only by its port', () => {
  const finding = mirrored({ state: 0 });
  expect(reason(offered('at-reset', finding), finding, finding)).toBeUndefined();
});

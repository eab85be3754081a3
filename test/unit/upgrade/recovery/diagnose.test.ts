import { expect, test } from 'vitest';
import { render } from '../../../../src/base/phrase';
import { whyUnusable } from '../../../../src/board/boardRelease';
import { UNREAD_MODEM } from '../../../../src/modem/modemReading';
import type { Finding } from '../../../../src/upgrade/inspect/finding';
import type { JournalEntry } from '../../../../src/upgrade/journal/journalEntry';
import { diagnose } from '../../../../src/upgrade/recovery/diagnose';
import { REPAIRS } from '../../../../src/upgrade/recovery/repairs';
import { BOARD_FINDING } from '../../ui/samples';
import { BY_UART, PAIR } from './pairEntries';
import { sampleEntry } from '../journal/sampleEntry';
import { mirrored } from './mirroredModem';

test('the repairs go from harmless to drastic, and each has a source and its own name', () => {
  const order = ['harmless', 'careful', 'drastic'];
  const risks = REPAIRS.map(({ risk }) => order.indexOf(risk));
  expect(risks).toEqual([...risks].sort());
  expect(new Set(REPAIRS.map(({ id }) => id)).size).toBe(REPAIRS.length);
  for (const { source } of REPAIRS) expect(source).toMatch(/\d|documentation/);
  expect(REPAIRS.filter(({ risk }) => risk === 'drastic').map(({ id }) => id)).toEqual([
    'power-off-all-the-same',
    'factory-reset',
  ]);
});

test.each([
  [
    mirrored({ state: 0 }),
    'recovery',
    /full image and updater\.elf/,
    ['power-off', 'at-reset', 'upgrade-with-updater'],
  ],
  [
    mirrored({ state: 4 }),
    'updater',
    /doesn’t need updater\.elf/,
    ['power-off', 'at-reset', 'upgrade-again', 'start-firmware'],
  ],
  [
    mirrored({ state: 4, applying: true }),
    'applying',
    /if it still finishes/,
    ['wait', 'power-off-all-the-same'],
  ],
  [mirrored({ state: 1 }), 'mTools', /full image/, ['power-off', 'at-reset']],
  [mirrored({ state: 2, lr: 'LR5.1.1.0-41065' }), 'works', null, ['power-off']],
] as const)('a modem in MIRROR mode: %#', (finding, condition, files, repairs) => {
  const diagnosis = diagnose(finding, []);
  expect(diagnosis.condition).toBe(condition);
  if (files === null) expect(diagnosis.files).toBeNull();
  else expect(diagnosis.files && render(diagnosis.files)).toMatch(files);
  expect(diagnosis.repairs.map(({ id }) => id)).toEqual(repairs);
});

test.each([
  [mirrored({ state: 0 }), 'The modem is in recovery: it has no working firmware.'],
  [mirrored({ state: 1 }), 'The modem runs its manufacturing tools instead of its firmware.'],
  [
    mirrored({ state: 2, lr: 'LR5.1.1.0-41065' }),
    'The modem runs its firmware: LR5.1.1.0-41065. It doesn’t need recovery.',
  ],
  [mirrored({ state: 4 }), 'The modem is waiting in its updater: an upgrade was interrupted.'],
  [
    mirrored({ state: 4, applying: true }),
    'The modem has reported for more than five minutes that it’s installing an image.',
  ],
  [{ ...BOARD_FINDING, modem: UNREAD_MODEM }, 'The board answers, but its modem doesn’t.'],
] as const)('its summary: %#', (finding, sentence) => {
  expect(render(diagnose(finding, []).sentence)).toBe(sentence);
});

test('a silent modem may come back in recovery, so its files should be ready', () => {
  const { files } = diagnose({ ...BOARD_FINDING, modem: UNREAD_MODEM }, []);
  expect(files && render(files)).toMatch(/full image and updater\.elf.*may come back in recovery/);
});

test('a power cycle is drastic only before the second half of a pair', () => {
  const riskOf = (unfinished: readonly JournalEntry[]): string | undefined =>
    diagnose(mirrored({ state: 4 }), unfinished).repairs.find(({ id }) => id === 'power-off')?.risk;
  expect(riskOf([])).toBe('harmless');
  expect(riskOf([sampleEntry()])).toBe('harmless');
  const images = [1, 2].map((half) => ({ name: `CATM1-5.2-48829-${half}.dup`, size: 1, sha256: '' }));
  const steps = [
    { id: 'transfer-1', kind: 'transfer', image: 0 },
    { id: 'transfer-2', kind: 'transfer', image: 1 },
  ] as const;
  expect(riskOf([sampleEntry({ images, steps, current: 1 })])).toBe('drastic');
});

test('a board with a silent modem gets every repair that a board can do, the drastic one last', () => {
  const { condition, repairs } = diagnose({ ...BOARD_FINDING, modem: UNREAD_MODEM }, []);
  expect(condition).toBe('modemSilent');
  expect(repairs.map(({ id }) => id)).toEqual(
    REPAIRS.filter(({ by, helps }) => by.kind !== 'modemReset' && helps.includes('modemSilent')).map(
      ({ id }) => id,
    ),
  );
});

test('a board that can’t upgrade its modem gets the reason and what to do', () => {
  const old = { ...BOARD_FINDING, board: { ...BOARD_FINDING.board, release: '1.18.0' } };
  const { condition, repairs, sentence, files } = diagnose(old, []);
  expect(condition).toBe('boardUnusable');
  const why = whyUnusable(old.board);
  expect(render(sentence)).toBe(`${why?.message} ${why && render(why.remedy)}`);
  expect(files).toBeNull();
  expect(repairs.map(({ id }) => id)).toEqual(['power-off', 'safe-boot']);
});

test('when nothing answers, only manual repairs are possible', () => {
  const finding: Finding = {
    kind: 'silent',
    port: 'telnet://micro:secret@192.168.4.1',
    sentence: { template: 'It is silent.', args: {} },
    remedy: { template: '', args: {} },
  };
  const { condition, repairs, sentence } = diagnose(finding, []);
  expect(condition).toBe('nothingAnswers');
  expect(repairs.every(({ by }) => by.kind === 'person')).toBe(true);
  expect(render(sentence)).toBe('Nothing at telnet://192.168.4.1 can be recovered. It is silent.');
});

test('upgrades on this board are reported, upgrades on another board are not', () => {
  const entry = sampleEntry();
  expect(diagnose(mirrored({ state: 0 }), [entry]).unfinished).toEqual([entry]);
  expect(diagnose(mirrored({ state: 2, imei: '1'.repeat(15) }), [entry]).unfinished).toEqual([]);
  const elsewhere = sampleEntry({ board: { ...entry.board, port: 'COM3', device: 'COM3', usb: null } });
  expect(diagnose(mirrored({ state: 0 }), [elsewhere]).unfinished).toEqual([]);
});

test('an upgrade is over once the modem works again, unless the second half is missing', () => {
  const images = ['A-1.dup', 'A-2.dup'].map((name) => ({ name, size: 1, sha256: '' }));
  const [single, half] = [sampleEntry(), sampleEntry({ images })];
  const { imei } = single.board;
  expect(diagnose(mirrored({ state: 2, imei }), [single, half])).toMatchObject({
    over: [single],
    unfinished: [half],
  });
  // The same port name may belong to another board, so this board does not close the record.
  const unnamed = sampleEntry({ board: { ...single.board, imei: null, usb: null } });
  expect(diagnose(mirrored({ state: 2, imei }), [unnamed])).toMatchObject({ over: [], unfinished: [] });
  expect(diagnose(mirrored({ state: 4 }), [single, half])).toMatchObject({
    over: [],
    unfinished: [single, half],
  });
  // Nothing was written, so the record is handled like that of a single image.
  const untouched = sampleEntry({ images, mayHaveChanged: false });
  expect(diagnose(mirrored({ state: 2, imei }), [untouched])).toMatchObject({
    over: [untouched],
    unfinished: [],
  });
});

test.each([
  ['its image may be installing', sampleEntry({ installing: true })],
  ['the second half of its pair is due', sampleEntry({ images: PAIR, steps: BY_UART, current: 2 })],
])('a modem in its updater is restarted only after its typed name while %s', (_, entry) => {
  const { imei } = entry.board;
  const { condition, repairs } = diagnose(mirrored({ state: 4, imei }), [entry]);
  expect(condition).toBe('updater');
  expect(repairs.map(({ id, risk }) => [id, risk])).toEqual([
    ['wait', 'harmless'],
    ['upgrade-again', 'careful'],
    ['power-off', 'drastic'],
    ['at-reset', 'drastic'],
    ['start-firmware', 'drastic'],
  ]);
});

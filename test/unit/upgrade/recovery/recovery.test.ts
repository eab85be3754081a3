import { describe, expect, test } from 'vitest';
import { errors } from '../../../../src/base/errors';
import { render } from '../../../../src/base/phrase';
import { type ModemReading, UNREAD_MODEM } from '../../../../src/modem/modemReading';
import { whyUnusable } from '../../../../src/board/usability';
import { modemErrors } from '../../../../src/modem/errors';
import { upgradeErrors } from '../../../../src/upgrade/errors';
import type { Finding } from '../../../../src/upgrade/finding';
import type { JournalEntry, JournalStep } from '../../../../src/upgrade/journal/journalEntry';
import { advised } from '../../../../src/upgrade/recovery/advice';
import { continuationOf, whatHappened } from '../../../../src/upgrade/recovery/continuation';
import { diagnose } from '../../../../src/upgrade/recovery/diagnose';
import { REPAIRS } from '../../../../src/upgrade/recovery/repairs';
import { standingOf } from '../../../../src/upgrade/recovery/standing';
import { BOARD_FINDING } from '../../ui/samples';
import { sampleEntry } from '../journal/sampleEntry';

const PORT = '/dev/ttyACM0';

function mirrored(modem: Partial<ModemReading>): Finding {
  return { kind: 'modem', port: PORT, baudRate: 921_600, modem: { ...UNREAD_MODEM, ...modem } };
}

test('the repairs go from harmless to drastic, each with its source and an identity of its own', () => {
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
    /full image and the updater\.elf/,
    ['power-off', 'at-reset', 'upgrade-with-updater'],
  ],
  [mirrored({ state: 4 }), 'updater', /No updater\.elf/, ['power-off', 'at-reset', 'upgrade-again']],
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
  [mirrored({ state: 0 }), 'The modem is in recovery: it has no firmware that starts.'],
  [mirrored({ state: 1 }), 'The modem runs its manufacturing tools instead of its firmware.'],
  [
    mirrored({ state: 2, lr: 'LR5.1.1.0-41065' }),
    'The modem runs its firmware: LR5.1.1.0-41065; it needs no recovery.',
  ],
  [mirrored({ state: 4 }), 'The modem waits in its updater: an upgrade was interrupted.'],
  [
    mirrored({ state: 4, applying: true }),
    'The modem says, for more than five minutes, that it is at work on an image.',
  ],
  [{ ...BOARD_FINDING, modem: UNREAD_MODEM }, 'The board answers, and its modem does not.'],
] as const)('what is said of it: %#', (finding, sentence) => {
  expect(render(diagnose(finding, []).sentence)).toBe(sentence);
});

test('a silent modem may come back in recovery, for which its files must be at hand', () => {
  const { files } = diagnose({ ...BOARD_FINDING, modem: UNREAD_MODEM }, []);
  expect(files && render(files)).toMatch(/full image and the updater\.elf.*may come back in recovery/);
});

test('to take the power away is drastic only where the second half of a pair is due', () => {
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

test('a board whose modem is silent gets every repair that a board can do, the drastic one last', () => {
  const { condition, repairs } = diagnose({ ...BOARD_FINDING, modem: UNREAD_MODEM }, []);
  expect(condition).toBe('modemSilent');
  expect(repairs.map(({ id }) => id)).toEqual(
    REPAIRS.filter(({ by, helps }) => by.kind !== 'modemReset' && helps.includes('modemSilent')).map(
      ({ id }) => id,
    ),
  );
});

test('a board that cannot upgrade its modem is told what is in the way, and what to do about it', () => {
  const old = { ...BOARD_FINDING, board: { ...BOARD_FINDING.board, release: '1.18.0' } };
  const { condition, repairs, sentence, files } = diagnose(old, []);
  expect(condition).toBe('boardUnusable');
  const why = whyUnusable(old.board);
  expect(render(sentence)).toBe(`${why?.message} ${why && render(why.remedy)}`);
  expect(files).toBeNull();
  expect(repairs.map(({ id }) => id)).toEqual(['power-off', 'safe-boot']);
});

test('where nothing answers, only hands help', () => {
  const finding: Finding = {
    kind: 'silent',
    port: 'telnet://micro:secret@192.168.4.1',
    sentence: { template: 'It is silent.', args: {} },
    remedy: { template: '', args: {} },
  };
  const { condition, repairs, sentence } = diagnose(finding, []);
  expect(condition).toBe('nothingAnswers');
  expect(repairs.every(({ by }) => by.kind === 'person')).toBe(true);
  expect(render(sentence)).toBe(
    'Nothing that can be recovered answers at telnet://192.168.4.1. It is silent.',
  );
});

test('what was begun here is told, what was begun on another board is not', () => {
  const entry = sampleEntry();
  expect(diagnose(mirrored({ state: 0 }), [entry]).unfinished).toEqual([entry]);
  expect(diagnose(mirrored({ state: 2, imei: '1'.repeat(15) }), [entry]).unfinished).toEqual([]);
  const elsewhere = sampleEntry({ board: { ...entry.board, port: 'COM3', usb: null } });
  expect(diagnose(mirrored({ state: 0 }), [elsewhere]).unfinished).toEqual([]);
});

test('with the modem at work again an upgrade is over, unless its second half is still to come', () => {
  const images = ['A-1.dup', 'A-2.dup'].map((name) => ({ name, size: 1, sha256: '' }));
  const [single, half] = [sampleEntry(), sampleEntry({ images })];
  const { imei } = single.board;
  expect(diagnose(mirrored({ state: 2, imei }), [single, half])).toMatchObject({
    over: [single],
    unfinished: [half],
  });
  // A port's name alone does not say that it is the same board: then it is not for this one to end it.
  const unnamed = sampleEntry({ board: { ...single.board, imei: null, usb: null } });
  expect(diagnose(mirrored({ state: 2, imei }), [unnamed])).toMatchObject({ over: [], unfinished: [] });
  expect(diagnose(mirrored({ state: 4 }), [single, half])).toMatchObject({
    over: [],
    unfinished: [single, half],
  });
  // Nothing was written: then it is as with a single image.
  const untouched = sampleEntry({ images, mayHaveChanged: false });
  expect(diagnose(mirrored({ state: 2, imei }), [untouched])).toMatchObject({
    over: [untouched],
    unfinished: [],
  });
});

function words(kind: JournalStep['kind'], mayHaveChanged: boolean, changes = {}): string {
  const steps = [{ id: kind, kind, image: kind === 'powerCycle' ? null : 0 }];
  return continuationOf(sampleEntry({ steps, current: 0, mayHaveChanged, ...changes }))
    .map((each) => render(each))
    .join(' ');
}

test.each([
  ['wake', false, /^Nothing was written.*Disconnect the power.*upgrade again/],
  ['prepare', false, /^Nothing was written.*Disconnect the power.*upgrade again/],
  ['bootUpdater', true, /^Disconnect the power.*upgrade again.*recovery.*updater\.elf/],
  // Of several images the first may be in the modem when the board is talked to again.
  ['openBoard', true, /^Disconnect the power.*upgrade again.*recovery.*updater\.elf/],
  ['openBoard', false, /^Nothing was written to the modem\. Then upgrade again with CATM1-41065\.dup\.$/],
  ['upload', false, /^Nothing was written/],
  ['enterMirror', false, /^Nothing was written.*Disconnect the power.*upgrade again with CATM1-41065\.dup/],
  ['enterMirror', true, /^Disconnect the power.*updater\.elf/],
  ['loadUpdater', false, /^Nothing was written.*Disconnect the power/],
  ['transfer', true, /^Disconnect the power.*upgrade again with CATM1-41065\.dup.*recovery.*updater\.elf/],
  ['transfer', false, /^Nothing was written/],
  ['apply', true, /^The modem may still be finishing.*five minutes.*read the modem.*upgrade again/],
  ['runOnBoard', true, /^The board may still be at work.*leave its power on.*forty minutes.*read the modem/],
  ['verify', true, /^The image is in the modem/],
  ['powerCycle', true, /^The image is in the modem/],
] as const)('cut off in %s (changed: %s)', (kind, changed, pattern) => {
  expect(words(kind, changed, { toolAtWork: kind === 'runOnBoard' })).toMatch(pattern);
});

test('a board whose tool was seen to end is not said to be at work', () => {
  expect(words('runOnBoard', true)).not.toMatch(/at work/);
});

test('the updater that was used is named, and behind the first half of a pair only the second', () => {
  const updater = { name: 'updater.elf', size: 1, sha256: '' };
  expect(words('transfer', true, { updater })).toMatch(/Give the same updater\.elf with it\.$/);
  const images = ['A-1.dup', 'A-2.dup'].map((name) => ({ name, size: 1, sha256: '' }));
  expect(words('verify', true, { images })).toMatch(/go on with A-2\.dup\.$/);
  const second = [{ id: 'transfer-2', kind: 'transfer', image: 1 }];
  expect(words('transfer', true, { images, steps: second })).toContain('again with A-2.dup.');
});

const PAIR = ([1, 2] as const).map((half) => ({
  name: `CATM1-5.2-48829-${half}.dup`,
  size: 1,
  sha256: '',
}));
/** The two steps by the board's own tool, and in MIRROR mode. */
const BY_CARD: readonly JournalStep[] = [
  { id: 'open-board', kind: 'openBoard', image: null },
  { id: 'upload-1', kind: 'upload', image: 0 },
  { id: 'upload-2', kind: 'upload', image: 1 },
  { id: 'run-1', kind: 'runOnBoard', image: 0 },
  { id: 'verify-1', kind: 'verifyOnBoard', image: 0 },
  { id: 'run-2', kind: 'runOnBoard', image: 1 },
  { id: 'verify-2', kind: 'verifyOnBoard', image: 1 },
];
const BY_UART: readonly JournalStep[] = [
  { id: 'wake', kind: 'wake', image: null },
  { id: 'transfer-1', kind: 'transfer', image: 0 },
  { id: 'apply-1', kind: 'apply', image: null },
  { id: 'leave-updater-1', kind: 'leaveUpdater', image: null },
  { id: 'verify-1', kind: 'verify', image: 0 },
  { id: 'prepare-2', kind: 'prepare', image: null },
  { id: 'boot-updater-2', kind: 'bootUpdater', image: null },
  { id: 'transfer-2', kind: 'transfer', image: 1 },
  { id: 'apply-2', kind: 'apply', image: null },
  { id: 'leave-updater-2', kind: 'leaveUpdater', image: null },
  { id: 'verify-2', kind: 'verify', image: 1 },
];

/** The second alone, by whoever was interrupted between the two. */
const SECOND_ALONE: readonly JournalStep[] = [
  { id: 'wake', kind: 'wake', image: null },
  { id: 'prepare-1', kind: 'prepare', image: null },
  { id: 'boot-updater-1', kind: 'bootUpdater', image: null },
  { id: 'transfer-1', kind: 'transfer', image: 0 },
  { id: 'apply-1', kind: 'apply', image: null },
  { id: 'leave-updater-1', kind: 'leaveUpdater', image: null },
  { id: 'verify-1', kind: 'verify', image: 0 },
];

const SECOND_ALONE_BY_CARD: readonly JournalStep[] = [
  { id: 'open-board', kind: 'openBoard', image: null },
  { id: 'upload-1', kind: 'upload', image: 0 },
  { id: 'run-1', kind: 'runOnBoard', image: 0 },
  { id: 'verify-1', kind: 'verifyOnBoard', image: 0 },
];

describe.each([
  ['by card', BY_CARD, ['verify-1', 'run-2']],
  [
    'by UART',
    BY_UART,
    ['apply-1', 'leave-updater-1', 'verify-1', 'prepare-2', 'boot-updater-2', 'transfer-2'],
  ],
  ['alone', SECOND_ALONE, ['wake', 'prepare-1', 'boot-updater-1', 'transfer-1'], PAIR.slice(1)],
  ['alone by card', SECOND_ALONE_BY_CARD, ['open-board', 'upload-1', 'run-1'], PAIR.slice(1)],
])('the two steps to 5.2-48829, or the second, %s', (_, steps, between, images = PAIR) => {
  test.each(steps.map(({ id }) => id))('cut off in %s', (id) => {
    const current = steps.findIndex((step) => step.id === id);
    const entry = sampleEntry({ images, steps, current, mayHaveChanged: true });
    const text = continuationOf(entry)
      .map((each) => render(each))
      .join(' ');
    expect(standingOf(entry) === 'betweenHalves').toBe(between.includes(id));
    if (!between.includes(id)) {
      expect(text).not.toContain('go on with CATM1-5.2-48829-2.dup');
      return;
    }
    expect(text).toMatch(
      /Leave the power on.*Read the modem again.*go on with CATM1-5\.2-48829-2\.dup.*Only if it has not answered/,
    );
    // Power comes last, if at all.
    expect(text.indexOf('Disconnect the power')).toBeGreaterThan(text.indexOf('Only if'));
  });
});

describe('a modem that runs again, of which the two steps to 5.2-48829 were cut off', () => {
  const BETWEEN = {
    state: 2,
    build: '39529',
    lr: 'LR5.1.1.0-39529',
    imei: sampleEntry().board.imei,
  } as const;
  const DONE = { ...BETWEEN, build: '48829', lr: 'LR5.2.1.0-48829' };
  const ways = [
    ['the pair by UART', BY_UART, PAIR],
    ['the pair by card', BY_CARD, PAIR],
    ['the second alone', SECOND_ALONE, PAIR.slice(1)],
    ['the second alone by card', SECOND_ALONE_BY_CARD, PAIR.slice(1)],
  ] as const;
  const cells = ways.flatMap(([way, steps, images]) =>
    steps.map(({ id }, current) => ({ way, id, entry: sampleEntry({ images, steps, current }) })),
  );

  test.each(cells)('$way in $id: it is over at 48829 only', ({ entry }) => {
    expect(diagnose(mirrored(BETWEEN), [entry])).toMatchObject({ over: [], unfinished: [entry] });
    expect(diagnose(mirrored(DONE), [entry])).toMatchObject({ over: [entry], unfinished: [] });
  });

  test('is not said to need nothing, as long as it is known to be that modem', () => {
    const entry = sampleEntry({ images: PAIR, steps: BY_UART, current: 5 });
    const said = (...[finding, unfinished]: Parameters<typeof diagnose>): string =>
      render(diagnose(finding, unfinished).sentence);
    expect(said(mirrored(BETWEEN), [entry])).toBe(
      'The modem runs its firmware: LR5.1.1.0-39529; the second of two steps is still to come.',
    );
    expect(said(mirrored(DONE), [entry])).toMatch(/; it needs no recovery\.$/);
    const perhaps = sampleEntry({ ...entry, board: { ...entry.board, imei: null } });
    expect(said(mirrored(BETWEEN), [perhaps])).toMatch(/; it needs no recovery\.$/);
  });

  test('to take its power away is drastic as long as that is not over', () => {
    const entry = sampleEntry({ images: PAIR, steps: BY_UART, current: 5 });
    const riskAt = (modem: Partial<ModemReading>): string | undefined =>
      diagnose(mirrored(modem), [entry]).repairs.find(({ id }) => id === 'power-off')?.risk;
    expect(riskAt(BETWEEN)).toBe('drastic');
    expect(riskAt(DONE)).toBe('harmless');
  });
});

test('between the two steps to take the power away is as drastic as what loses something', () => {
  const entry = sampleEntry({ images: PAIR, steps: BY_CARD, current: 4 });
  const silent = { ...BOARD_FINDING, modem: UNREAD_MODEM };
  const { board } = entry;
  const here = sampleEntry({ ...entry, board: { ...board, port: silent.port } });
  const { unfinished, repairs } = diagnose(silent, [here]);
  expect(unfinished).toEqual([here]);
  const drastic = repairs.filter(({ risk }) => risk === 'drastic').map(({ id }) => id);
  expect(drastic).toEqual(['power-off', 'factory-reset']);
  expect(repairs.slice(-2).map(({ id }) => id)).toEqual(drastic);
  expect(diagnose(silent, []).repairs[0]).toMatchObject({ id: 'power-off', risk: 'harmless' });
});

describe('the remedy of a failure', () => {
  const begun = (current: number): ReturnType<typeof sampleEntry> =>
    sampleEntry({ images: PAIR, steps: BY_UART, current });
  const words = (...asked: Parameters<typeof advised>): string => render(advised(...asked).remedy);

  test('that would cut the power between the two steps gives way to one that leaves it on', () => {
    const failure = upgradeErrors.wrongVersionAfter('39529', 'nothing');
    expect(words(failure, begun(4), true)).toMatch(/^Leave the power on/);
    expect(words(failure, begun(1), true)).toBe(render(failure.remedy));
    expect(advised(failure, begun(4), true)).toMatchObject({ code: failure.code, cause: failure });
  });

  test('of a second half alone leaves the power on until all else was tried', () => {
    const alone = sampleEntry({
      images: PAIR.slice(1),
      steps: SECOND_ALONE,
      current: 0,
      mayHaveChanged: false,
    });
    expect(words(errors.cancelled(), alone, true)).toMatch(
      /^Start it again.*Leave the power on.*go on with CATM1-5\.2-48829-2\.dup.*Only if it has not answered by then: Disconnect/,
    );
    expect(words(errors.cancelled(), alone, true)).not.toContain('MIRROR');
  });

  test('of another kind stays, and is followed by it', () => {
    expect(words(errors.cancelled(), begun(4), true)).toMatch(/^Start it again.*Leave the power on/);
  });

  test('that does not end MIRROR mode is followed by what does', () => {
    expect(words(errors.cancelled(), begun(0), true)).toMatch(
      /^Start it again.*MIRROR mode does not end by itself/,
    );
    expect(words(errors.cancelled(), begun(0), false)).not.toContain('MIRROR');
    expect(words(modemErrors.silent(1), begun(0), true)).not.toContain('MIRROR');
  });
});

test('a step that is about no single image is repeated with all of them', () => {
  const images = ['A.dup', 'B.dup'].map((name) => ({ name, size: 1, sha256: '' }));
  const steps = [{ id: 'wake', kind: 'wake', image: null }];
  expect(words('wake', false, { images, steps })).toMatch(/upgrade again with A\.dup, B\.dup\.$/);
});

describe('of several images', () => {
  const CHAIN = ['upgdiff_33080-to-41065.dup', 'CATM1-43818.dup'].map((name) => ({
    name,
    size: 1,
    sha256: '',
  }));
  const steps: readonly JournalStep[] = [
    { id: 'open-board', kind: 'openBoard', image: null },
    { id: 'upload-1', kind: 'upload', image: 0 },
    { id: 'upload-2', kind: 'upload', image: 1 },
    { id: 'wake', kind: 'wake', image: null },
    { id: 'prepare-1', kind: 'prepare', image: null },
    { id: 'transfer-1', kind: 'transfer', image: 0 },
    { id: 'apply-1', kind: 'apply', image: null },
    { id: 'verify-1', kind: 'verify', image: 0 },
    { id: 'prepare-2', kind: 'prepare', image: null },
    { id: 'boot-updater-2', kind: 'bootUpdater', image: null },
    { id: 'transfer-2', kind: 'transfer', image: 1 },
    { id: 'apply-2', kind: 'apply', image: null },
    { id: 'leave-updater-2', kind: 'leaveUpdater', image: null },
    { id: 'verify-2', kind: 'verify', image: 1 },
    { id: 'power-cycle', kind: 'powerCycle', image: null },
  ];
  const BOTH = 'with upgdiff_33080-to-41065.dup, CATM1-43818.dup';
  const SECOND = 'upgrade again with CATM1-43818.dup.';
  const nothing = 'The image is in the modem';

  test.each([
    // What is only copied to the board so far is not in the modem.
    ['open-board', BOTH],
    ['upload-1', BOTH],
    ['upload-2', BOTH],
    ['wake', BOTH],
    ['prepare-1', BOTH],
    ['transfer-1', BOTH],
    ['apply-1', BOTH],
    ['verify-1', 'go on with CATM1-43818.dup.'],
    ['prepare-2', SECOND],
    ['boot-updater-2', SECOND],
    ['transfer-2', SECOND],
    ['apply-2', SECOND],
    ['leave-updater-2', SECOND],
    ['verify-2', nothing],
    ['power-cycle', nothing],
  ] as const)('those are named that are not in the modem yet, cut off in %s', (id, expected) => {
    const current = steps.findIndex((step) => step.id === id);
    const upload = id.startsWith('upload') || id === 'open-board';
    const text = continuationOf(sampleEntry({ images: CHAIN, steps, current, mayHaveChanged: !upload }))
      .map((each) => render(each))
      .join(' ');
    expect(text).toContain(expected);
    // Only where the difference is still to go is a full image in its place.
    expect(text.includes('takes a full image instead')).toBe(expected === BOTH);
    expect(text.includes('.dup')).toBe(expected !== nothing);
  });

  test.each([
    ['wake', 'unfinished'],
    ['apply-1', 'unfinished'],
    ['boot-updater-2', 'over'],
    ['apply-2', 'over'],
    ['power-cycle', 'over'],
  ] as const)('cut off in %s, with the modem at work again: %s', (id, expected) => {
    const current = steps.findIndex((step) => step.id === id);
    const entry = sampleEntry({ images: CHAIN, steps, current });
    const { imei } = entry.board;
    const { over, unfinished } = diagnose(mirrored({ state: 2, build: '41065', imei }), [entry]);
    expect({ over, unfinished }[expected]).toEqual([entry]);
    // Where the last of them leads it is over in any case.
    expect(diagnose(mirrored({ state: 2, build: '43818', imei }), [entry]).over).toEqual([entry]);
  });

  test('behind the second half of a pair only that is given again', () => {
    const entry = sampleEntry({ images: PAIR, steps: BY_UART, current: 8 });
    const text = continuationOf(entry).map((each) => render(each));
    expect(text).toContain('Then upgrade again with CATM1-5.2-48829-2.dup.');
  });
});

test('what happened is said in a sentence', () => {
  expect(render(whatHappened(sampleEntry()))).toBe(
    'The upgrade with CATM1-41065.dup at /dev/ttyACM0 was cut off in step 2 of 3.',
  );
  const end = { at: 1, outcome: 'failed', modemState: 'unknown' } as const;
  expect(render(whatHappened(sampleEntry({ end })))).toMatch(/did not succeed; it ended in step 2 of 3/);
  expect(render(whatHappened(sampleEntry({ succeededSince: 2 })))).toMatch(
    /was cut off in step 2 of 3\. Another upgrade at that port succeeded since/,
  );
});

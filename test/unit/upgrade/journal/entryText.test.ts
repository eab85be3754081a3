import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { entryText, parseEntry, readableText } from '../../../../src/upgrade/journal/entryText';
import type { JournalEntry } from '../../../../src/upgrade/journal/journalEntry';
import { type JournalFact, summaryOf } from '../../../../src/upgrade/journal/journalFacts';
import { LARGEST_RECORD_BYTES } from '../../../../src/upgrade/journal/recordStorage';
import { NOWHERE, sampleEntry, summed } from './sampleEntry';

test('an entry is read exactly as written', () => {
  const ended = sampleEntry({
    end: { at: 1_700_000_200_000, outcome: 'failed', modemState: 'recoverable' },
    toolAtWork: true,
    succeededSince: 1_700_000_300_000,
    updater: { name: 'updater.elf', size: 306_076, sha256: 'cd'.repeat(32) },
    board: { ...NOWHERE, port: 'telnet://192.168.4.1' },
  });
  expect(parseEntry(entryText(sampleEntry()))).toEqual(sampleEntry());
  expect(parseEntry(entryText(ended))).toEqual(ended);
});

test('a truncated entry is rejected', () => {
  const text = entryText(sampleEntry()).trimEnd();
  for (let length = 0; length < text.length; length++)
    expect(parseEntry(text.slice(0, length))).toBeUndefined();
});

test.each([
  ['another version', { version: 2 }],
  ['an id that leads out of the folder', { id: '../../../../etc/passwd' }],
  ['a step about a missing image', { steps: Array(3).fill({ id: 'x', kind: 'transfer', image: 1 }) }],
  ['a step of an unknown kind', { steps: Array(3).fill({ id: 'x', kind: 'explode', image: null }) }],
  ['a step beyond the plan', { steps: [{ id: 'x', kind: 'wake', image: null }] }],
  ['no images', { images: [] }],
  ['a time that is no number', { begunAt: '1700000000000' }],
  ['a negative size', { images: [{ name: 'a', size: -1, sha256: '' }] }],
  ['an unknown method', { method: 'magic' }],
  ['a board that is a list', { board: [] }],
])('%s makes an entry invalid', (_what, change) => {
  const fields = JSON.parse(entryText(sampleEntry())) as object;
  expect(parseEntry(JSON.stringify({ ...fields, ...change }))).toBeUndefined();
});

/** The fields of a record by version 1.2, which had no facts. */
function withoutFacts(entry = sampleEntry()): Record<string, unknown> {
  const { facts, ...fields } = JSON.parse(entryText(entry)) as Record<string, unknown>;
  expect(facts).toEqual(entry.facts);
  return fields;
}

describe('an entry of a version without facts', () => {
  test.each([
    ['that was cut off before anything was written', { mayHaveChanged: false, current: 0 }],
    ['that was cut off while it wrote', {}],
    ['whose tool nobody saw end', { toolAtWork: true }],
    ['whose modem may install', { installing: true }],
    ['that failed', { end: { at: 1, outcome: 'failed', modemState: 'recoverable' } }],
    [
      'that failed while the tool went on',
      { toolAtWork: true, end: { at: 1, outcome: 'failed', modemState: 'unknown' } },
    ],
    ['after which another succeeded', { succeededSince: 5 }],
  ] as const)('%s keeps its meaning', (_, told) => {
    const entry = sampleEntry(told);
    expect(parseEntry(JSON.stringify(withoutFacts(entry)))).toEqual(entry);
    expect(summed(entry)).toMatchObject(told);
  });

  test.each([
    ['a step beyond the plan', { current: 3 }],
    ['an unknown outcome', { end: { at: 1, outcome: 'splendid', modemState: 'upgraded' } }],
    ['a success without a time', { succeededSince: 'yesterday' }],
    ['a flag that is a word', { mayHaveChanged: 'yes' }],
  ])('with %s is invalid', (_, change) => {
    expect(parseEntry(JSON.stringify({ ...withoutFacts(), ...change }))).toBeUndefined();
  });

  test('of version 1.1, without the field for installing, is valid', () => {
    const { installing, ...rest } = withoutFacts();
    expect(installing).toBe(false);
    expect(parseEntry(JSON.stringify(rest))).toEqual(sampleEntry());
  });

  const NEEDED = Object.keys(withoutFacts()).filter((name) => name !== 'installing');
  test.each(NEEDED)('without its %s is invalid', (name) => {
    const rest = Object.entries(withoutFacts()).filter(([key]) => key !== name);
    expect(parseEntry(JSON.stringify(Object.fromEntries(rest)))).toBeUndefined();
  });
});

describe('the facts of a record', () => {
  const RUN: readonly JournalFact[] = [
    { kind: 'mirrorEntered' },
    { kind: 'stepAnnounced', step: 0, at: 5, writes: false, startsTool: false },
    { kind: 'stepBegan', step: 0 },
    { kind: 'stepEnded', step: 0 },
    { kind: 'stepAnnounced', step: 1, at: 6, writes: true, startsTool: true },
    { kind: 'toolStarted', writes: true },
    { kind: 'toolOpenedSession' },
    { kind: 'installBegan' },
  ];

  test('are read back unchanged', () => {
    const entry = sampleEntry({ facts: RUN });
    expect(parseEntry(entryText(entry))).toEqual(entry);
  });

  test('are summarised for a version that knows none', () => {
    expect(withoutFacts(sampleEntry({ facts: RUN }))).toMatchObject({
      current: 1,
      currentSince: 6,
      mayHaveChanged: true,
      toolAtWork: true,
      installing: true,
      end: null,
      succeededSince: null,
    });
  });

  test.each([
    ['of an unknown kind', [...RUN, { kind: 'modemSang' }]],
    ['that are damaged', [...RUN, { kind: 'stepBegan', step: 'one' }]],
    ['that are no list', 'many'],
  ])('%s are replaced by the summary of the record', (_, facts) => {
    const fields = { ...withoutFacts(sampleEntry({ facts: RUN })), facts };
    const read = parseEntry(JSON.stringify(fields));
    expect(read && summaryOf(read)).toEqual(summaryOf(sampleEntry({ facts: RUN })));
  });

  test('that are too many to be read again are left out, and the summary keeps what counts', () => {
    const toggled = Array.from({ length: 3000 }, (_, index): JournalFact => ({
      kind: index % 2 === 0 ? 'installOver' : 'installBegan',
    }));
    const entry = sampleEntry({ facts: [...RUN, ...toggled] });
    const text = entryText(entry);
    expect(Buffer.byteLength(text)).toBeLessThan(LARGEST_RECORD_BYTES);
    const read = parseEntry(text);
    expect(read && summaryOf(read)).toEqual(summaryOf(entry));
  });
});

/** Texts and lists of any length, some of them exactly at the limit. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.integer({ min: 1020, max: 1030 }).map((length) => 'ß'.repeat(length)),
);
const file = fc.record({ name: text, size: fc.nat(), sha256: text });
const anyEntry: fc.Arbitrary<JournalEntry> = fc
  .record({ port: text, imei: fc.option(text), files: fc.array(file, { minLength: 1, maxLength: 210 }) })
  .map(({ port, imei, files }) =>
    sampleEntry({ board: { ...sampleEntry().board, port, imei }, images: files }),
  );

property.prop([anyEntry])(
  'every written entry can be read again, and an unreadable one is not written',
  (entry) => {
    let written: string;
    try {
      written = readableText(entry);
    } catch {
      // Refused before anything was started.
      return;
    }
    expect(parseEntry(written)).toEqual(entry);
    expect(Buffer.byteLength(written)).toBeLessThan(LARGEST_RECORD_BYTES);
    // Every later version of the record can be read, too.
    const ended = sampleEntry({
      ...entry,
      ...{ current: 2, currentSince: Number.MAX_SAFE_INTEGER, toolAtWork: true },
    });
    expect(parseEntry(entryText(ended))).toEqual(ended);
  },
);

test.each([
  ['a text that is too long', { board: { ...sampleEntry().board, port: 'p'.repeat(1025) } }],
  ['too many images', { images: new Array(201).fill(sampleEntry().images[0]) as JournalEntry['images'] }],
  [
    'a record that is too large',
    {
      images: new Array(200).fill({ name: 'ß'.repeat(1000), size: 1, sha256: '' }) as JournalEntry['images'],
    },
  ],
])('%s is not written', (_, change) => {
  expect(() => readableText(sampleEntry(change))).toThrow('could not be read again');
});

property.prop([fc.string()])('no text makes the reader fail', (text) => {
  expect(parseEntry(text)).toBeUndefined();
});

property.prop([fc.json()])('no JSON makes the reader fail', (text) => {
  expect(parseEntry(text)).toBeUndefined();
});

property.prop([fc.constantFrom(...Object.keys(sampleEntry())), fc.jsonValue()])(
  'an entry with a replaced field is invalid, or valid when read again',
  (name, value) => {
    const fields = JSON.parse(entryText(sampleEntry())) as object;
    const entry = parseEntry(JSON.stringify({ ...fields, [name]: value }));
    if (entry === undefined) return;
    expect(parseEntry(entryText(entry))).toEqual(entry);
  },
);

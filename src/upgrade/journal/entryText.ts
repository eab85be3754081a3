import * as v from 'valibot';
import { count, fittedJson, listOf, oneOf, type Schema, text } from '../../base/schema';
import { type StepName, STEPS } from '../steps/steps';
import type { JournalBoard, JournalEntry, JournalFile, JournalStep } from './journalEntry';
import { factsOfSummary, JOURNAL_FACT, type RecordSummary, summaryOf } from './journalFacts';
import { LARGEST_RECORD_BYTES } from './recordStorage';

/** Raised when an older reader would misunderstand an entry; what is newer than the reader is left alone. */
const JOURNAL_VERSION = 1;

const STEP_KIND = v.picklist(Object.keys(STEPS) as StepName[]);

/** One that 1.1 did not write yet. Its readers take what they do not know for not there, so the version stays. */
const laterText = v.optional(v.nullable(text), null);

export const BOARD: Schema<JournalBoard> = v.object({
  port: text,
  device: laterText,
  usb: v.nullable(
    v.object({
      vendorId: v.nullable(text),
      productId: v.nullable(text),
      serialNumber: v.nullable(text),
      location: laterText,
    }),
  ),
  sysname: v.nullable(text),
  uniqueId: laterText,
  imei: v.nullable(text),
});

const FILE: Schema<JournalFile> = v.object({ name: text, size: count, sha256: text });

const STEP: Schema<JournalStep> = v.object({ id: text, kind: STEP_KIND, image: v.nullable(count) });

const END: Schema<NonNullable<RecordSummary['end']>> = v.object({
  at: count,
  outcome: oneOf<NonNullable<RecordSummary['end']>['outcome']>({
    upgraded: true,
    failed: true,
    refused: true,
    cancelled: true,
  }),
  modemState: oneOf<NonNullable<RecordSummary['end']>['modemState']>({
    upgraded: true,
    untouched: true,
    recoverable: true,
    unknown: true,
  }),
});

/** Facts of one record; a run of many steps has hundreds. */
const MOST_FACTS = 2000;

const BEGUN = {
  // It becomes part of a file's name.
  id: v.pipe(text, v.regex(/^[0-9a-f-]{36}$/)),
  begunAt: count,
  writer: v.object({ pid: count, started: text }),
  board: BOARD,
  method: oneOf<JournalEntry['method']>({ flash: true, sd: true, uart: true, wireless: true }),
  images: listOf(FILE),
  updater: v.nullable(FILE),
  steps: listOf(STEP),
};

const WITH_FACTS = v.object({ ...BEGUN, facts: listOf(JOURNAL_FACT, MOST_FACTS) });

/** As version 1.1 and before wrote it, and as it tells of facts that this version cannot read. */
const WITH_SUMMARY = v.pipe(
  v.object({
    ...BEGUN,
    current: count,
    currentSince: count,
    mayHaveChanged: v.boolean(),
    toolAtWork: v.boolean(),
    // As with laterText.
    installing: v.optional(v.boolean(), false),
    end: v.nullable(END),
    succeededSince: v.nullable(count),
  }),
  v.transform(
    ({ current, currentSince, mayHaveChanged, toolAtWork, installing, end, succeededSince, ...begun }) => ({
      ...begun,
      facts: factsOfSummary({
        ...{ current, currentSince, mayHaveChanged, toolAtWork, installing },
        ...{ end, succeededSince },
      }),
    }),
  ),
);

const ENTRY: Schema<JournalEntry> = v.pipe(
  v.union([WITH_FACTS, WITH_SUMMARY]),
  v.check(({ images }) => images.length > 0),
  v.check(({ images, steps }) => steps.every(({ image }) => image === null || image < images.length)),
  v.check(({ steps, facts }) => facts.every((fact) => !('step' in fact) || fact.step < steps.length)),
);

const OF_THIS_VERSION = v.object({ version: v.literal(JOURNAL_VERSION) });

/** An entry as it is stored. What another version wrote is not looked into. */
const STORED: Schema<JournalEntry> = v.pipe(
  v.unknown(),
  v.check((value) => v.is(OF_THIS_VERSION, value)),
  ENTRY,
);

/** The summary says all that a reader needs: where the facts are too many to be read again, it is written alone. */
export function entryText(entry: JournalEntry): string {
  const { facts, ...begun } = entry;
  const summed = { version: JOURNAL_VERSION, ...begun, ...summaryOf(entry) };
  const whole = jsonText({ ...summed, facts });
  const fits = facts.length <= MOST_FACTS && Buffer.byteLength(whole) <= LARGEST_RECORD_BYTES;
  return fits ? whole : jsonText(summed);
}

function jsonText(value: object): string {
  return `${JSON.stringify(value, undefined, 1)}\n`;
}

/**
 * The same, of an entry that is written for the first time. Later ones of it differ in numbers and words of ours alone.
 * @throws Error for one that would not be read again: what can't be remembered must not be started
 */
export function readableText(entry: JournalEntry): string {
  const text = entryText(entry);
  const grown = Buffer.byteLength(text) + ROOM_TO_GROW_BYTES;
  if (grown > LARGEST_RECORD_BYTES || parseEntry(text) === undefined)
    throw new Error('a record of this upgrade could not be read again');
  return text;
}

/** For the numbers that are nothing yet, and the IMEI. */
const ROOM_TO_GROW_BYTES = 4096;

/** @returns undefined for anything that is not, field by field, an entry of this version */
export function parseEntry(json: string): JournalEntry | undefined {
  return fittedJson(STORED, json);
}

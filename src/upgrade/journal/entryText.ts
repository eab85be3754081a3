import * as v from 'valibot';
import { count, fittedJson, listOf, oneOf, type Schema, text } from '../../base/schema';
import { type StepName, STEPS } from '../steps/steps';
import type { JournalBoard, JournalEnd, JournalEntry, JournalFile, JournalStep } from './journalEntry';
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

const END: Schema<JournalEnd> = v.object({
  at: count,
  outcome: oneOf<JournalEnd['outcome']>({ upgraded: true, failed: true, refused: true, cancelled: true }),
  modemState: oneOf<JournalEnd['modemState']>({
    upgraded: true,
    untouched: true,
    recoverable: true,
    unknown: true,
  }),
});

const ENTRY: Schema<JournalEntry> = v.pipe(
  v.object({
    // It becomes part of a file's name.
    id: v.pipe(text, v.regex(/^[0-9a-f-]{36}$/)),
    begunAt: count,
    writer: v.object({ pid: count, started: text }),
    board: BOARD,
    method: oneOf<JournalEntry['method']>({ flash: true, sd: true, uart: true, wireless: true }),
    images: listOf(FILE),
    updater: v.nullable(FILE),
    steps: listOf(STEP),
    current: count,
    currentSince: count,
    mayHaveChanged: v.boolean(),
    toolAtWork: v.boolean(),
    // As with laterText.
    installing: v.optional(v.boolean(), false),
    end: v.nullable(END),
    succeededSince: v.nullable(count),
  }),
  v.check(({ images }) => images.length > 0),
  v.check(({ images, steps }) => steps.every(({ image }) => image === null || image < images.length)),
  v.check(({ steps, current }) => current < steps.length),
);

const OF_THIS_VERSION = v.object({ version: v.literal(JOURNAL_VERSION) });

/** An entry as it is stored. What another version wrote is not looked into. */
const STORED: Schema<JournalEntry> = v.pipe(
  v.unknown(),
  v.check((value) => v.is(OF_THIS_VERSION, value)),
  ENTRY,
);

export function entryText(entry: JournalEntry): string {
  return `${JSON.stringify({ version: JOURNAL_VERSION, ...entry }, undefined, 1)}\n`;
}

/**
 * The same, of an entry that is written for the first time. Later ones of it differ in numbers and words of ours alone.
 * @throws Error for one that would not be read again: what could not be remembered is not begun
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

import type { StepAction } from '../plan';
import { LARGEST_RECORD_BYTES } from './recordStorage';
import { FieldReader, Misfit } from './fieldReader';
import type { JournalBoard, JournalEnd, JournalEntry, JournalFile, JournalStep } from './journalEntry';

/** Raised when an older reader would misunderstand an entry; what is newer than the reader is left alone. */
const JOURNAL_VERSION = 1;

const STEP_KINDS: Readonly<Record<StepAction['kind'], true>> = {
  wake: true,
  prepare: true,
  loadUpdater: true,
  bootUpdater: true,
  transfer: true,
  apply: true,
  leaveUpdater: true,
  verify: true,
  openBoard: true,
  upload: true,
  enterMirror: true,
  runOnBoard: true,
  verifyOnBoard: true,
  removeFiles: true,
  resetBoard: true,
  powerCycle: true,
};

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
export function parseEntry(text: string): JournalEntry | undefined {
  try {
    const fields = new FieldReader(JSON.parse(text) as unknown);
    return fields.count('version') === JOURNAL_VERSION ? entryOf(fields) : undefined;
  } catch (error) {
    if (error instanceof Misfit || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function entryOf(fields: FieldReader): JournalEntry {
  const images = fields.list('images', fileOf);
  const steps = fields.list('steps', stepOf);
  const current = fields.count('current');
  const astray = steps.some(({ image }) => image !== null && image >= images.length);
  if (astray || current >= steps.length || images.length === 0) throw new Misfit('current');
  return {
    id: idOf(fields),
    begunAt: fields.count('begunAt'),
    writer: { pid: fields.object('writer').count('pid'), started: fields.object('writer').text('started') },
    board: boardOf(fields.object('board')),
    method: fields.oneOf('method', ['flash', 'sd', 'uart', 'wireless']),
    images,
    updater: fields.orNull('updater', () => fileOf(fields.object('updater'))),
    steps,
    current,
    currentSince: fields.count('currentSince'),
    mayHaveChanged: fields.flag('mayHaveChanged'),
    toolAtWork: fields.flag('toolAtWork'),
    end: fields.orNull('end', () => endOf(fields.object('end'))),
    succeededSince: fields.orNull('succeededSince', () => fields.count('succeededSince')),
  };
}

/** It becomes part of a file's name. */
function idOf(fields: FieldReader): string {
  const id = fields.text('id');
  if (!/^[0-9a-f-]{36}$/.test(id)) throw new Misfit('id');
  return id;
}

function boardOf(fields: FieldReader): JournalBoard {
  return {
    port: fields.text('port'),
    device: laterField(fields, 'device'),
    usb: fields.orNull('usb', () => {
      const usb = fields.object('usb');
      return {
        vendorId: usb.orNull('vendorId', () => usb.text('vendorId')),
        productId: usb.orNull('productId', () => usb.text('productId')),
        serialNumber: usb.orNull('serialNumber', () => usb.text('serialNumber')),
        location: laterField(usb, 'location'),
      };
    }),
    sysname: fields.orNull('sysname', () => fields.text('sysname')),
    uniqueId: laterField(fields, 'uniqueId'),
    imei: fields.orNull('imei', () => fields.text('imei')),
  };
}

/** One that 1.1 did not write yet. Its readers take what they do not know for not there, so the version stays. */
function laterField(fields: FieldReader, name: string): string | null {
  return fields.has(name) ? fields.orNull(name, () => fields.text(name)) : null;
}

function fileOf(fields: FieldReader): JournalFile {
  return { name: fields.text('name'), size: fields.count('size'), sha256: fields.text('sha256') };
}

function stepOf(fields: FieldReader): JournalStep {
  return {
    id: fields.text('id'),
    kind: fields.oneOf('kind', Object.keys(STEP_KINDS) as StepAction['kind'][]),
    image: fields.orNull('image', () => fields.count('image')),
  };
}

function endOf(fields: FieldReader): JournalEnd {
  return {
    at: fields.count('at'),
    outcome: fields.oneOf('outcome', ['upgraded', 'failed', 'refused', 'cancelled']),
    modemState: fields.oneOf('modemState', ['upgraded', 'untouched', 'recoverable', 'unknown']),
  };
}

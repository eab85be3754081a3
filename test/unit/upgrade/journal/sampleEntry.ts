import { TOOL_LIMIT_MS } from '../../../../src/upgrade/run/applyPatience';
import { usualToolSeconds } from '../../../../src/upgrade/steps/runOnBoard';
import { parseEntry } from '../../../../src/upgrade/journal/entryText';
import { factsOfSummary, type RecordSummary, summaryOf } from '../../../../src/upgrade/journal/journalFacts';
import type { JournalBoard, JournalEntry } from '../../../../src/upgrade/journal/journalEntry';

const ID = '0b7f3a52-9c1e-4d6a-8f20-1a2b3c4d5e6f';

const IMAGE_BYTES = 5_996_938;
/** How long the tool may run with the sample’s image after its run was killed: sending and then silence. */
export const KILLED_TOOL_MS = 2000 * usualToolSeconds(IMAGE_BYTES) + TOOL_LIMIT_MS;

/** A board without any known data. */
export const NOWHERE: JournalBoard = {
  port: '',
  device: null,
  usb: null,
  sysname: null,
  uniqueId: null,
  imei: null,
};

const CUT_OFF: RecordSummary = {
  current: 1,
  currentSince: 1_700_000_100_000,
  mayHaveChanged: true,
  toolAtWork: false,
  installing: false,
  end: null,
  succeededSince: null,
};

/** An upgrade that was interrupted during its only transfer. Its facts may be given as a summary. */
export function sampleEntry(changes: Partial<JournalEntry> & Partial<RecordSummary> = {}): JournalEntry {
  const { current, currentSince, mayHaveChanged, toolAtWork, installing, end, succeededSince, ...rest } =
    changes;
  const told = { current, currentSince, mayHaveChanged, toolAtWork, installing, end, succeededSince };
  const given = Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined));
  const entry: JournalEntry = {
    id: ID,
    begunAt: 1_700_000_000_000,
    writer: { pid: 4321, started: '77' },
    board: {
      port: '/dev/ttyACM0',
      device: '/dev/ttyACM0',
      usb: { vendorId: '04D8', productId: 'F013', serialNumber: 'Py1a2b3c', location: null },
      sysname: 'GPy',
      uniqueId: null,
      imei: '354346099225475',
    },
    method: 'uart',
    images: [{ name: 'CATM1-41065.dup', size: IMAGE_BYTES, sha256: 'ab'.repeat(32) }],
    updater: null,
    steps: [
      { id: 'wake', kind: 'wake', image: null },
      { id: 'transfer-1', kind: 'transfer', image: 0 },
      { id: 'verify-1', kind: 'verify', image: 0 },
    ],
    facts: factsOfSummary(CUT_OFF),
    ...rest,
  };
  return Object.keys(given).length === 0
    ? entry
    : { ...entry, facts: factsOfSummary({ ...summaryOf(entry), ...given }) };
}

/** A record with the summary of its facts. */
export function summed(entry: JournalEntry): JournalEntry & RecordSummary {
  return { ...entry, ...summaryOf(entry) };
}

/** The summary of a record, or undefined if the text is no record. */
export function readText(text: string): ReturnType<typeof summed> | undefined {
  const entry = parseEntry(text);
  return entry && summed(entry);
}

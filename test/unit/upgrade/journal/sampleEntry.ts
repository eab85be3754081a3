import type { JournalBoard, JournalEntry } from '../../../../src/upgrade/journal/journalEntry';

const ID = '0b7f3a52-9c1e-4d6a-8f20-1a2b3c4d5e6f';

/** A board of which nothing is known. */
export const NOWHERE: JournalBoard = {
  port: '',
  device: null,
  usb: null,
  sysname: null,
  uniqueId: null,
  imei: null,
};

/** An upgrade that was cut off in the middle of its only transfer. */
export function sampleEntry(changes: Partial<JournalEntry> = {}): JournalEntry {
  return {
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
    images: [{ name: 'CATM1-41065.dup', size: 5_996_938, sha256: 'ab'.repeat(32) }],
    updater: null,
    steps: [
      { id: 'wake', kind: 'wake', image: null },
      { id: 'transfer-1', kind: 'transfer', image: 0 },
      { id: 'verify-1', kind: 'verify', image: 0 },
    ],
    current: 1,
    currentSince: 1_700_000_100_000,
    mayHaveChanged: true,
    toolAtWork: false,
    installing: false,
    end: null,
    succeededSince: null,
    ...changes,
  };
}

/** Of a run behind which nothing goes on. */
export const NOTHING_LEFT = { toolMayBeAtWork: false, installing: false } as const;

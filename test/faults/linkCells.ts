import type { Cell } from './cell';
import { BYTE_EFFECTS, effectName } from './effects';
import type { Reference } from './reference';
import type { WayName } from './wayName';

/** The number of affected bytes of a run, besides every third byte of the first commands, evenly spread. */
const FIRST_BYTES = { count: 50, apart: 3 };
const MORE_BYTES = 30;
const RUNS = [3, 40, 3000];
/** A run is tried at every tenth of these places. */
const RUNS_APART = 10;

/** Faults of the line in bytes to the modem, and in the delivery of its answers. */
export function linkCells(way: WayName, { bytes }: Reference): Cell[] {
  const numbers = [
    ...Array.from({ length: FIRST_BYTES.count }, (_, at) => at * FIRST_BYTES.apart),
    ...Array.from({ length: MORE_BYTES }, (_, at) => Math.floor((bytes * (at + 0.5)) / MORE_BYTES)),
  ];
  const single = numbers.flatMap((byte) =>
    BYTE_EFFECTS.map((what): Cell => ({
      way,
      kind: `${effectName(what)}, sent`,
      where: `byte ${byte} of ${bytes}`,
      faults: [{ when: { byte }, what }],
      expected: 'succeeds',
    })),
  );
  const runs = numbers.flatMap((byte, index) =>
    index % RUNS_APART === 0
      ? RUNS.flatMap((run) =>
          (['dropByte', { scramble: 1 }] as const).map((what): Cell => ({
            way,
            kind: `run of ${run}: ${effectName(what)}, sent`,
            where: `byte ${byte} of ${bytes}`,
            faults: [{ when: { byte, run }, what }],
            // Three bytes damage one command at most. More bytes can damage the same command repeatedly.
            expected: run === 3 ? 'succeeds' : 'either',
          })),
        )
      : [],
  );
  const cable = (
    [
      ['fragments of 1 byte', { fragmentBytes: 1 }],
      ['fragments of 2 bytes', { fragmentBytes: 2 }],
      ['fragments of 7 bytes', { fragmentBytes: 7 }],
      ['16 ms in the bridge', { latencyMs: 16 }],
      ['300 ms in the bridge', { latencyMs: 300 }],
      ['all bytes at once', { paced: false }],
    ] as const
  ).map(([kind, wire]): Cell => ({ way, kind, where: 'the cable', wire, expected: 'succeeds' }));
  const rates = (
    [
      ['modem at 115200', { baudRate: 115_200 }],
      ['recovery at 921600', { recoveryBaudRate: 921_600 }],
      ['NULs after every reset', { noiseAfterReset: new Uint8Array(300) }],
      ['noise after every reset', { noiseAfterReset: Uint8Array.from({ length: 99 }, (_, at) => at * 37) }],
    ] as const
  ).map(([kind, modem]): Cell => ({ way, kind, where: 'the line', modem, expected: 'succeeds' }));
  return [...single, ...runs, ...cable, ...rates];
}

import { expect, test } from 'vitest';
import type { FirmwareImage } from '../../../src/firmware/firmwareImage';
import type { Finding } from '../../../src/upgrade/inspect/finding';
import type { MethodName, UpgradePlan } from '../../../src/upgrade/plan/plan';
import { planUpgrade } from '../../../src/upgrade/plan/planUpgrade';
import { differentialImage, fullImage } from '../../fixtures/firmware';
import { board, ELF, factory, FILES, made, mirror, modem } from './decisionFixtures';

/** Images with the published sizes. */
const FULL = await made('CATM1-41065.dup', fullImage({ build: '41065', size: 6_000_000 }));
const FILE = await made('CATM1-41065.dup', fullImage({ build: '41065', size: 3_000_000 }));
const DIFFERENCE = await made(
  'upgdiff_39529-to-41065.dup',
  differentialImage({ base: '39529', target: '41065', size: 400_000 }),
);
const NOW = modem('39529');

function planned(
  finding: Finding,
  method: MethodName,
  images: readonly FirmwareImage[],
  updater: FirmwareImage | null = null,
): UpgradePlan {
  const answer = planUpgrade(finding, { images, updater }, { method, cleanUp: true });
  if (answer.kind === 'refusal') throw new Error(answer.rule);
  return answer;
}

// On the wire a byte is ten bits, and the protocol takes 6 % more: 6,000,000 bytes at 921,600 bit/s are 69.1 s.
test.each<[string, () => UpgradePlan, Record<string, number>]>([
  [
    'a large image over UART, with the modem’s own pauses of 40 s',
    () => planned(mirror(NOW), 'uart', [FULL]),
    {
      wake: 2,
      'prepare-1': 5,
      'boot-updater-1': 15,
      'transfer-1': 110,
      'apply-1': 60,
      'leave-updater-1': 20,
      'verify-1': 5,
    },
  ],
  [
    'the same at 115,200 bit/s: 552 s on the wire',
    () => planned({ ...mirror(NOW), baudRate: 115_200 }, 'uart', [FULL]),
    { 'transfer-1': 593 },
  ],
  [
    'a file, which the modem applies on its own in three minutes',
    () => planned(mirror(NOW), 'uart', [FILE]),
    { 'transfer-1': 75, 'apply-1': 180 },
  ],
  [
    'the updater, which takes some time to start',
    () => planned(board(factory), 'uart', [FULL], ELF),
    { 'open-board': 8, 'enter-mirror': 60, 'load-updater': 21, 'power-cycle': 30 },
  ],
  ['switching to MIRROR mode', () => planned(board(NOW), 'uart', [FULL]), { 'enter-mirror': 15 }],
  [
    'the board’s own work: 30 s per megabyte, and 200 s of waits',
    () => planned(board(NOW), 'sd', [FULL]),
    { 'open-board': 8, 'upload-1': 80, 'run-1': 380, 'verify-1': 10, 'remove-files': 2 },
  ],
  [
    'a small file',
    () => planned(board(NOW), 'flash', [DIFFERENCE]),
    { 'upload-1': 10, 'run-1': 212, 'verify-1': 10 },
  ],
  [
    'the same over Wi-Fi',
    () => planned({ ...board(NOW), port: 'telnet://192.168.4.1' }, 'wireless', [DIFFERENCE]),
    { 'upload-1': 19, 'run-1': 212 },
  ],
  [
    'the restart after two steps',
    () => planned(board(NOW), 'sd', [FILES.FIRST, FILES.SECOND]),
    { 'reset-board': 10, 'upload-2': 6, 'run-2': 201 },
  ],
])('%s', (_, plan, seconds) => {
  const { steps } = plan();
  const expected = Object.fromEntries(steps.map(({ id, expectedSeconds }) => [id, expectedSeconds]));
  expect(expected).toMatchObject(seconds);
  // A step’s share of the bar is its share of the time.
  expect(steps.map(({ weight }) => weight)).toEqual(steps.map(({ expectedSeconds }) => expectedSeconds));
});

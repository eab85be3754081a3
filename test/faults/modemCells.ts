import type { ModemConfiguration } from '../simulator/modem/configuration';
import type { Effect } from '../simulator/modem/fault';
import type { Cell } from './cell';
import { effectName } from './effects';
import type { Reference } from './reference';
import type { WayName } from './wayName';

const FOUR_MINUTES_MS = 240_000;
const AN_HOUR_MS = 3_600_000;

const NATURES: readonly (readonly [kind: string, modem: Partial<ModemConfiguration>])[] = [
  ...[0.0001, 0.08, 0.5, 0.99].map(
    (at) => [`four minutes of silence at ${at * 100} %`, { pauses: [{ at, ms: FOUR_MINUTES_MS }] }] as const,
  ),
  ...[2016, 4080, 8000].flatMap((bytes) =>
    (['silent', 'refuse'] as const).map(
      (above) => [`blocks above ${bytes} bytes: ${above}`, { largestBlock: { bytes, above } }] as const,
    ),
  ),
  ...[17, 18, 100, 2048, 65_535].map(
    (bytes) =>
      [`takes frames of ${bytes} bytes`, { maximumTransfer: bytes, loaderMaximumTransfer: bytes }] as const,
  ),
  ['echo everywhere', { echoIn: [0, 1, 2, 4] }],
  ['no echo', { echoIn: [] }],
  ['one line end before OK', { lineEndsBeforeOk: 1 }],
  ['line ends in recovery', { recoveryLeadingLineEnd: true }],
  ['slow answers', { answerMs: 900 }],
  ['a slow start', { bootMs: 40_000 }],
  ['an updater that takes four minutes to start', { updaterWakeMs: FOUR_MINUTES_MS }],
  ['four minutes of silence while it applies', { applyMs: FOUR_MINUTES_MS, silentWhileApplying: true }],
  ['starts never announced', { announcesStartIn: [] }],
  ['silence after the note to its log', { notifySilenceMs: 15_000 }],
  ['an earlier success in its report', { initialReport: 'success' }],
  ['an earlier failure in its report', { initialReport: 'failure[flash,1]' }],
  ['no prefix of the report', { reportPrefix: '' }],
];

const STARTS: readonly (readonly [Effect, Cell['expected']])[] = [
  ['noStart', 'succeeds'],
  ['doubleStart', 'succeeds'],
  [{ lateMs: 10_000 }, 'succeeds'],
  [{ lateMs: 60_000 }, 'succeeds'],
  [{ lateMs: 200_000 }, 'succeeds'],
  [{ lateMs: AN_HOUR_MS }, 'fails'],
];

const APPLYING: readonly (readonly [Effect, Cell['expected']])[] = [
  [{ lateMs: 100_000 }, 'succeeds'],
  [{ lateMs: AN_HOUR_MS }, 'fails'],
  ['fail', 'fails'],
];

/** Properties of modems, and faults in the phases of an upgrade. */
export function modemCells(way: WayName, { starts, transfers }: Reference): Cell[] {
  const natures = NATURES.map(([kind, modem]): Cell => ({
    way,
    kind,
    where: 'the modem',
    modem,
    expected: 'succeeds',
  }));
  const started = Array.from({ length: starts }, (_, index) => index + 1).flatMap((nth) =>
    STARTS.map(([what, expected]): Cell => ({
      way,
      kind: `start: ${effectName(what)}`,
      where: `start ${nth}`,
      faults: [{ when: { phase: 'start', nth }, what }],
      expected,
    })),
  );
  const images = transfers.filter(({ step }) => step.startsWith('transfer'));
  const applied = images.flatMap(({ step }, index) =>
    APPLYING.map(([what, expected]): Cell => ({
      way,
      kind: `apply: ${effectName(what)}`,
      where: `after ${step}`,
      faults: [{ when: { phase: 'apply', nth: index + 1 }, what }],
      expected,
    })),
  );
  const ends = (['application', 'updater', 'recovery'] as const).map((afterFailedDifference): Cell => ({
    way,
    kind: 'apply: fail',
    where: `the last image, left in ${afterFailedDifference}`,
    modem: { afterFailedDifference },
    faults: [{ when: { phase: 'apply', nth: images.length }, what: 'fail' }],
    expected: 'fails',
  }));
  return [...natures, ...started, ...applied, ...ends];
}

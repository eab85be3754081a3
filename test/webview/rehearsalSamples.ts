import { phrase } from '../../src/base/phrase';
import { POWER_OFF } from '../../src/base/powerOff';
import { type PanelAction } from '../../src/ui/panel/panelReducer';
import {
  type CheckResult,
  failed,
  type Figure,
  notRun,
  proven,
  type RehearsalEvent,
  type RehearsalReport,
  verdictOf,
} from '../../src/upgrade/rehearsal/rehearsal';
import { BOARD_FINDING, NOON } from '../unit/ui/samples';
import { ready, SECOND_MS } from './upgradeSamples';

export const rehearsalEvent = (second: number, event: RehearsalEvent): PanelAction => ({
  type: 'rehearsalEvent',
  event,
  at: NOON + second * SECOND_MS,
});

const ECHO_FIGURES: readonly Figure[] = [
  { id: 'echoes', label: phrase('Commands sent'), value: 200, unit: 'count' },
  { id: 'echo-median-ms', label: phrase('Answer time, half of them'), value: 3.4, unit: 'ms' },
  {
    id: 'upload-bytes-per-second-at-921600',
    label: phrase('Copied at {rate} baud', { rate: 921_600 }),
    value: 45_200,
    unit: 'bytes/s',
  },
];
const CHECKS = [
  ['plan', phrase('Plan the upgrade'), proven(phrase('The files fit this modem.'))],
  ['same-answers', phrase('Read the board and modem a second time'), proven(phrase('Both readings agree.'))],
  [
    'mirror-mode',
    phrase('Switch the board to MIRROR mode and ask the modem itself'),
    proven(
      phrase('The modem answered all {count} commands, and no bytes were lost.', { count: 200 }),
      ECHO_FIGURES,
    ),
  ],
  [
    'power-cycle',
    phrase('Unplug the board, then plug it back in'),
    proven(phrase('The board came back at {port}.', { port: '/dev/ttyACM0' })),
  ],
] as const;
const UNPROVEN = [
  phrase(
    'The transfer itself, and what the modem does with the image. A rehearsal writes nothing, so it can’t test them.',
  ),
];
export const UNPLUG = phrase('Unplug the board (USB and battery) for ten seconds, then plug it back in.');

/** Each check with its result. Checks without one have not started. */
export const resultsOf = (...results: readonly CheckResult[]): PanelAction[] =>
  results.flatMap((result, index) => {
    const [id, title] = CHECKS[index] ?? CHECKS[0];
    const event = { type: 'check', id, index, total: CHECKS.length, title } as const;
    return [
      rehearsalEvent(5 * index, { ...event, result: null }),
      rehearsalEvent(5 * index + 4, { ...event, result: { id, title, seconds: 4.2, ...result } }),
    ];
  });
export const works = CHECKS.map(([, , result]) => result);
export const rehearsing: readonly PanelAction[] = [
  ...ready.slice(0, -1),
  { type: 'rehearsalStarted', method: 'uart', at: NOON },
];
export const lastBegun: PanelAction = rehearsalEvent(15, {
  type: 'check',
  id: 'power-cycle',
  index: 3,
  total: CHECKS.length,
  title: CHECKS[3][1],
  result: null,
});
export const toUnplug: readonly PanelAction[] = [
  ...rehearsing,
  ...resultsOf(...works.slice(0, 3)),
  lastBegun,
  rehearsalEvent(16, {
    type: 'wait',
    id: 'power-cycle',
    kind: 'hand',
    reason: phrase('{powerOff}, then plug it back in.', {
      powerOff: POWER_OFF,
    }),
    until: NOON + 616 * SECOND_MS,
  }),
];

export function rehearsalOf(
  results: readonly CheckResult[],
  how: Partial<RehearsalReport> = {},
): RehearsalReport {
  return {
    type: 'rehearsal',
    verdict: verdictOf(results),
    method: 'uart',
    checks: results.map((result, index) => {
      const [id, title] = CHECKS[index] ?? CHECKS[0];
      return { id, title, seconds: result.outcome === 'notRun' ? 0 : 4.2, ...result };
    }),
    unproven: UNPROVEN,
    leftBehind: [],
    error: null,
    next: results.flatMap(({ remedy }) => remedy ?? []),
    board: BOARD_FINDING.board,
    modem: BOARD_FINDING.modem,
    seconds: 20,
    ...how,
  };
}

export const LOSSY = failed(
  phrase('The modem didn’t answer {lost} of {count} commands: bytes get lost on the way.', {
    lost: 3,
    count: 200,
  }),
  phrase(
    'Use a shorter cable and a port of the computer itself, not a hub, and repeat the rehearsal; or use the SD card.',
  ),
  ECHO_FIGURES,
);
export const NOT_UNPLUGGED = notRun(
  phrase('You didn’t unplug the board. It stays in MIRROR mode until you do.'),
  UNPLUG,
);
export const SKIPPED = notRun(phrase('Not tested, because an earlier check failed.'));

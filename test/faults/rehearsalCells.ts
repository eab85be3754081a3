import type { Cell } from './cell';
import { AT_EFFECTS, BYTE_EFFECTS, effectName } from './effects';
import type { WayName } from './wayName';

/** All commands that a rehearsal sends to the modem. */
const QUESTIONS = ['AT', 'AT+SMOD?', 'ATI1', 'AT+CGSN', 'AT!="showver"', 'AT+SMUPGRADE?'] as const;
/** The occurrences of frequent queries with a fault. */
const TIMES = [1, 2, 60, 190];
const HAPPENINGS = [
  'unplug',
  'powerCut',
  'boardReset',
  'cancel',
  'diskFull',
  'forward',
  'backward',
  'killed',
] as const;

/** Faults in a rehearsal: each answer, the line, the board, the cable, the computer and the user. */
export function rehearsalCells(way: WayName, checks: readonly string[]): Cell[] {
  const cell = (kind: string, where: string, rest: Partial<Cell>): Cell => ({
    way,
    kind,
    where,
    expected: 'either',
    ...rest,
  });
  const answers = QUESTIONS.flatMap((at) => [
    ...(at === 'AT' ? TIMES : [1, 2]).flatMap((nth) =>
      AT_EFFECTS.map((what) =>
        cell(`${effectName(what)}, once`, `${at} (${nth})`, { faults: [{ when: { at, nth }, what }] }),
      ),
    ),
    ...(['error', 'silence', 'ignore'] as const).map((what) =>
      cell(`${what}, for ever`, at, { faults: [{ when: { at }, what, times: 'always' }] }),
    ),
    ...(['reset', 'powerCut'] as const).map((what) =>
      cell(`the modem: ${what}`, at, { faults: [{ when: { at }, what }] }),
    ),
  ]);
  const line = Array.from({ length: 24 }, (_, at) => at * 37).flatMap((byte) => [
    ...BYTE_EFFECTS.map((what) =>
      cell(`${effectName(what)}, sent`, `byte ${byte}`, { faults: [{ when: { byte }, what }] }),
    ),
    cell('run of 40: dropByte, sent', `byte ${byte}`, {
      faults: [{ when: { byte, run: 40 }, what: 'dropByte' }],
    }),
  ]);
  const cable = [1, 7].map((fragmentBytes) =>
    cell(`fragments of ${fragmentBytes} bytes`, 'the cable', { wire: { fragmentBytes } }),
  );
  // Events after the last check do not affect the rehearsal.
  const world = checks
    .slice(0, -1)
    .flatMap((step) =>
      HAPPENINGS.map((what) =>
        cell(what, `begin of ${step}`, { happening: { when: { step, moment: 'begin' }, what } }),
      ),
    );
  return [...answers, ...line, ...cable, ...world];
}

import type { Fault } from '../simulator/modem/fault';
import type { Cell, Expected } from './cell';
import { effectName } from './effects';
import { happeningCells } from './happeningCells';
import type { Reference } from './reference';
import { stpPlaces } from './stpCells';
import type { WayName } from './wayName';

/** The places for faults in answers. The board’s own tool sends the requests, with its own timeouts. */
const EFFECTS = ['silence', 'ignore', 'flipByte', 'unsolicited', 'nuls', { lateMs: 2500 }] as const;

/** The ways through a board take seconds of real time, so every fault is tried in every phase, at a few places. */
export function boardCells(way: WayName, reference: Reference): Cell[] {
  const { steps, commands } = reference;
  const happenings = steps.flatMap(({ id, safety }) =>
    (hasMiddle(way).test(id) ? (['begin', 'middle'] as const) : (['begin'] as const)).flatMap((moment) =>
      happeningCells(way, { step: id, moment, safety }, way === 'sd' ? ['cardPulled'] : []),
    ),
  );
  const places: readonly { readonly where: string; readonly when: Fault['when'] }[] = [
    ...[...commands.keys()].map((at) => ({ where: at, when: { at } })),
    ...stpPlaces(reference).map(({ where, stp, nth }) => ({ where, when: { stp, nth } })),
  ];
  const struck = places.flatMap(({ where, when }, index) => {
    const cell = (kind: string, fault: Omit<Fault, 'when'>, expected: Expected): Cell => ({
      way,
      kind,
      where,
      faults: [{ when, ...fault }],
      expected,
    });
    // Each effect at some of the places, each place with some of the effects.
    const effect = EFFECTS[index % EFFECTS.length] ?? 'silence';
    return [
      cell('the modem resets', { what: 'reset' }, 'fails'),
      cell('the modem alone without power', { what: 'powerCut' }, 'fails'),
      cell(`${effectName(effect)}, once`, { what: effect }, 'succeeds'),
      cell('ignore, for ever', { what: 'ignore', times: 'always' }, 'fails'),
      'at' in when
        ? cell('error, for ever', { what: 'error', times: 'always' }, 'fails')
        : cell('refuse, for ever', { what: 'refuse', times: 'always' }, 'fails'),
    ];
  });
  const applied: Cell[] = (['fail', 'powerCut', 'reset'] as const).map((what) => ({
    way,
    kind: `apply: ${what}`,
    where: 'applying',
    faults: [{ when: { phase: 'apply' }, what }],
    expected: 'fails',
  }));
  return [...happenings, ...struck, ...applied];
}

/** With FTP, a file is in the computer’s buffers at once, so the sender can’t see its middle. */
function hasMiddle(way: WayName): RegExp {
  return way === 'wireless' ? /^run/ : /^(upload|run|transfer)/;
}

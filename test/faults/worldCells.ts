import type { Fault } from '../simulator/modem/fault';
import type { Cell } from './cell';
import { happeningCells } from './happeningCells';
import type { Reference } from './reference';
import { stpPlaces } from './stpCells';
import type { WayName } from './wayName';

/** Events for cable, power, host and user, in each step and at each exchanged message. */
export function worldCells(way: WayName, reference: Reference): Cell[] {
  const { steps, transfers, commands, starts } = reference;
  const sends = new Set(transfers.map(({ step }) => step));
  const moments = steps.flatMap(({ id, safety }) =>
    (sends.has(id) ? (['begin', 'middle'] as const) : (['begin'] as const)).map((moment) => ({
      step: id,
      moment,
      safety,
    })),
  );
  const happenings = moments.flatMap((moment) => happeningCells(way, moment));
  const points: { readonly where: string; readonly when: Fault['when'] }[] = [
    ...[...commands.keys()].map((at) => ({ where: at, when: { at } })),
    ...stpPlaces(reference).map(({ where, stp, nth }) => ({ where, when: { stp, nth } })),
    ...Array.from({ length: starts }, (_, index) => ({
      where: `start ${index + 1}`,
      when: { phase: 'start', nth: index + 1 } as const,
    })),
    { where: 'applying', when: { phase: 'apply' } },
  ];
  const struck = points.flatMap(({ where, when }) =>
    [
      cell('cable pulled', [{ when, what: 'unplug' }]),
      // Modem, board and port disappear together, in the order that the simulator defines.
      cell('power cut', [
        { when, what: 'powerCut' },
        { when, what: 'unplug' },
      ]),
      cell('the modem alone without power', [{ when, what: 'powerCut' }]),
      cell('the modem resets', [{ when, what: 'reset' }]),
    ].map((each) => ({ ...each, where })),
  );
  return [...happenings, ...struck];

  function cell(kind: string, faults: readonly Fault[]): Omit<Cell, 'where'> {
    return { way, kind, faults, expected: 'fails' };
  }
}

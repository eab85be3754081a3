import type { Cell, Expected } from '../faults/cell';
import { ALL_WAY_NAMES, type WayName } from '../faults/wayName';
import type { Chance } from '../soak/chance';
import type { Nature } from './belief';
import { type Difference, differences, nameOfDifference } from './table';

/** A cell of the fault matrix without a fault. Only the hardware differs. */
export interface BeliefCell extends Cell {
  /** The cell is known to fail, for this reason. */
  readonly knownFailing?: string;
}

/** Every single difference, on every way for which it matters. */
export function singleCells(): BeliefCell[] {
  return differences().flatMap((difference) => waysOf(difference).map((way) => cellOf(way, [difference])));
}

/**
 * Combinations of differences that one board may have, chosen by a seed.
 * @param together the number of differences in one cell
 */
export function combinedCells(count: number, together: number, chance: Chance): BeliefCell[] {
  const all = differences().filter(({ alternative }) => alternative.nature && !alternative.knownFailing);
  const cells: BeliefCell[] = [];
  // Few draws are unusable. The limit ends the loop if all are.
  for (let draws = 0; cells.length < count && draws < count * 100; draws++) {
    const way = chance.oneOf(ALL_WAY_NAMES);
    const here = all.filter((difference) => waysOf(difference).includes(way));
    const chosen = Array.from({ length: together }, () => chance.oneOf(here));
    if (areCompatible(chosen)) cells.push(cellOf(way, chosen));
  }
  return cells;
}

function cellOf(way: WayName, chosen: readonly Difference[]): BeliefCell {
  const [alone, ...others] = chosen;
  const single = others.length === 0 ? alone : undefined;
  const known = single?.alternative.knownFailing;
  return {
    ...joined(chosen.map(({ alternative }) => alternative.nature ?? {})),
    way,
    kind: chosen.map(nameOfDifference).join(' + '),
    where: 'the whole upgrade',
    expected: single ? expectedOf(single, way) : 'either',
    ...(known?.ways.includes(way) ? { knownFailing: known.because } : {}),
  };
}

function expectedOf({ alternative }: Difference, way: WayName): Expected {
  return alternative.ends?.find(({ ways }) => ways.includes(way))?.expected ?? 'succeeds';
}

function waysOf({ alternative }: Difference): readonly WayName[] {
  return alternative.nature ? (alternative.ways ?? ALL_WAY_NAMES) : [];
}

/** Whether no two of them set the same option. */
function areCompatible(chosen: readonly Difference[]): boolean {
  const options = chosen.flatMap(({ alternative }) => optionsOf(alternative.nature ?? {}));
  return (
    new Set(options).size === options.length &&
    new Set(chosen.map(({ belief }) => belief)).size === chosen.length
  );
}

function optionsOf({ modem = {}, board = {}, network = {}, wire = {}, files = {} }: Nature): string[] {
  const { behaviour = {}, ...others } = modem;
  return Object.entries({ modem: others, behaviour, board, network, wire, files }).flatMap(
    ([part, options]) =>
      Object.keys(options)
        .filter((option) => option !== 'habits')
        .map((option) => `${part}.${option}`),
  );
}

function joined(natures: readonly Nature[]): Nature {
  return {
    modem: {
      ...merged(natures.map(({ modem }) => modem)),
      behaviour: merged(natures.map(({ modem }) => modem?.behaviour)),
      habits: natures.flatMap(({ modem }) => modem?.habits ?? []),
    },
    board: merged(natures.map(({ board }) => board)),
    network: merged(natures.map(({ network }) => network)),
    wire: merged(natures.map(({ wire }) => wire)),
    files: merged(natures.map(({ files }) => files)),
    faults: natures.flatMap(({ faults }) => faults ?? []),
  };
}

function merged<T extends object>(parts: readonly (T | undefined)[]): T {
  return Object.assign({}, ...parts) as T;
}

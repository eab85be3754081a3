import type { Fault, StpRequest } from '../simulator/modem/fault';
import type { Cell } from './cell';
import { effectName, STP_EFFECTS } from './effects';
import type { Reference } from './reference';
import type { WayName } from './wayName';

interface Place {
  readonly where: string;
  readonly stp: StpRequest;
  readonly nth: number;
}

/** Beginning, middle and end of each transfer. */
export function stpPlaces({ transfers }: Reference): Place[] {
  let before = 0;
  return transfers.flatMap(({ step, blocks }, index) => {
    const numbered = [1, 2, Math.ceil(blocks / 2), blocks];
    const first = before;
    before += blocks;
    const once = (['reset', 'open', 'close'] as const).map((stp) => ({
      where: `${step}: ${stp}`,
      stp,
      nth: index + 1,
    }));
    const each = (['announce', 'block'] as const).flatMap((stp) =>
      [...new Set(numbered)].map((number) => ({
        where: `${step}: ${stp} ${number} of ${blocks}`,
        stp,
        nth: first + number,
      })),
    );
    return [...once, ...each];
  });
}

const RESIDUES = [1, 2, 100, 2015, 2016, 4080, 'all'] as const;
const MAXIMUM_TRANSFERS = [0, 16, 17, 2048, 65_535];

/** Each fault of the transfer protocol at each place, once and permanently. */
export function stpCells(way: WayName, reference: Reference): Cell[] {
  return stpPlaces(reference).flatMap(({ where, stp, nth }) => {
    const cell = (kind: string, fault: Omit<Fault, 'when'>, expected: Cell['expected'], more = {}): Cell => ({
      way,
      kind,
      where,
      faults: [{ when: { stp, nth }, ...fault }],
      expected,
      ...more,
    });
    const cells = STP_EFFECTS.flatMap((what) => [
      cell(`${effectName(what)}, once`, { what }, 'succeeds'),
      cell(`${effectName(what)}, once, with sums`, { what }, 'succeeds', { modem: { answerCrcs: 'filled' } }),
      cell(`${effectName(what)}, thrice`, { what, times: 3 }, 'succeeds'),
    ]);
    const forEver = (['silence', 'ignore', 'refuse', 'refuseUnknown', 'wrongSession'] as const).map((what) =>
      cell(`${what}, for ever`, { what, times: 'always' }, 'fails'),
    );
    const residues = RESIDUES.flatMap((residue) => [
      cell(`residue ${residue}, once`, { what: { residue } }, 'succeeds'),
      cell(`residue ${residue}, five times`, { what: { residue }, times: 5 }, 'succeeds'),
    ]);
    const opens = MAXIMUM_TRANSFERS.map((maximumTransfer) => {
      const enough = maximumTransfer > 16;
      return cell(
        `maximum transfer ${maximumTransfer}`,
        { what: { maximumTransfer } },
        enough ? 'succeeds' : 'fails',
      );
    });
    return [
      ...cells,
      ...forEver,
      ...(stp === 'block' ? residues : []),
      ...(stp === 'block'
        ? [cell('residue all, for ever', { what: { residue: 'all' }, times: 'always' }, 'fails')]
        : []),
      ...(stp === 'open' ? [...opens, cell('session refused', { what: 'sessionRefused' }, 'fails')] : []),
    ];
  });
}

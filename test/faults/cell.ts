import type { BoardOptions } from '../simulator/board/boardOptions';
import type { NetworkOptions } from '../simulator/board/network/networkOptions';
import type { WireOptions } from '../simulator/inProcess';
import type { ModemConfiguration } from '../simulator/modem/configuration';
import type { Fault } from '../simulator/modem/fault';
import type { Happening } from './happening';
import type { ContainerStyle } from '../fixtures/restyle';
import type { WayName } from './wayName';

/**
 * What becomes of an upgrade, stated beforehand.
 * `succeeds`: upgraded, whatever happened on the way. `fails`: not upgraded, and the report's advice leads to an
 * upgraded modem. `refused`: nothing was begun. `killed`: the program is no more and tells nothing; what it wrote down
 * names the upgrade, and the next start leads to an upgraded modem.
 */
export type Outcome = 'succeeds' | 'fails' | 'refused' | 'killed';

/** `either`: which word is struck decides; what is held is that the report tells the truth and its advice works. */
export type Expected = Outcome | 'either';

/** One square of the matrix: on this way, at this place, this goes wrong, and that becomes of it. Plain data. */
export interface Cell {
  readonly way: WayName;
  /** What goes wrong, and where; together with the way it names the cell. */
  readonly kind: string;
  readonly where: string;
  /** Declared when the plan is made: before, nothing was begun. */
  readonly faults?: readonly Fault[];
  /** What the modem and its cable are like from the beginning. */
  readonly modem?: Partial<ModemConfiguration>;
  readonly wire?: Partial<WireOptions>;
  /** What the board is like, and the network it is reached through, where there is one. */
  readonly board?: Partial<BoardOptions>;
  readonly network?: Partial<NetworkOptions>;
  /** How the files are made. */
  readonly files?: ContainerStyle;
  /** What happens to host, board or cable in the course of the run. */
  readonly happening?: Happening;
  readonly expected: Expected;
}

export function nameOf({ way, kind, where }: Cell): string {
  return `${way}: ${kind} at ${where}`;
}

import type { BoardOptions } from '../simulator/board/boardOptions';
import type { NetworkOptions } from '../simulator/board/network/networkOptions';
import type { WireOptions } from '../simulator/inProcess';
import type { ModemConfiguration } from '../simulator/modem/configuration';
import type { Fault } from '../simulator/modem/fault';
import type { Happening } from './happening';
import type { ContainerStyle } from '../fixtures/restyle';
import type { WayName } from './wayName';

/**
 * The expected end of an upgrade.
 * `succeeds`: upgraded, whatever happened before. `fails`: not upgraded, and the report’s advice leads to an
 * upgraded modem. `refused`: nothing was started. `killed`: the program has ended without a report; its record
 * names the upgrade, and the next start leads to an upgraded modem.
 */
export type Outcome = 'succeeds' | 'fails' | 'refused' | 'killed';

/** `either`: the result depends on the affected word. The report must be true and its advice must work. */
export type Expected = Outcome | 'either';

/** One cell of the matrix as plain data: the way, the place, the fault, and the expected end. */
export interface Cell {
  readonly way: WayName;
  /** The fault and its place. Together with the way they name the cell. */
  readonly kind: string;
  readonly where: string;
  /** Faults that start with the plan, because nothing has started before. */
  readonly faults?: readonly Fault[];
  /** The modem and its cable from the beginning. */
  readonly modem?: Partial<ModemConfiguration>;
  readonly wire?: Partial<WireOptions>;
  /** The board, and its network if it has one. */
  readonly board?: Partial<BoardOptions>;
  readonly network?: Partial<NetworkOptions>;
  /** How the files are made. */
  readonly files?: ContainerStyle;
  /** Events for host, board or cable during the run. */
  readonly happening?: Happening;
  readonly expected: Expected;
}

export function nameOf({ way, kind, where }: Cell): string {
  return `${way}: ${kind} at ${where}`;
}

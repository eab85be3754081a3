import { hidePassword, isNetworkPort } from '../../transport/networkAddress';
import type { PortPresence } from '../../transport/portPresence';
import type { PortDescription, PortList } from '../../transport/ports';
import { looksLike, usbIdentity } from '../../transport/usbIdentity';
import type { Whereabouts } from '../inspect/knownPorts';
import { type BatchIdentity, mayBeAt } from './identity';

/** A port that is there, and where that is. */
export interface PresentPort extends Whereabouts {
  readonly port: string;
  /** Null where the system does not list it. */
  readonly listed: PortDescription | null;
  /** Whether it was asked for, by its name or by asking for all. */
  readonly isMeant: boolean;
}

/** The seat of a port that is left out until something else is plugged in there: boards are counted from 1. */
export const NO_BOARD = 0;

export interface PortsToWatch extends PortPresence {
  /** Ports that were named; where there are none, every port of a known shield is watched. */
  readonly named: readonly string[];
  /** Whether ports of known shields that were not named are watched, too. */
  readonly newcomers: boolean;
}

/**
 * The ports of a batch that are there now. A port that is not known to be a Pycom shield's may belong to any device: it is
 * opened only where it was named.
 */
export async function presentPorts(
  { ports, unknown }: PortList,
  { named, newcomers, canonicalPort, isThere }: PortsToWatch,
): Promise<PresentPort[]> {
  const listed = await Promise.all(
    ports.map(async (port) => ({
      port: port.path,
      listed: port,
      device: await canonicalPort(port.path),
      usb: usbIdentity(port, ports),
      isMeant: named.length === 0 && !newcomers,
    })),
  );
  const shields = listed.filter(({ listed: { shield } }) => shield !== null);
  if (named.length === 0) return shields;
  const present: PresentPort[] = [];
  for (const name of named) {
    const device = await canonicalPort(name);
    const here = listed.find((each) => each.device === device);
    const there = here !== undefined || isNetworkPort(name) || unknown !== null || (await isThere(name));
    if (there && !present.some((each) => each.device === device))
      present.push({
        port: hidePassword(name),
        device,
        usb: here?.usb ?? null,
        listed: here?.listed ?? null,
        isMeant: true,
      });
  }
  if (!newcomers) return present;
  return [...present, ...shields.filter(({ device }) => !present.some((each) => each.device === device))];
}

/** A board under way, and what is known of it by now. */
export interface BoardUnderWay {
  readonly number: number;
  readonly identity: BatchIdentity;
}

interface Seat {
  readonly present: PresentPort;
  readonly board: number;
}

export interface Look {
  /** Ports at which a board has appeared that nobody has taken yet. */
  readonly appeared: readonly PresentPort[];
  /** Boards that have come back under another name of their port, while they are upgraded. */
  readonly moved: readonly { readonly board: number; readonly port: string }[];
}

/** Which board sits at which port. One that is unplugged makes room for the next. */
export class Sockets {
  private seats: readonly Seat[] = [];

  take(present: PresentPort, board: number): void {
    this.seats = [...this.seats.filter((seat) => seat.present.device !== present.device), { present, board }];
  }

  /** Whether this board is still where it was taken. */
  holds(board: number): boolean {
    return this.seats.some((seat) => seat.board === board);
  }

  /**
   * Compares what is there with what was. A board under way may go and come back, because its power is cut: a port that may be
   * its own is not taken for the next board's.
   */
  look(present: readonly PresentPort[], underWay: readonly BoardUnderWay[]): Look {
    const stay = this.seats.filter((seat) => present.some((each) => isSamePlace(each, seat.present)));
    const awaited = underWay.filter(({ number }) => !stay.some(({ board }) => board === number));
    const moved: { board: number; port: string }[] = [];
    const appeared: PresentPort[] = [];
    for (const each of present) {
      if (stay.some((seat) => isSamePlace(each, seat.present))) continue;
      const likely = awaited.map((board) => ({
        board,
        compareBoards: mayBeAt(board.identity, each, each.port),
      }));
      const own = likely.find(({ compareBoards }) => compareBoards === 'same');
      if (own) {
        stay.push({ present: each, board: own.board.number });
        moved.push({ board: own.board.number, port: each.port });
      } else if (likely.every(({ compareBoards }) => compareBoards === 'another')) appeared.push(each);
    }
    this.seats = stay;
    return { appeared, moved };
  }
}

/** The same name and the same device; another board may get the name of one that is gone. */
function isSamePlace(one: PresentPort, other: PresentPort): boolean {
  if (one.device !== other.device) return false;
  if (one.listed === null || other.listed === null) return one.listed === other.listed;
  return looksLike(one.listed, other.listed) && one.listed.location === other.listed.location;
}

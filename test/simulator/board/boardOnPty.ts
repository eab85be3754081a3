import { systemClock } from '../../../src/base/clock';
import type { ModemConfiguration } from '../modem/configuration';
import { SimulatedModem } from '../modem/simulatedModem';
import { type PtyOptions, PtyWire } from '../pty/ptyWire';
import type { BoardOptions } from './boardOptions';
import { BoardOnWire } from './boardOnWire';
import { BoardNetwork } from './network/boardNetwork';
import type { NetworkOptions } from './network/networkOptions';
import { scaledClock } from './scaledClock';
import { SimulatedBoard } from './simulatedBoard';

export interface BoardOnPty {
  readonly path: string;
  readonly board: SimulatedBoard;
  readonly modem: SimulatedModem;
  /** Pulls the cable and plugs it in. */
  readonly hand: BoardOnWire;
  /** The Telnet and FTP servers of a board in the network. */
  readonly network: BoardNetwork | undefined;
  readonly stop: () => Promise<void>;
}

export interface BoardOnPtyOptions extends PtyOptions {
  readonly board?: Partial<BoardOptions>;
  readonly modem?: Partial<ModemConfiguration>;
  /** The speed-up of time for the modem and the board’s tool; 1 by default. */
  readonly timeScale?: number;
  /** Also starts the board’s network servers. */
  readonly network?: Partial<NetworkOptions>;
}

/** A board with a modem behind it, on a pseudo-terminal. */
export async function startBoardOnPty(options: BoardOnPtyOptions = {}): Promise<BoardOnPty> {
  const clock = scaledClock(systemClock, options.timeScale ?? 1);
  const modem = new SimulatedModem(options.modem ?? {}, clock);
  const network = options.network && new BoardNetwork(options.network);
  const board = await SimulatedBoard.start({ clock, ...options.board, modem, network });
  await network?.attach(board);
  const wire = await PtyWire.connect(board, options);
  const hand = new BoardOnWire(board, wire);
  // No code waits for a fault. The host sees its effect.
  modem.onUnplug(() => {
    hand.unplug().catch(() => undefined);
  });
  return {
    path: wire.path,
    board,
    modem,
    hand,
    network,
    stop: async () => {
      await board.stop();
      modem.cutPower();
      await wire.stop();
    },
  };
}

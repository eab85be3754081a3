import { systemClock } from '../../../../src/base/clock';
import type { ModemConfiguration } from '../../modem/configuration';
import { SimulatedModem } from '../../modem/simulatedModem';
import type { BoardOptions } from '../boardOptions';
import { scaledClock } from '../scaledClock';
import { SimulatedBoard } from '../simulatedBoard';
import { BoardNetwork } from './boardNetwork';
import type { NetworkOptions } from './networkOptions';

export interface NetworkBoard {
  readonly board: SimulatedBoard;
  readonly modem: SimulatedModem;
  readonly network: BoardNetwork;
  readonly stop: () => Promise<void>;
}

export interface NetworkBoardSetting extends Partial<Omit<BoardOptions, 'modem' | 'network'>> {
  readonly modem?: Partial<ModemConfiguration>;
  readonly network?: Partial<NetworkOptions>;
  /** The speed-up of time for the modem and the board’s tool; 1 by default. */
  readonly timeScale?: number;
}

/** A board with a modem that is reached only by Telnet and FTP, so it runs on every system. */
export async function startBoardInNetwork({
  modem: modemOptions = {},
  network: networkOptions = {},
  timeScale = 1,
  ...options
}: NetworkBoardSetting = {}): Promise<NetworkBoard> {
  const clock = scaledClock(systemClock, timeScale);
  const modem = new SimulatedModem(modemOptions, clock);
  const network = new BoardNetwork(networkOptions);
  const board = await SimulatedBoard.start({ clock, ...options, modem, network });
  await network.attach(board);
  const stop = async (): Promise<void> => {
    await board.stop();
    modem.cutPower();
  };
  return { board, modem, network, stop };
}

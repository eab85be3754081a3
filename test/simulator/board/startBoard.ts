import { systemClock } from '../../../src/base/clock';
import { InProcessWire } from '../inProcess';
import type { ModemConfiguration } from '../modem/configuration';
import { SimulatedModem } from '../modem/simulatedModem';
import type { BoardOptions } from './boardOptions';
import { BoardOnWire } from './boardOnWire';
import { RawClient } from './rawClient';
import { scaledClock } from './scaledClock';
import { REPL_BAUD_RATE, SimulatedBoard } from './simulatedBoard';

export interface StartedBoard {
  readonly board: SimulatedBoard;
  readonly wire: InProcessWire;
  readonly hand: BoardOnWire;
  readonly client: RawClient;
}

const started: SimulatedBoard[] = [];

/** A board in this process and a host that has its port open. */
export async function startBoard(options: Partial<BoardOptions> = {}): Promise<StartedBoard> {
  const board = await SimulatedBoard.start(options);
  started.push(board);
  const wire = new InProcessWire(board, systemClock);
  return { board, wire, hand: new BoardOnWire(board, wire), client: await openClient(wire) };
}

export async function openClient(wire: InProcessWire, baudRate = REPL_BAUD_RATE): Promise<RawClient> {
  return new RawClient(await wire.open(wire.path, baudRate, new AbortController().signal));
}

/** The speed-up of time for the modem and the board’s tool. */
const TIME_SCALE = 50;

export interface StartedBoardWithModem extends StartedBoard {
  readonly modem: SimulatedModem;
}

/** The same with a modem. Minutes of the modem and the tool take seconds. */
export async function startBoardWithModem(
  modemOptions: Partial<ModemConfiguration> = {},
  options: Partial<BoardOptions> = {},
): Promise<StartedBoardWithModem> {
  const clock = scaledClock(systemClock, TIME_SCALE);
  const modem = new SimulatedModem(modemOptions, clock);
  return { modem, ...(await startBoard({ clock, ...options, modem })) };
}

/** For `afterEach`: ends all boards of the test. */
export async function stopBoards(): Promise<void> {
  await Promise.all(started.splice(0).map((board) => board.stop()));
}

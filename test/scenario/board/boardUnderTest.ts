import { onTestFinished } from 'vitest';
import { systemClock } from '../../../src/base/clock';
import type { Patience } from '../../../src/board/repl/breakIn';
import { inspectBoard } from '../../../src/board/inspectBoard';
import { ReplClient } from '../../../src/board/repl/replClient';
import { ByteStream } from '../../../src/transport/byteStream';
import type { BoardOptions } from '../../simulator/board/boardOptions';
import { BoardOnWire } from '../../simulator/board/boardOnWire';
import { scaledClock } from '../../simulator/board/scaledClock';
import { SimulatedBoard } from '../../simulator/board/simulatedBoard';
import type { ModemConfiguration } from '../../simulator/modem/configuration';
import { SimulatedModem } from '../../simulator/modem/simulatedModem';
import { InProcessWire, type WireOptions } from '../../simulator/inProcess';

/** A signal that is never aborted. */
export const unhurried = new AbortController().signal;

/** The speed-up of time for the modem and the board’s tool. */
const TIME_SCALE = 50;

export interface BoardUnderTest {
  readonly board: SimulatedBoard;
  readonly wire: InProcessWire;
  readonly hand: BoardOnWire;
  readonly modem: SimulatedModem | undefined;
  readonly client: ReplClient;
}

export interface Setting extends Partial<Omit<BoardOptions, 'modem'>> {
  /** The modem of the board. Without it, the board has none. */
  readonly modem?: Partial<ModemConfiguration>;
  readonly cable?: Partial<WireOptions>;
  readonly patience?: Patience;
}

/** A simulated board with a client connected to it; both end with the test. */
export async function boardUnderTest({
  cable,
  patience,
  modem: modemOptions,
  ...options
}: Setting = {}): Promise<BoardUnderTest> {
  const clock = scaledClock(systemClock, TIME_SCALE);
  const modem = modemOptions && new SimulatedModem(modemOptions, clock);
  const board = await SimulatedBoard.start({ clock, ...options, modem });
  onTestFinished(async () => {
    await board.stop();
    modem?.cutPower();
  });
  const wire = new InProcessWire(board, systemClock, cable);
  return { board, wire, hand: new BoardOnWire(board, wire), modem, client: await connect(wire, patience) };
}

/** As `boardUnderTest`, with a client that knows the board's receive buffer. */
export async function inspectedBoard(setting: Setting = {}): Promise<BoardUnderTest> {
  const underTest = await boardUnderTest(setting);
  await inspectBoard(underTest.client, unhurried);
  return underTest;
}

/** Opens the port again, as after the cable was pulled. */
export async function connect(wire: InProcessWire, patience?: Patience): Promise<ReplClient> {
  const transport = await wire.open(wire.path, 115_200, unhurried);
  const stream = new ByteStream(transport, systemClock);
  onTestFinished(async () => {
    stream.dispose();
    await transport.close();
  });
  return new ReplClient(stream, systemClock, patience);
}

import { type Clock, systemClock } from '../../src/base/clock';
import { portOpener } from '../../src/transport/portOpener';
import { silentLogger } from '../../src/base/logger';
import { BoardNetwork } from '../simulator/board/network/boardNetwork';
import { type ScaledClock, scaledClock } from '../simulator/board/scaledClock';
import { SimulatedBoard } from '../simulator/board/simulatedBoard';
import { InProcessWire } from '../simulator/inProcess';
import { SimulatedModem } from '../simulator/modem/simulatedModem';
import type { PlanOptions } from '../../src/upgrade/select/firmwareSets';
import type { Cell } from './cell';
import { CellRig, type Outside } from './cellRig';
import { Computer } from './computer';
import { STILL_INSTALLS } from '../../src/upgrade/run/boardFinish';
import { Hurry } from './hurry';
import { WAYS } from './way';

/**
 * The speed-up of time for the modem and the board’s tool. The tool’s shortest timeout of a second must be longer than the
 * pauses of a busy computer.
 */
const TIME_SCALE = 10;
/** A host checks twice a second whether its port still exists. */
const WITHOUT_POWER_MS = 1000;

/** A board with a real MicroPython and a modem, on a cable or in the network. It runs in real time. */
export class BoardRig extends CellRig {
  readonly clock: ScaledClock;
  /** A limit in real time. The run may wait forty simulated minutes for the board’s tool, and then as long for the modem. */
  readonly hangsAfterMs = 600_000;
  readonly modem: SimulatedModem;
  protected override readonly method: PlanOptions['method'];
  private readonly modemClock: ScaledClock;
  private readonly hurry: Hurry;
  private readonly board: SimulatedBoard;
  private readonly wire: InProcessWire;
  /** The board’s network; without it, the board is on a cable. */
  private network: BoardNetwork | undefined;

  private constructor(
    cell: Cell,
    modem: SimulatedModem,
    modemClock: ScaledClock,
    board: SimulatedBoard,
    network: BoardNetwork | undefined,
  ) {
    const clock = scaledClock(systemClock, 1);
    super(cell, new Computer(clock));
    this.clock = clock;
    this.hurry = new Hurry(clock, modemClock, modem);
    this.modemClock = modemClock;
    this.method = WAYS[cell.way].method ?? 'auto';
    this.modem = modem;
    this.board = board;
    this.network = network;
    this.wire = new InProcessWire(board, systemClock, { latencyMs: BRIDGE_MS, ...cell.wire });
    this.computer.open = network ? portOpener(systemClock, silentLogger) : this.wire.open;
    modem.onUnplug(() => this.strike('unplug'));
    const { watch } = this;
    this.watch = (event) => {
      watch(event);
      // Then the run only queries a modem whose tool has given up, for half an hour or more.
      if (event.type === 'step' || event.type === 'report') this.hurry.hostWaits = false;
      else if (event.type === 'wait' && event.reason.template === STILL_INSTALLS.template)
        this.hurry.hostWaits = true;
      if (event.type === 'wait' && event.id === 'power-cycle') void this.doAsAsked();
    };
  }

  static async start(cell: Cell): Promise<BoardRig> {
    const { modem: nature, board: kind, method } = WAYS[cell.way];
    const clock = scaledClock(systemClock, TIME_SCALE);
    const modem = new SimulatedModem({ ...nature, answerMs: ANSWER_MS, ...cell.modem }, clock);
    const network = method === 'wireless' ? new BoardNetwork(cell.network) : undefined;
    const board = await SimulatedBoard.start({
      clock,
      modem,
      network,
      writeMsPerKib: WRITE_MS_PER_KIB,
      ...kind,
      ...cell.board,
    });
    await network?.attach(board);
    return new BoardRig(cell, modem, clock, board, network);
  }

  override plugIn(): boolean {
    if (!this.network) return false;
    this.network = undefined;
    this.computer.open = this.wire.open;
    return true;
  }

  override get limitClock(): Clock {
    return systemClock;
  }

  passTime(ms: number): Promise<void> {
    return this.modemClock.sleep(ms);
  }

  async stop(): Promise<void> {
    this.hurry.stop();
    await this.board.stop();
    this.modem.cutPower();
  }

  protected get port(): string {
    return this.network?.address ?? this.wire.path;
  }

  protected async cyclePower(): Promise<void> {
    this.wire.unplug();
    await this.board.cutPower();
    await this.clock.sleep(WITHOUT_POWER_MS);
    this.board.insertCard();
    this.wire.replug();
    await this.board.restorePower();
  }

  /** At the end of an upgrade in MIRROR mode, the run asks for a power cycle. */
  private async doAsAsked(): Promise<void> {
    await this.clock.sleep(A_HAND_MS);
    await this.cyclePower();
  }

  protected strike(what: Outside): void {
    if (what === 'cardPulled') this.board.pullCard();
    else if (what === 'boardReset') void this.board.reset();
    else if (this.network) void this.loseConnection(this.network, what);
    else {
      // If only the cable is pulled, the board has a battery.
      if (what === 'powerCut') void this.board.cutPower();
      this.wire.unplug();
      this.reachable = false;
    }
  }

  /** In the network a power cut is a lost connection, until the user sees that the board is off. */
  private async loseConnection(network: BoardNetwork, what: Outside): Promise<void> {
    network.dropTelnet();
    if (what !== 'powerCut') return;
    await this.board.cutPower();
    await this.clock.sleep(WITHOUT_POWER_MS);
    await this.board.restorePower();
  }
}

/** Real bytes take time. Without that, an answer and the next request reach MIRROR mode’s task in one piece. */
const BRIDGE_MS = 1;
/** Events in the middle of a file need a transfer that takes some time: a second or two for each file. */
const ANSWER_MS = 100;
const WRITE_MS_PER_KIB = 20;
/** The time that a person needs to find the cable. */
const A_HAND_MS = 100;

import { systemClock } from '../../../src/base/clock';
import type { SimulatedBoard } from './simulatedBoard';

/**
 * How long a user leaves the cable out. A host that checks twice a second whether the device file exists does not
 * notice a file that disappeared and came back under the same name in between.
 */
const OUT_MS = 1000;

/** A cable that can be pulled; the in-process one and the pseudo-terminal both are. */
export interface Cable {
  unplug(): void | Promise<void>;
  replug(): void | Promise<void>;
}

/** A board fed through its USB cable: pulling it takes the port and the power away together. */
export class BoardOnWire {
  private readonly board: SimulatedBoard;
  private readonly cable: Cable;

  constructor(board: SimulatedBoard, cable: Cable) {
    this.board = board;
    this.cable = cable;
  }

  async unplug(): Promise<void> {
    await this.cable.unplug();
    await this.board.cutPower();
  }

  /** Resolves when the board's firmware takes input; the port is there before that. */
  async replug(): Promise<void> {
    await this.cable.replug();
    await this.board.restorePower();
  }

  async powerCycle(): Promise<void> {
    await this.unplug();
    await systemClock.sleep(OUT_MS);
    await this.replug();
  }
}

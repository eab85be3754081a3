import { InProcessWire, type WireEnd } from '../simulator/inProcess';
import { SimulatedModem } from '../simulator/modem/simulatedModem';
import { VirtualClock } from '../simulator/virtualClock';
import type { Cell } from './cell';
import { CellRig, type Outside } from './cellRig';
import { Computer } from './computer';
import { WAYS } from './way';

/** Values that several consecutive cells share. */
export interface Household {
  readonly clock: VirtualClock;
  readonly computer: Computer;
}

export function newHousehold(): Household {
  const clock = new VirtualClock();
  return { clock, computer: new Computer(clock) };
}

/** A modem in MIRROR mode on a simulated cable, in virtual time. */
export class MirrorRig extends CellRig {
  readonly clock: VirtualClock;
  readonly modem: SimulatedModem;
  /** No upgrade takes this long, even with every wait up to its deadline. */
  readonly hangsAfterMs = 6 * 3_600_000;
  /** A board that was reset is at its REPL, so no bytes go to or come from the modem. */
  private readonly board: WireEnd = {
    receive: (...bytes) => {
      if (this.mirroring) this.modem.receive(...bytes);
    },
    onOutput: (listener) =>
      this.modem.onOutput((output) => {
        if (this.mirroring) listener(output);
      }),
  };
  private readonly wire: InProcessWire;
  private mirroring = true;

  constructor(cell: Cell, { clock, computer }: Household = newHousehold()) {
    super(cell, computer);
    this.clock = clock;
    this.modem = new SimulatedModem({ ...WAYS[cell.way].modem, ...cell.modem }, clock);
    // Without a delay, a file would be sent before its first progress event, and nothing could happen in its middle.
    this.wire = new InProcessWire(this.board, clock, { paced: true, ...cell.wire });
    computer.open = this.wire.open;
    this.modem.onUnplug(() => this.strike('unplug'));
  }

  passTime(ms: number): Promise<void> {
    return this.clock.sleep(ms);
  }

  async stop(): Promise<void> {
    this.modem.cutPower();
    await Promise.resolve();
  }

  protected get port(): string {
    return this.wire.path;
  }

  protected async cyclePower(): Promise<void> {
    this.wire.unplug();
    this.modem.cutPower();
    await this.clock.sleep(10_000);
    this.modem.restorePower();
    this.mirroring = true;
    this.wire.replug();
    await this.clock.sleep(this.modem.configuration.bootMs + 1000);
  }

  protected strike(what: Outside): void {
    if (what === 'powerCut') this.modem.cutPower();
    if (what === 'boardReset') this.mirroring = false;
    else this.wire.unplug();
    this.reachable = false;
  }
}

import type { ScaledClock } from '../simulator/board/scaledClock';
import type { SimulatedModem } from '../simulator/modem/simulatedModem';

/** A modem that says nothing for so long, ms of its own time, is waited for: nothing can be missed. */
const SILENT_MS = 60_000;
const LOOK_EVERY_MS = 200;
/** How many times as fast again time runs for modem and tool, which wait for one another in one process. */
const WHILE_SILENT = 10;
/** How many times as fast time runs for the host: its question to the modem goes through an interpreter, a thread of its own. */
const HOST = { whileItWaits: 10, whileSilent: 20 } as const;

/** Lets half an hour of silence pass in a minute, and slows down as soon as the modem says anything. */
export class Hurry {
  /** Whether the host does nothing but ask the modem until it is done. */
  hostWaits = false;
  private readonly host: ScaledClock;
  private readonly modem: ScaledClock;
  private readonly timer: NodeJS.Timeout;
  private heardAt: number;

  constructor(host: ScaledClock, modemClock: ScaledClock, modem: SimulatedModem) {
    this.host = host;
    this.modem = modemClock;
    this.heardAt = modemClock.now();
    modem.onOutput(() => {
      this.heardAt = modemClock.now();
      this.look();
    });
    this.timer = setInterval(() => this.look(), LOOK_EVERY_MS);
  }

  stop(): void {
    clearInterval(this.timer);
    this.hostWaits = false;
    this.host.factor = 1;
  }

  private look(): void {
    const isSilent = this.modem.now() - this.heardAt > SILENT_MS;
    this.modem.factor = this.modem.usualFactor * (isSilent ? WHILE_SILENT : 1);
    this.host.factor = this.hostWaits ? (isSilent ? HOST.whileSilent : HOST.whileItWaits) : 1;
  }
}

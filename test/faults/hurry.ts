import type { ScaledClock } from '../simulator/board/scaledClock';
import type { SimulatedModem } from '../simulator/modem/simulatedModem';

/** After this much silence, in ms of the modem’s time, the run only waits, so time may pass faster. */
const SILENT_MS = 60_000;
const LOOK_EVERY_MS = 200;
/** The additional speed-up for modem and tool, which wait for each other in one process. */
const WHILE_SILENT = 10;
/** The speed-up for the host, whose query to the modem goes through an interpreter in its own thread. */
const HOST = { whileItWaits: 10, whileSilent: 20 } as const;

/** Lets half an hour of silence pass in a minute, and slows down as soon as the modem sends anything. */
export class Hurry {
  /** Whether the host only queries the modem until it has finished. */
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

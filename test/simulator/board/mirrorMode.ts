import type { ModemPort } from './modemPort';
import { heardAt } from './noise';
import { Cell, type SharedState } from './sharedState';
import type { HostBytes, Wire } from './wire/wire';

/** Both UARTs in MIRROR mode, bits per second. Source: LTE.modem_upgrade_mode in the firmware's modlte.c. */
export const MIRROR_BAUD_RATE = 921_600;
/** Driver buffer of each direction; what does not fit is lost without a sign. */
const BUFFER_BYTES = 8192;

/** The task that copies bytes between the host and the modem until the power is cut. */
export class MirrorMode {
  readonly counters = { toModem: 0, toHost: 0, lostToModem: 0, lostToHost: 0 };
  private readonly modem: ModemPort;
  private readonly wire: Wire;
  private readonly subscription: { dispose(): void };
  private toHostPending = 0;
  private queue: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(modem: ModemPort, state: SharedState, wire: Wire) {
    this.modem = modem;
    this.wire = wire;
    state.set(Cell.baudRate, MIRROR_BAUD_RATE);
    this.subscription = modem.onOutput((bytes, baudRate) => this.fromModem(bytes, baudRate));
  }

  /** Host to modem. A chunk is what arrived at once: what is longer than the buffer overran it. */
  fromHost(sent: HostBytes): void {
    const heard = heardAt(sent.bytes, sent.baudRate ?? MIRROR_BAUD_RATE, MIRROR_BAUD_RATE);
    const taken = heard.subarray(0, BUFFER_BYTES);
    this.counters.lostToModem += heard.length - taken.length;
    this.counters.toModem += taken.length;
    this.modem.receive(taken, MIRROR_BAUD_RATE);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.subscription.dispose();
    await this.queue;
  }

  private fromModem(bytes: Uint8Array, baudRate: number): void {
    const heard = heardAt(bytes, baudRate, MIRROR_BAUD_RATE);
    const taken = heard.slice(0, BUFFER_BYTES - this.toHostPending);
    this.counters.lostToHost += heard.length - taken.length;
    this.toHostPending += taken.length;
    this.queue = this.queue.then(async () => {
      if (!this.stopped) await this.wire.send(heardAt(taken, MIRROR_BAUD_RATE, this.wire.hostBaudRate()));
      this.toHostPending -= taken.length;
      this.counters.toHost += taken.length;
    });
  }
}

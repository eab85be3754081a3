import type { Disposable } from '../../../src/base/disposable';
import { misread } from '../modem/noise';
import type { ModemPort } from './modemPort';
import { Cell, type SharedState } from './sharedState';

/** Both UARTs in MIRROR mode, bits per second. Source: LTE.modem_upgrade_mode in the firmware's modlte.c. */
const MIRROR_BAUD_RATE = 921_600;
/** Driver buffer of each direction; what does not fit is lost without a sign. */
const BUFFER_BYTES = 8192;

/** The task that copies bytes between the host and the modem until the board restarts. */
export class MirrorMode {
  readonly counters = { toModem: 0, toHost: 0, lostToModem: 0, lostToHost: 0 };
  private readonly modem: ModemPort;
  private readonly subscription: Disposable;
  private arrived = 0;

  constructor(modem: ModemPort, state: SharedState, emit: (bytes: Uint8Array, baudRate: number) => void) {
    this.modem = modem;
    state.set(Cell.baudRate, MIRROR_BAUD_RATE);
    this.subscription = modem.onOutput(({ bytes, baudRate }) => {
      // What the modem answers was copied to it before, though on a busy machine all of that may be one turn.
      this.arrived = 0;
      const taken = misread(bytes, baudRate, MIRROR_BAUD_RATE).subarray(0, BUFFER_BYTES);
      this.counters.lostToHost += bytes.length - taken.length;
      this.counters.toHost += taken.length;
      emit(taken.slice(), MIRROR_BAUD_RATE);
    });
  }

  /** Host to modem. What comes within one turn of the event loop came faster than the task could copy it. */
  fromHost(bytes: Uint8Array, sentAt: number): void {
    const heard = misread(bytes, sentAt, MIRROR_BAUD_RATE);
    const taken = heard.subarray(0, Math.max(0, BUFFER_BYTES - this.arrived));
    if (this.arrived === 0) setImmediate(() => (this.arrived = 0));
    this.arrived += taken.length;
    this.counters.lostToModem += heard.length - taken.length;
    this.counters.toModem += taken.length;
    if (taken.length > 0) this.modem.receive(taken, MIRROR_BAUD_RATE);
  }

  stop(): void {
    this.subscription.dispose();
  }
}

import type { Disposable } from '../../../src/base/disposable';
import { misread } from '../modem/noise';
import type { MirrorModeOptions } from './boardOptions';
import type { ModemPort } from './modemPort';
import { Cell, type SharedState } from './sharedState';

/** The modem's UART in MIRROR mode, bits per second. Source: LTE.modem_upgrade_mode in the firmware's modlte.c. */
const MODEM_BAUD_RATE = 921_600;

/** The task that copies bytes between the host and the modem until the board restarts. */
export class MirrorMode {
  readonly counters = { toModem: 0, toHost: 0, lostToModem: 0, lostToHost: 0 };
  private readonly modem: ModemPort;
  private readonly subscription: Disposable;
  private readonly options: MirrorModeOptions;
  private arrived = 0;
  private isDeaf: boolean;

  constructor(
    modem: ModemPort,
    state: SharedState,
    options: MirrorModeOptions,
    emit: (bytes: Uint8Array, baudRate: number) => void,
  ) {
    this.modem = modem;
    this.options = options;
    const { baudRate: hostRate, bufferBytes, noise, deafMs } = options;
    state.set(Cell.baudRate, hostRate);
    this.isDeaf = deafMs > 0;
    if (this.isDeaf) setTimeout(() => (this.isDeaf = false), deafMs).unref();
    if (noise !== '') emit(Buffer.from(noise, 'latin1'), hostRate);
    this.subscription = modem.onOutput(({ bytes, baudRate }) => {
      // An answer proves that its request was copied before, even if a busy machine does all that in one turn.
      this.arrived = 0;
      const taken = misread(bytes, baudRate, MODEM_BAUD_RATE).subarray(0, bufferBytes);
      this.counters.lostToHost += bytes.length - taken.length;
      this.counters.toHost += taken.length;
      emit(taken.slice(), hostRate);
    });
  }

  /** Host to modem. Bytes within one turn of the event loop arrive faster than the task can copy them. */
  fromHost(bytes: Uint8Array, sentAt: number): void {
    if (this.isDeaf) return;
    const { baudRate, bufferBytes } = this.options;
    const heard = misread(bytes, sentAt, baudRate);
    const taken = heard.subarray(0, Math.max(0, bufferBytes - this.arrived));
    if (this.arrived === 0) setImmediate(() => (this.arrived = 0));
    this.arrived += taken.length;
    this.counters.lostToModem += heard.length - taken.length;
    this.counters.toModem += taken.length;
    if (taken.length > 0) this.modem.receive(taken, MODEM_BAUD_RATE);
  }

  stop(): void {
    this.subscription.dispose();
  }
}

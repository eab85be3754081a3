import { type Clock, systemClock } from '../../../src/base/clock';
import type { ModemConfiguration } from '../modem/configuration';
import { SimulatedModem } from '../modem/simulatedModem';
import { type PtyOptions, PtyWire } from './ptyWire';

export interface ModemOnPty {
  readonly path: string;
  readonly modem: SimulatedModem;
  unplug(): Promise<void>;
  replug(): Promise<void>;
  /** The cable powers the board: the port disappears and comes back, and the modem starts again. */
  powerCycle(): Promise<void>;
  stop(): Promise<void>;
}

/** A modem in MIRROR mode behind a pseudo-terminal. */
export async function startModemOnPty(
  options: { readonly modem?: Partial<ModemConfiguration>; readonly clock?: Clock } & PtyOptions = {},
): Promise<ModemOnPty> {
  const modem = new SimulatedModem(options.modem ?? {}, options.clock ?? systemClock);
  const wire = await PtyWire.connect(modem, options);
  // No code waits for a fault. The host sees its effect.
  modem.onUnplug(() => {
    wire.unplug().catch(() => undefined);
  });
  return {
    path: wire.path,
    modem,
    unplug: () => wire.unplug(),
    replug: () => wire.replug(),
    powerCycle: async () => {
      modem.cutPower();
      await wire.unplug();
      await wire.replug();
      modem.restorePower();
    },
    stop: async () => {
      modem.cutPower();
      await wire.stop();
    },
  };
}

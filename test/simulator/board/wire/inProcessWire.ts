import { systemClock } from '../../../../src/base/clock';
import type { Transport } from '../../../../src/transport/transport';
import { InProcessWire as Cable, type WireEnd } from '../../inProcess';

/**
 * The first form of a board's wire, made before its board: `SimulatedBoard.start(wire, options)`. The shared
 * `InProcessWire`, made after it, takes its place; this one goes when nobody uses it any more.
 */
export class InProcessWire {
  readonly path = 'simulated';
  private cable: Cable | undefined;

  attach(end: WireEnd): void {
    this.cable = new Cable(end, systemClock, { path: this.path });
  }

  readonly open = (path: string, baudRate: number): Promise<Transport> => {
    if (!this.cable) return Promise.reject(new Error('no board at the end of this wire'));
    return this.cable.open(path, baudRate, new AbortController().signal);
  };

  unplug(): void {
    this.cable?.unplug();
  }

  replug(): void {
    this.cable?.replug();
  }
}

import { Emitter } from '../../../../src/base/emitter';
import { transportErrors } from '../../../../src/transport/errors';
import type { Transport } from '../../../../src/transport/transport';
import type { UpgradeError } from '../../../../src/base/upgradeError';
import type { HostBytes, Wire } from './wire';

/** A wire inside one process: the host's end is a `Transport`. One host at a time, as with a real port. */
export class InProcessWire implements Wire {
  path: string;
  private readonly hostBytes = new Emitter<HostBytes>();
  private host: HostEnd | undefined;
  private plugged = true;
  private replugs = 0;
  readonly onHostBytes = this.hostBytes.event;
  private readonly pathsAfterReplug: readonly string[];

  /** @param pathsAfterReplug names it takes in turn each time it comes back; its first one unless given */
  constructor(path = 'simulated-board', pathsAfterReplug: readonly string[] = []) {
    this.path = path;
    this.pathsAfterReplug = pathsAfterReplug;
  }

  /** The host's way in; an `OpenTransport`. */
  readonly open = (path: string, baudRate: number): Promise<Transport> => {
    if (!this.plugged || path !== this.path) return Promise.reject(transportErrors.notFound(path, undefined));
    if (this.host) return Promise.reject(transportErrors.busy(path, undefined));
    this.host = new HostEnd(path, baudRate, {
      sent: (sent) => this.hostBytes.fire(sent),
      closed: () => (this.host = undefined),
    });
    return Promise.resolve(this.host);
  };

  hostBaudRate(): number | undefined {
    return this.host?.baudRate;
  }

  send(bytes: Uint8Array): Promise<void> {
    this.host?.receive(bytes);
    // Lets the host's handlers run: a program that prints for ever must not keep them out.
    return new Promise((resolve) => setImmediate(resolve));
  }

  unplug(): Promise<void> {
    this.plugged = false;
    const host = this.host;
    this.host = undefined;
    host?.lose();
    return Promise.resolve();
  }

  replug(): Promise<void> {
    this.path = this.pathsAfterReplug[this.replugs++] ?? this.path;
    this.plugged = true;
    return Promise.resolve();
  }

  close(): Promise<void> {
    return this.unplug();
  }
}

interface HostEndOwner {
  sent(sent: HostBytes): void;
  closed(): void;
}

class HostEnd implements Transport {
  readonly path: string;
  baudRate: number;
  private readonly owner: HostEndOwner;
  private readonly data = new Emitter<Uint8Array>();
  private readonly lost = new Emitter<UpgradeError>();
  private gone = false;
  readonly onData = this.data.event;
  readonly onLost = this.lost.event;

  constructor(path: string, baudRate: number, owner: HostEndOwner) {
    this.path = path;
    this.baudRate = baudRate;
    this.owner = owner;
  }

  receive(bytes: Uint8Array): void {
    this.data.fire(bytes.slice());
  }

  lose(): void {
    this.gone = true;
    this.lost.fire(transportErrors.unplugged(this.path));
  }

  write(bytes: Uint8Array): Promise<void> {
    if (this.gone) return Promise.reject(transportErrors.unplugged(this.path));
    this.owner.sent({ bytes: bytes.slice(), baudRate: this.baudRate });
    return Promise.resolve();
  }

  drain(): Promise<void> {
    return this.gone ? Promise.reject(transportErrors.unplugged(this.path)) : Promise.resolve();
  }

  setBaudRate(bitsPerSecond: number): Promise<void> {
    this.baudRate = bitsPerSecond;
    return Promise.resolve();
  }

  close(): Promise<void> {
    if (!this.gone) {
      this.gone = true;
      this.owner.closed();
    }
    return Promise.resolve();
  }
}

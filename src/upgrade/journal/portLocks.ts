import type { Logger } from '../../base/logger';
import { isUpgradeError } from '../../base/upgradeError';
import { hidePassword } from '../../transport/networkAddress';
import { upgradeErrors } from '../errors';
import type { PortBroker, PortLoan, Tell } from '../portBroker';
import { lockPort, type PortLockDeps, type Release } from './portLock';

/** The ports of one inspection or run: a board that comes back under another name has another one. */
export interface HeldPorts extends PortLoan {
  /**
   * Takes one more port until the work is over; one that is held already is left as it is.
   * @throws PORT_IN_USE_BY_SESSION, PORT_IN_USE_ELSEWHERE
   */
  readonly alsoHold: (path: string) => Promise<void>;
}

export interface PortLocksDeps extends PortLockDeps {
  readonly logger: Logger;
  readonly broker: PortBroker;
}

/**
 * One inspection or run at a time on a port: within this process, and among all of this user's. Others in this process that have the
 * port lend it for as long.
 */
export class PortLocks {
  private readonly parts: PortLocksDeps;
  private readonly inUse = new Set<string>();

  constructor(parts: PortLocksDeps) {
    this.parts = parts;
  }

  /** @throws PORT_IN_USE_BY_SESSION, PORT_IN_USE_ELSEWHERE, and what the work throws */
  async runExclusive<T>(path: string, work: (ports: HeldPorts) => Promise<T>, tell: Tell): Promise<T> {
    const held = new Map<string, Release>();
    const alsoHold = async (another: string): Promise<void> => {
      const port = hidePassword(another);
      // One board, whatever its port is called by, with a login in the address or without.
      const device = await this.parts.processes.canonicalPort(port);
      if (held.has(device)) return;
      if (this.inUse.has(device)) throw upgradeErrors.portInUse(port);
      this.inUse.add(device);
      try {
        held.set(device, await this.lock(port));
      } catch (error) {
        this.inUse.delete(device);
        throw error;
      }
    };
    try {
      await alsoHold(path);
      return await this.parts.broker.withPort(path, (loan) => work({ ...loan, alsoHold }), tell);
    } finally {
      for (const [device, release] of held) {
        // In this order: the record of this process must not be met by itself.
        await release().catch((error: unknown) => this.note(error));
        this.inUse.delete(device);
      }
    }
  }

  /** Without a writable folder, a board can still be read; an upgrade is refused by its journal. */
  private async lock(port: string): Promise<Release> {
    try {
      return await lockPort(port, this.parts);
    } catch (error) {
      if (isUpgradeError(error)) throw error;
      this.note(error);
      return () => Promise.resolve();
    }
  }

  private note(error: unknown): void {
    this.parts.logger.warn(`the port's lock: ${String(error)}`);
  }
}

import { silentLogger } from '../../src/base/logger';
import { createUpgradeService } from '../../src/upgrade/createUpgradeService';
import type { Processes } from '../../src/upgrade/journal/processes';
import { memoryStorage, type RecordStorage } from '../../src/upgrade/journal/recordStorage';
import type { PortDescription } from '../../src/transport/ports';
import type { UpgradeService } from '../../src/upgrade/upgradeService';
import type { ModemConfiguration } from '../simulator/modem/configuration';
import { Rig } from './rig';

/** A user’s storage, and the processes on the machine. */
export class Machine {
  readonly storage: RecordStorage = memoryStorage();
  ports: PortDescription[] = [];
  private readonly alive = new Set<number>();

  service(rig: Rig, pid: number): UpgradeService {
    this.alive.add(pid);
    const processes: Processes = {
      self: () => Promise.resolve({ pid, started: '' }),
      lifeOf: (mark) => Promise.resolve(this.alive.has(mark.pid) ? 'runs' : 'ended'),
      canonicalPort: (port) => Promise.resolve(port),
    };
    return createUpgradeService({
      clock: rig.clock,
      logger: silentLogger,
      openTransport: rig.wire.open,
      listPorts: () => Promise.resolve({ ports: this.ports, unknown: null }),
      storage: this.storage,
      processes,
    });
  }

  kill(pid: number): void {
    this.alive.delete(pid);
  }
}

/** A rig whose service uses the machine’s storage. */
export class RememberingRig extends Rig {
  override readonly service: UpgradeService;

  constructor(
    readonly machine: Machine,
    pid: number,
    modem: Partial<ModemConfiguration> = {},
  ) {
    // Bytes take as long as on a real cable. Otherwise a small file would be sent between two progress events.
    super(modem, { wire: { paced: true } });
    this.service = machine.service(this, pid);
  }
}

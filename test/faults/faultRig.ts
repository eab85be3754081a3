import { memoryStorage } from '../../src/upgrade/journal/memoryStorage';
import type { RecordStorage } from '../../src/upgrade/journal/recordStorage';
import { Rig, type RigOptions } from '../scenario/rig';
import type { Cell } from './cell';
import { isMoment, type What } from './happening';
import { JumpingClock } from './jumpingClock';
import { WAYS } from './way';

const A_DAY_MS = 86_400_000;

export interface FaultRigOptions extends Pick<RigOptions, 'service'> {
  readonly clock?: JumpingClock;
}

/** The modem, the cable and the host of one cell. */
export class FaultRig extends Rig {
  /** Whether the port is there. */
  reachable = true;
  private readonly jumping: JumpingClock;
  private readonly disk: { full: boolean };

  constructor({ way, modem = {}, wire = {}, happening }: Cell, options: FaultRigOptions = {}) {
    const disk = { full: false };
    const { clock = new JumpingClock() } = options;
    super({ ...WAYS[way].modem, ...modem }, { storage: diskOf(disk), ...options, wire, clock });
    this.jumping = clock;
    this.disk = disk;
    this.modem.onUnplug(() => (this.reachable = false));
    let happened = false;
    this.watch = (event) => {
      if (!happening || happened || !isMoment(happening, event)) return;
      happened = true;
      this.letHappen(happening.what);
    };
  }

  /** Ten seconds without power, and whatever went wrong is over; as the report's advice has it. */
  async powerCycle(): Promise<void> {
    this.modem.declareFaults([]);
    this.cancel = new AbortController();
    this.disk.full = false;
    this.wire.unplug();
    this.modem.cutPower();
    await this.clock.sleep(10_000);
    this.modem.restorePower();
    this.wire.replug();
    this.reachable = true;
    await this.clock.sleep(this.modem.configuration.bootMs + 1000);
  }

  private letHappen(what: What): void {
    if (what === 'cancel') this.cancel.abort();
    else if (what === 'forward') this.jumping.setTimeOfDay(A_DAY_MS);
    else if (what === 'backward') this.jumping.setTimeOfDay(-A_DAY_MS);
    else if (what === 'diskFull') this.disk.full = true;
    else {
      if (what === 'powerCut') this.modem.cutPower();
      this.wire.unplug();
      this.reachable = false;
    }
  }
}

function diskOf(disk: { readonly full: boolean }): RecordStorage {
  const storage = memoryStorage();
  const fits = (): Promise<void> =>
    disk.full ? Promise.reject(new Error('ENOSPC: no space left on device')) : Promise.resolve();
  return {
    ...storage,
    write: (name, text) => fits().then(() => storage.write(name, text)),
    create: (name, text) => fits().then(() => storage.create(name, text)),
  };
}

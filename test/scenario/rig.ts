import { createHash } from 'node:crypto';
import { silentLogger } from '../../src/base/logger';
import { createUpgradeService, type Tuning } from '../../src/upgrade/createUpgradeService';
import type { Processes } from '../../src/upgrade/journal/processes';
import type { RecordStorage } from '../../src/upgrade/journal/recordStorage';
import type { KeepAwake } from '../../src/upgrade/run/keepAwake';
import type { UpgradeService } from '../../src/upgrade/upgradeService';
import { differentialImage, fullImage, updaterElf } from '../fixtures/firmware';
import { InProcessWire, type WireOptions } from '../simulator/inProcess';
import type { ModemConfiguration } from '../simulator/modem/configuration';
import { SimulatedModem } from '../simulator/modem/simulatedModem';
import { VirtualClock } from '../simulator/virtualClock';
import { type NamedFile, ServiceUser } from './serviceUser';

export type { Files, Firmware, NamedFile } from './serviceUser';

/** The only process on its machine. It uses no real system calls, because the virtual clock would not wait for them. */
const ALONE: Processes = {
  self: () => Promise.resolve({ pid: 1, started: '' }),
  lifeOf: () => Promise.resolve('ended'),
  canonicalPort: (port) => Promise.resolve(port),
};

/** A modem in MIRROR mode on a simulated cable, and the service. Time is virtual. */
export class Rig extends ServiceUser {
  readonly clock = new VirtualClock();
  readonly modem: SimulatedModem;
  readonly wire: InProcessWire;
  readonly service: UpgradeService;
  private readonly parts: Omit<RigOptions, 'wire'>;

  constructor(modem: Partial<ModemConfiguration> = {}, { wire, ...parts }: RigOptions = {}) {
    super();
    this.parts = parts;
    this.modem = new SimulatedModem(modem, this.clock);
    this.wire = new InProcessWire(this.modem, this.clock, wire);
    this.modem.onUnplug(() => this.wire.unplug());
    this.service = this.newProcess();
  }

  /** A later service that knows only the storage, if one was given. */
  newProcess(): UpgradeService {
    return createUpgradeService({
      clock: this.clock,
      logger: silentLogger,
      openTransport: this.wire.open,
      listPorts: () => Promise.resolve({ ports: [], unknown: null }),
      processes: ALONE,
      ...this.parts,
    });
  }

  /** The images the modem got, as SHA-256, in order. */
  get received(): string[] {
    return this.modem.truth.images.map(({ sha256: sum }) => sum);
  }

  protected get port(): string {
    return this.wire.path;
  }
}

export interface RigOptions {
  readonly wire?: Partial<WireOptions>;
  readonly tuning?: Tuning;
  readonly storage?: RecordStorage;
  readonly keepAwake?: KeepAwake;
}

/** A file too large for the FFF way would take seconds. These small files go through every phase quickly. */
const SMALL_BYTES = 100_000;

/** A full image for a modem without firmware (in recovery or its updater), where any size goes on the fly. */
export function full(size = SMALL_BYTES, build = '41065'): NamedFile {
  return { name: `CATM1-${build}.dup`, bytes: fullImage({ build, size }) };
}

export function differential(size = SMALL_BYTES): NamedFile {
  return {
    name: 'upgdiff_39529-to-41065.dup',
    bytes: differentialImage({ base: '39529', target: '41065', size }),
  };
}

export function updater(size = 20_000): NamedFile {
  return { name: 'updater.elf', bytes: updaterElf({ size }) };
}

/** The smallest size that goes on the fly to a modem that runs its firmware. */
export const ON_THE_FLY_BYTES = 4_194_305;

export function sha256({ bytes }: NamedFile): string {
  return createHash('sha256').update(bytes).digest('hex');
}

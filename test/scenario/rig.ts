import { createHash } from 'node:crypto';
import { silentLogger } from '../../src/base/logger';
import { bytesSource } from '../../src/firmware/firmwareSource';
import type { FirmwareImage } from '../../src/firmware/firmwareImage';
import { createUpgradeService, type Tuning } from '../../src/upgrade/createUpgradeService';
import type { UpgradeEvent } from '../../src/upgrade/events';
import type { Finding } from '../../src/upgrade/finding';
import type { Processes } from '../../src/upgrade/journal/processes';
import type { RecordStorage } from '../../src/upgrade/journal/recordStorage';
import type { UpgradePlan } from '../../src/upgrade/plan';
import type { UpgradeReport } from '../../src/upgrade/report';
import type { UpgradeService } from '../../src/upgrade/upgradeService';
import { differentialImage, fullImage, updaterElf } from '../fixtures/firmware';
import { InProcessWire, type WireOptions } from '../simulator/inProcess';
import type { ModemConfiguration } from '../simulator/modem/configuration';
import { SimulatedModem } from '../simulator/modem/simulatedModem';
import { VirtualClock } from '../simulator/virtualClock';

/** The only process on its machine. Nothing real is asked, which the virtual clock would not wait for. */
export const ALONE: Processes = {
  self: () => Promise.resolve({ pid: 1, started: '' }),
  isAlive: () => Promise.resolve(false),
  canonicalPort: (port) => Promise.resolve(port),
};

/** A modem in MIRROR mode on a cable inside the process, and the service in front of it; time costs nothing. */
export class Rig {
  readonly clock: VirtualClock;
  readonly modem: SimulatedModem;
  readonly wire: InProcessWire;
  readonly service: UpgradeService;
  readonly events: UpgradeEvent[] = [];
  /** Called with each event of a run, after it was kept. */
  watch: (event: UpgradeEvent) => void = () => undefined;
  cancel = new AbortController();

  constructor(modem: Partial<ModemConfiguration> = {}, options: RigOptions = {}) {
    this.clock = options.clock ?? new VirtualClock();
    this.modem = new SimulatedModem(modem, this.clock);
    this.wire = new InProcessWire(this.modem, this.clock, options.wire);
    this.modem.onUnplug(() => this.wire.unplug());
    this.service =
      options.service ??
      createUpgradeService({
        clock: this.clock,
        logger: silentLogger,
        openTransport: this.wire.open,
        listPorts: () => Promise.resolve([]),
        ...(options.tuning === undefined ? {} : { tuning: options.tuning }),
        ...(options.storage === undefined ? {} : { storage: options.storage }),
        processes: ALONE,
      });
  }

  inspect(): Promise<Finding> {
    return this.service.inspect(this.wire.path, () => undefined, new AbortController().signal);
  }

  /** Checks, inspects, plans and runs with every warning confirmed. */
  async upgrade(files: Files): Promise<UpgradeReport> {
    const { plan, firmware } = await this.plan(files);
    return this.run(plan, firmware);
  }

  async plan(files: Files): Promise<{ plan: UpgradePlan; firmware: Firmware }> {
    const firmware = await this.check(files);
    const plan = this.service.plan(await this.inspect(), firmware, { method: 'auto' });
    if (plan.kind === 'refusal') throw new Error(`refused by ${plan.rule}`);
    return { plan, firmware };
  }

  async check({ images, updater }: Files): Promise<Firmware> {
    const check = ({ name, bytes }: NamedFile): Promise<FirmwareImage> =>
      this.service.check(bytesSource(name, bytes));
    return {
      images: await Promise.all(images.map(check)),
      updater: updater === undefined ? null : await check(updater),
    };
  }

  run(plan: UpgradePlan, firmware: Firmware): Promise<UpgradeReport> {
    return this.service.run(plan, firmware, {
      confirmed: plan.warnings.map(({ rule }) => rule),
      signal: this.cancel.signal,
      onEvent: (event) => {
        this.events.push(event);
        this.watch(event);
      },
    });
  }

  /** The images the modem got, as SHA-256, in order. */
  get received(): string[] {
    return this.modem.truth.images.map(({ sha256: sum }) => sum);
  }
}

export interface RigOptions {
  readonly wire?: Partial<WireOptions>;
  readonly tuning?: Tuning;
  readonly clock?: VirtualClock;
  readonly storage?: RecordStorage;
  /** One that serves several rigs in turn; its port must be this rig's. */
  readonly service?: UpgradeService;
}

export interface NamedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface Files {
  readonly images: readonly NamedFile[];
  readonly updater?: NamedFile;
}

export interface Firmware {
  readonly images: readonly FirmwareImage[];
  readonly updater: FirmwareImage | null;
}

/** Large enough for the FFF way to be impossible would take seconds; these keep every phase and cost little. */
const SMALL_BYTES = 100_000;

/** A full image for a modem that has no firmware (in recovery or in its updater): any size goes on the fly. */
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

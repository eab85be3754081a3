import { bytesSource } from '../../src/base/byteSource';
import type { FirmwareImage } from '../../src/firmware/firmwareImage';
import type { UpgradeEvent } from '../../src/upgrade/events';
import type { Finding } from '../../src/upgrade/inspect/finding';
import type { PlanOptions } from '../../src/upgrade/select/firmwareSets';
import type { UpgradePlan } from '../../src/upgrade/plan/plan';
import type { UpgradeReport } from '../../src/upgrade/report';
import type { UpgradeService } from '../../src/upgrade/upgradeService';

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

/** This rule refused the plan. */
export class PlanRefused extends Error {
  readonly rule: string;

  constructor(rule: string) {
    super(`refused by ${rule}`);
    this.rule = rule;
  }
}

/** A user of the service: gives it files, confirms every warning, and records all events. */
export abstract class ServiceUser {
  readonly events: UpgradeEvent[] = [];
  /** Called with each event of a run after it was recorded. */
  watch: (event: UpgradeEvent) => void = () => undefined;
  cancel = new AbortController();
  protected readonly method: PlanOptions['method'] = 'auto';

  abstract get service(): UpgradeService;
  /** The port that leads to the board. */
  protected abstract get port(): string;

  inspect(): Promise<Finding> {
    return this.service.inspect(this.port, () => undefined, new AbortController().signal);
  }

  /** Checks, inspects, plans and runs. */
  async upgrade(files: Files): Promise<UpgradeReport> {
    return this.run(await this.plan(files));
  }

  async plan(files: Files): Promise<UpgradePlan> {
    const firmware = await this.check(files);
    const plan = this.service.plan(await this.inspect(), firmware, { method: this.method });
    if (plan.kind === 'refusal') throw new PlanRefused(plan.rule);
    return plan;
  }

  check(files: Files): Promise<Firmware> {
    return checkFiles(this.service, files);
  }

  run(plan: UpgradePlan): Promise<UpgradeReport> {
    return this.service.run(plan, {
      confirmed: plan.warnings.map(({ rule }) => rule),
      signal: this.cancel.signal,
      onEvent: (event) => {
        this.events.push(event);
        this.watch(event);
      },
    });
  }
}

export async function checkFiles(service: UpgradeService, { images, updater }: Files): Promise<Firmware> {
  const check = ({ name, bytes }: NamedFile): Promise<FirmwareImage> =>
    service.check(bytesSource(name, bytes));
  return {
    images: await Promise.all(images.map(check)),
    updater: updater === undefined ? null : await check(updater),
  };
}

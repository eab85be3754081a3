import { type Phrase, phrase } from '../../../src/base/phrase';
import type { FirmwareImage } from '../../../src/firmware/firmwareImage';
import { parseImageName } from '../../../src/firmware/imageName';
import type { UpgradeEvent } from '../../../src/upgrade/events';
import type { Finding } from '../../../src/upgrade/inspect/finding';
import type { JournalEntry } from '../../../src/upgrade/journal/journalEntry';
import type { PlanSummary, Refusal } from '../../../src/upgrade/plan/plan';
import { diagnose } from '../../../src/upgrade/recovery/diagnose';
import type { Repair } from '../../../src/upgrade/recovery/repair';
import type { LeftByRehearsal } from '../../../src/upgrade/rehearsal/leftByRehearsal';
import type {
  RehearsalOptions,
  RehearsalReport,
  RehearsalRequest,
} from '../../../src/upgrade/rehearsal/rehearsal';
import { rehearsalReport } from '../../../src/upgrade/rehearsal/rehearsalReport';
import type { UpgradeReport } from '../../../src/upgrade/report';
import type {
  FirmwareSet,
  RepairOptions,
  RunOptions,
  UpgradeService,
} from '../../../src/upgrade/upgradeService';
import type { PortDescription, PortList } from '../../../src/transport/ports';
import { BOARD_FINDING, FULL_IMAGE, PLAN, UPGRADED } from './samples';

export const PORT: PortDescription = {
  path: '/dev/ttyACM0',
  shield: 'Pytrack',
  manufacturer: 'Pycom',
  serialNumber: 'Py1a2b3c',
  vendorId: '04D8',
  productId: 'F013',
  location: null,
};
const UNKNOWN_PORT: PortDescription = { ...PORT, path: '/dev/ttyUSB0', shield: null, manufacturer: null };

/** A service that answers at once with values from the test, and records the requests. */
export class FakeService implements UpgradeService {
  ports: PortDescription[] = [PORT, UNKNOWN_PORT];
  finding: Finding | Error = BOARD_FINDING;
  plans: (PlanSummary | Refusal)[] = [PLAN];
  /** Findings and results for single ports, if they differ from the default. */
  readonly findings = new Map<string, Finding>();
  readonly plansAt = new Map<string, PlanSummary | Refusal>();
  events: UpgradeEvent[] = [];
  report: UpgradeReport = UPGRADED;
  /** A run waits for this before it reports. */
  runs: (options: RunOptions) => Promise<unknown> = () => Promise.resolve();
  readonly refusedFiles = new Map<string, Error>();

  readonly inspected: string[] = [];
  readonly plannedWith: FirmwareSet[] = [];
  readonly ran: RunOptions[] = [];
  /** Names of the images that a refusal may recommend. */
  readonly beside: string[] = [];

  readonly rehearsed: RehearsalRequest[] = [];

  /** Records of interrupted rehearsals. */
  leftByRehearsals: LeftByRehearsal[] = [];

  interruptedRehearsals(): Promise<LeftByRehearsal[]> {
    return Promise.resolve(this.leftByRehearsals);
  }

  rehearse(request: RehearsalRequest, { onEvent }: RehearsalOptions): Promise<RehearsalReport> {
    this.rehearsed.push(request);
    const report = rehearsalReport(request, { checks: [], leftBehind: [], broken: undefined, seconds: 1 });
    onEvent(report);
    return Promise.resolve(report);
  }

  /** The reason why the list of ports is incomplete. */
  unknownPorts: Phrase | null = null;

  listPorts(): Promise<PortList> {
    return Promise.resolve({ ports: this.ports, unknown: this.unknownPorts });
  }

  readonly unfinishedUpgrades: JournalEntry[] = [];
  readonly forgotten: string[] = [];

  unfinished(): Promise<JournalEntry[]> {
    return Promise.resolve([...this.unfinishedUpgrades]);
  }

  forget(id: string): Promise<void> {
    this.forgotten.push(id);
    const at = this.unfinishedUpgrades.findIndex((entry) => entry.id === id);
    if (at >= 0) this.unfinishedUpgrades.splice(at, 1);
    return Promise.resolve();
  }

  readonly repaired: string[] = [];

  readonly diagnose: UpgradeService['diagnose'] = diagnose;

  /** A repair waits for this before it is done. */
  repairs: (options: RepairOptions) => Promise<unknown> = () => Promise.resolve();

  async repair({ id }: Repair, _finding: Finding, options: RepairOptions): Promise<void> {
    this.repaired.push(id);
    await this.repairs(options);
  }

  inspect(port: string): Promise<Finding> {
    this.inspected.push(port);
    const finding = this.findings.get(port);
    if (finding !== undefined) return Promise.resolve(finding);
    return this.finding instanceof Error ? Promise.reject(this.finding) : Promise.resolve(this.finding);
  }

  readonly check: UpgradeService['check'] = (source) => {
    const refusal = this.refusedFiles.get(source.name);
    if (refusal !== undefined) return Promise.reject(refusal);
    const kind = source.name.endsWith('.elf')
      ? 'updater'
      : source.name.startsWith('upgdiff')
        ? 'differential'
        : 'full';
    const { stepOfPair, targetBuild } = parseImageName(source.name);
    // Here each name has its own content. The samples’ name has the samples’ hash.
    const sha256 = stepOfPair === null ? FULL_IMAGE.sha256 : source.name;
    return Promise.resolve({ source, description: { ...FULL_IMAGE, sha256, kind, stepOfPair, targetBuild } });
  };

  readonly plan: UpgradeService['plan'] = (finding, firmware) => {
    this.plannedWith.push(firmware);
    const planned =
      this.plansAt.get(finding.port) ?? (this.plans.length > 1 ? this.plans.shift() : this.plans[0]);
    if (planned === undefined) throw new Error('the test gave no plan');
    if (planned.kind === 'refusal') return planned;
    return { ...planned, images: firmware.images, updater: firmware.updater };
  };

  readonly recommend: UpgradeService['recommend'] = (finding, { images, updaters }, options) => {
    const firmware = { images, updater: updaters[0] ?? null };
    return {
      answer: this.plan(finding, firmware, options),
      firmware,
      reason: phrase('It fits.'),
      others: [],
    };
  };

  /** Adds the files at hand that could belong to the chosen ones. */
  readonly planChosen: UpgradeService['planChosen'] = (finding, chosen, { images, updaters }, options) => {
    this.beside.push(...images.map(({ source }) => source.name));
    const isHalf = ({ description }: FirmwareImage): boolean => description.stepOfPair !== null;
    const halves = chosen.images.some(isHalf) ? images.filter(isHalf) : [];
    const firmware = {
      images: [...halves, ...chosen.images],
      updater: chosen.updater ?? updaters[0] ?? null,
    };
    return { answer: this.plan(finding, firmware, options), firmware, reason: phrase('Chosen.'), others: [] };
  };

  readonly run: UpgradeService['run'] = async (_plan, options) => {
    this.ran.push(options);
    for (const event of this.events) options.onEvent(event);
    await this.runs(options);
    options.onEvent(this.report);
    return this.report;
  };
}

import { type Clock, systemClock } from '../../src/base/clock';
import { silentLogger } from '../../src/base/logger';
import type { OpenTransport } from '../../src/transport/transport';
import type { PortDescription } from '../../src/transport/ports';
import { portOpener } from '../../src/transport/portOpener';
import { recordingOpener } from '../../src/transport/transcript';
import { createUpgradeService } from '../../src/upgrade/createUpgradeService';
import type { UpgradeEvent } from '../../src/upgrade/events';
import type { Finding } from '../../src/upgrade/inspect/finding';
import type { PlanOptions } from '../../src/upgrade/select/firmwareSets';
import type { MethodName, Refusal, UpgradePlan } from '../../src/upgrade/plan/plan';
import type { UpgradeReport } from '../../src/upgrade/report';
import type { UpgradeService } from '../../src/upgrade/upgradeService';
import { checkFiles, type Files } from './serviceUser';

/** The service for a simulated board, in real time. It records all messages and stored texts. */
export class BoardService {
  readonly service: UpgradeService;
  readonly events: UpgradeEvent[] = [];
  readonly transcript: string[] = [];
  /** Called with each event of a run after it was recorded. */
  watch: (event: UpgradeEvent) => void = () => undefined;
  readonly cancel = new AbortController();
  private readonly port: string;

  constructor(
    port: string,
    open: OpenTransport = portOpener(systemClock, silentLogger),
    clock: Clock = systemClock,
    ports: () => readonly PortDescription[] = () => [],
  ) {
    this.port = port;
    this.service = createUpgradeService({
      clock,
      logger: silentLogger,
      openTransport: recordingOpener(open, clock, (line) => this.transcript.push(line)),
      listPorts: () => Promise.resolve({ ports: ports(), unknown: null }),
    });
  }

  inspect(port = this.port): Promise<Finding> {
    return this.service.inspect(port, (event) => this.events.push(event), new AbortController().signal);
  }

  async plan(
    files: Files,
    method: MethodName,
    options: Partial<PlanOptions> = {},
  ): Promise<UpgradePlan | Refusal> {
    const firmware = await checkFiles(this.service, files);
    return this.service.plan(await this.inspect(), firmware, { ...options, method });
  }

  /** Inspects, plans and runs with every warning confirmed. */
  async upgrade(
    files: Files,
    method: MethodName,
    options: Partial<PlanOptions> = {},
  ): Promise<UpgradeReport> {
    const answer = await this.plan(files, method, options);
    if (answer.kind === 'refusal') throw new Error(`refused by ${answer.rule}`);
    return this.run(answer);
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

  /** All messages and stored texts, as one text. */
  get saidAndWritten(): string {
    return JSON.stringify(this.events) + this.transcript.join('\n');
  }

  /** Templates of the notices so far. */
  get notices(): string[] {
    return this.events.flatMap((event) => (event.type === 'notice' ? [event.text.template] : []));
  }
}

import { silentLogger } from '../../../../src/base/logger';
import { render } from '../../../../src/base/phrase';
import type { OpenTransport } from '../../../../src/transport/transport';
import { createUpgradeService } from '../../../../src/upgrade/createUpgradeService';
import type { UpgradeEvent } from '../../../../src/upgrade/events';
import type { BoardFinding } from '../../../../src/upgrade/inspect/finding';
import type { PlanOptions } from '../../../../src/upgrade/select/firmwareSets';
import type { MethodName, UpgradePlan } from '../../../../src/upgrade/plan/plan';
import type { ModemReading } from '../../../../src/modem/modemReading';
import { nobodyElse, type PortBroker } from '../../../../src/upgrade/portBroker';
import { memoryStorage, type RecordStorage } from '../../../../src/upgrade/journal/recordStorage';
import type { UpgradeReport } from '../../../../src/upgrade/report';
import { checkFiles, type Files, type NamedFile } from '../../../scenario/serviceUser';
import { differential, sha256 } from '../../../scenario/rig';
import { InProcessWire } from '../../../simulator/inProcess';
import type { ModemConfiguration } from '../../../simulator/modem/configuration';
import { SimulatedModem } from '../../../simulator/modem/simulatedModem';
import { VirtualClock } from '../../../simulator/virtualClock';
import { BOARD_FINDING, OLD_MODEM } from '../../ui/samples';
import { IMEI, modemText, PROGRAM, ScriptedBoard } from '../scriptedBoard';

/** The image of the plans in these tests. */
export const IMAGE = differential();
export const NETWORK = 'telnet://192.168.4.1';

/** A board at its prompt with the files already copied, and a service that upgrades its modem. */
export class BoardBench {
  readonly clock = new VirtualClock();
  readonly modem: SimulatedModem;
  readonly board: ScriptedBoard;
  readonly wire: InProcessWire;
  readonly events: UpgradeEvent[] = [];
  readonly cancel = new AbortController();
  open: OpenTransport;
  /** The journal’s storage. */
  storage: RecordStorage = memoryStorage();
  /** Other holders of ports in this process. */
  broker: PortBroker = nobodyElse;
  /** Called with each event after it was recorded. */
  watch: (event: UpgradeEvent) => void = () => undefined;
  readonly finding: BoardFinding;

  constructor(
    path = '/dev/ttyACM0',
    modem: Partial<ModemConfiguration> = {},
    found: Partial<ModemReading> = {},
  ) {
    this.modem = new SimulatedModem(modem, this.clock);
    this.board = new ScriptedBoard(this.clock, this.modem);
    this.wire = new InProcessWire(this.board, this.clock, { path });
    this.open = this.wire.open;
    this.finding = {
      ...BOARD_FINDING,
      port: path,
      board: {
        ...BOARD_FINDING.board,
        flashFreeBytes: 4_000_000,
        sdCard: { state: 'readable', path: '/sd', freeBytes: 1e9 },
      },
      modem: { ...OLD_MODEM, imei: IMEI, bootrom: '38638', ...found },
    };
    this.has(IMAGE);
    const { build, bootrom } = this.finding.modem;
    this.board.replies.set(PROGRAM.modem, modemText(build ?? '', bootrom ?? ''));
    this.board.replies.set(PROGRAM.mirror, () => this.board.enterMirrorMode());
  }

  /** This file is already on the board, in every folder. */
  has(file: NamedFile): void {
    const size = String(file.bytes.length);
    this.board.replies.set(PROGRAM.card, 'readable\r\n');
    this.board.replies.set(PROGRAM.room, `size=${size}\r\nfree=4000000\r\nmemory=1000000\r\n`);
    this.board.replies.set(PROGRAM.size, `${size}\r\n`);
    this.board.replies.set(PROGRAM.hash, `${sha256(file)}\r\n`);
  }

  /** These files are already on the board. */
  hasAll(files: readonly NamedFile[]): void {
    for (const file of files) this.has(file);
    this.board.replies.set(PROGRAM.hash, () => {
      const asked = files.find(({ name }) => this.board.programs.at(-1)?.includes(name));
      return asked && `${sha256(asked)}\r\n`;
    });
  }

  /** The executed programs of a kind, in order. */
  ran(kind: keyof typeof PROGRAM): string[] {
    return this.board.ran(kind);
  }

  /** The tool prints this, and then the modem runs that build. */
  toolPrints(text: string, build: string): void {
    this.board.replies.set(PROGRAM.upgrade, () => {
      this.board.replies.set(PROGRAM.modem, modemText(build));
      return text;
    });
  }

  async plan(
    method: MethodName,
    files: Files = { images: [IMAGE] },
    options: Partial<PlanOptions> = {},
  ): Promise<UpgradePlan> {
    const firmware = await checkFiles(this.service, files);
    const plan = this.service.plan(this.finding, firmware, { ...options, method });
    if (plan.kind === 'refusal') throw new Error(`refused by ${plan.rule}`);
    return plan;
  }

  async upgrade(...asked: Parameters<BoardBench['plan']>): Promise<UpgradeReport> {
    const plan = await this.plan(...asked);
    return this.service.run(plan, {
      confirmed: plan.warnings.map(({ rule }) => rule),
      signal: this.cancel.signal,
      onEvent: (event) => {
        this.events.push(event);
        this.watch(event);
      },
    });
  }

  get notices(): string[] {
    return this.events.flatMap((event) => (event.type === 'notice' ? [render(event.text)] : []));
  }

  /** Skipped steps, with the reasons. */
  get skipped(): string[] {
    return this.events.flatMap((event) =>
      event.type === 'step' && event.state === 'skipped' ? [`${event.id}: ${render(event.reason)}`] : [],
    );
  }

  /** Ids of the finished steps. */
  get done(): string[] {
    return this.events.flatMap((event) =>
      event.type === 'step' && event.state === 'done' ? [event.id] : [],
    );
  }

  get service(): ReturnType<typeof createUpgradeService> {
    return createUpgradeService({
      clock: this.clock,
      logger: silentLogger,
      openTransport: (...asked) => this.open(...asked),
      broker: this.broker,
      storage: this.storage,
      listPorts: () => Promise.resolve({ ports: [], unknown: null }),
      processes: {
        self: () => Promise.resolve({ pid: 1, started: '' }),
        lifeOf: () => Promise.resolve('ended'),
        canonicalPort: (port) => Promise.resolve(port),
      },
    });
  }
}

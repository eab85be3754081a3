import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger } from '../../src/base/logger';
import { transportErrors } from '../../src/transport/errors';
import type { PortDescription } from '../../src/transport/ports';
import type { OpenTransport } from '../../src/transport/transport';
import { createUpgradeService } from '../../src/upgrade/createUpgradeService';
import type { UpgradeEvent } from '../../src/upgrade/events';
import { memoryStorage } from '../../src/upgrade/journal/recordStorage';
import type { UpgradeService } from '../../src/upgrade/upgradeService';
import { InProcessWire } from '../simulator/inProcess';
import type { ModemConfiguration } from '../simulator/modem/configuration';
import { SimulatedModem } from '../simulator/modem/simulatedModem';
import { VirtualClock } from '../simulator/virtualClock';
import { type ProgramRun, runInProcess } from '../unit/cli/runInProcess';
import {
  IMEI,
  modemText,
  PROGRAM,
  ScriptedBoard,
  SUCCESS_TEXT,
  UNIQUE_ID,
} from '../unit/upgrade/scriptedBoard';
import { differential, full, type NamedFile, sha256 } from './rig';

const DIFFERENCE = differential();
export const FULL = full();

/** How long the board’s own tool runs. */
const TOOL_MS = 120_000;

export interface FleetBoard {
  readonly wire: InProcessWire;
  readonly modem: SimulatedModem;
  readonly listed: PortDescription;
  readonly imei: string;
}

export interface ReplBoard extends FleetBoard {
  readonly board: ScriptedBoard;
}

interface ReplOptions {
  readonly build?: string;
  /** Free space in /flash, in bytes. */
  readonly flash?: number;
  readonly card?: boolean;
  readonly tool?: string;
  /** The board’s output about its modem, instead of that for a running one. */
  readonly modemSays?: string;
}

/** A computer with several boards on one clock, and the command line. */
export class Fleet {
  readonly clock = new VirtualClock();
  readonly storage = memoryStorage();
  /** The connected boards. */
  connected: FleetBoard[] = [];
  readonly folder = mkdtempSync(join(tmpdir(), 'fleet-'));
  readonly service: UpgradeService;
  /** Called with every event of a run. */
  watch: (port: string, event: UpgradeEvent) => void = () => undefined;
  readonly cancel = new AbortController();
  private made = 0;

  constructor(files: readonly NamedFile[] = [DIFFERENCE, FULL]) {
    for (const { name, bytes } of files) writeFileSync(join(this.folder, name), bytes);
    this.service = this.newProcess(1);
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true });
  }

  /** A board in MIRROR mode. */
  mirror(modem: Partial<ModemConfiguration> = {}): FleetBoard {
    const { imei, listed } = this.next();
    const simulated = new SimulatedModem({ imei, ...modem }, this.clock);
    const wire = new InProcessWire(simulated, this.clock, { path: listed.path });
    simulated.onUnplug(() => wire.unplug());
    return this.plug({ imei, listed, modem: simulated, wire });
  }

  /** A board at its prompt, with every file already copied. */
  repl({
    build = '39529',
    flash = 4_000_000,
    card = false,
    tool = '1.2.6',
    modemSays,
  }: ReplOptions = {}): ReplBoard {
    const { imei, listed, uniqueId } = this.next();
    const modem = new SimulatedModem({ imei, build }, this.clock);
    const board = new ScriptedBoard(this.clock, modem);
    const wire = new InProcessWire(board, this.clock, { path: listed.path });
    const { replies } = board;
    replies.set(
      PROGRAM.inspect,
      `id=${uniqueId}\r\nsysname=GPy\r\nrelease=1.20.2.r4\r\nmirror=1\r\ntool=${tool}\r\nflash_free=${flash}\r\n` +
        (card ? 'card=readable\r\ncard_free=1000000000\r\n' : 'card=absent\r\n'),
    );
    replies.set(PROGRAM.id, `id=${uniqueId}\r\n`);
    replies.set(PROGRAM.card, 'readable\r\n');
    const size = DIFFERENCE.bytes.length;
    replies.set(PROGRAM.room, `size=${size}\r\nfree=4000000\r\nmemory=1000000\r\n`);
    replies.set(PROGRAM.size, `${size}\r\n`);
    replies.set(PROGRAM.hash, `${sha256(DIFFERENCE)}\r\n`);
    const runs = (now: string): unknown =>
      replies.set(PROGRAM.modem, modemSays ?? modemText(now).replace(IMEI, imei));
    runs(build);
    replies.set(PROGRAM.mirror, () => board.enterMirrorMode());
    replies.set(PROGRAM.upgrade, () => {
      void this.clock.sleep(TOOL_MS).then(() => {
        runs('41065');
        board.say(`${SUCCESS_TEXT}\x04\x04>`);
      });
      board.say('OK');
      return undefined;
    });
    const made = { imei, listed, modem, wire, board };
    this.plug(made);
    return made;
  }

  plug<T extends FleetBoard>(board: T): T {
    board.wire.replug();
    this.connected = [...this.connected.filter((each) => each !== board), board];
    return board;
  }

  unplug(board: FleetBoard): void {
    this.connected = this.connected.filter((each) => each !== board);
    board.wire.unplug();
  }

  /** Power-cycles a board in MIRROR mode, as requested. Its modem then runs the image that it got. */
  async powerCycle(board: ReplBoard, offMs = 20_000): Promise<void> {
    await this.clock.sleep(5000);
    this.unplug(board);
    board.board.powerCycle();
    board.board.replies.set(PROGRAM.modem, modemText(board.modem.truth.build).replace(IMEI, board.imei));
    await this.clock.sleep(offMs);
    this.plug(board);
  }

  batch(...argv: string[]): Promise<ProgramRun> {
    return this.run(['batch', this.folder, ...argv]);
  }

  run(
    argv: readonly string[],
    as: UpgradeService = this.service,
    answers?: readonly string[],
  ): Promise<ProgramRun> {
    return runInProcess(argv, {
      service: this.watched(as),
      clock: this.clock,
      signal: this.cancel.signal,
      // On the virtual clock, no real file is read.
      presence: { canonicalPort: (port) => Promise.resolve(port), isThere: () => Promise.resolve(false) },
      ...(answers === undefined ? {} : { answers }),
    });
  }

  /** The service of another process, which knows only the stored records. */
  newProcess(pid: number): UpgradeService {
    const open: OpenTransport = (path, ...more) => {
      const there = this.connected.find(({ wire }) => wire.path === path);
      return there
        ? there.wire.open(path, ...more)
        : Promise.reject(transportErrors.notFound(path, undefined));
    };
    return createUpgradeService({
      clock: this.clock,
      logger: silentLogger,
      openTransport: open,
      listPorts: () => Promise.resolve({ ports: this.connected.map(({ listed }) => listed), unknown: null }),
      storage: this.storage,
      processes: {
        self: () => Promise.resolve({ pid, started: String(pid) }),
        lifeOf: (mark) => Promise.resolve(mark.pid === pid ? 'runs' : 'ended'),
        canonicalPort: (port) => Promise.resolve(port),
      },
    });
  }

  private watched(service: UpgradeService): UpgradeService {
    return {
      ...service,
      run: (plan, options) =>
        service.run(plan, {
          ...options,
          onEvent: (event) => {
            options.onEvent(event);
            this.watch(plan.finding.port, event);
          },
        }),
    };
  }

  private next(): { imei: string; uniqueId: string; listed: PortDescription } {
    const number = this.made++;
    return {
      imei: String(BigInt(IMEI) + BigInt(number)),
      uniqueId: (parseInt(UNIQUE_ID, 16) + number).toString(16),
      listed: {
        path: `/dev/simulated${number}`,
        shield: 'Expansion Board 3',
        manufacturer: 'Pycom',
        serialNumber: `Py${number}a7c3`,
        vendorId: '04D8',
        productId: 'EF98',
        location: `1-${number}:1.0`,
      },
    };
  }
}

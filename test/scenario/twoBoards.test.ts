import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { silentLogger } from '../../src/base/logger';
import { transportErrors } from '../../src/transport/errors';
import type { PortDescription } from '../../src/transport/ports';
import type { OpenTransport } from '../../src/transport/transport';
import { createUpgradeService } from '../../src/upgrade/createUpgradeService';
import { entryText } from '../../src/upgrade/journal/entryText';
import { memoryStorage } from '../../src/upgrade/journal/recordStorage';
import type { UpgradeService } from '../../src/upgrade/upgradeService';
import { InProcessWire } from '../simulator/inProcess';
import { SimulatedModem } from '../simulator/modem/simulatedModem';
import { VirtualClock } from '../simulator/virtualClock';
import { type ProgramRun, runInProcess } from '../unit/cli/runInProcess';
import { NOWHERE, sampleEntry, summed } from '../unit/upgrade/journal/sampleEntry';
import { IMEI, modemText, PROGRAM, ScriptedBoard, UNIQUE_ID } from '../unit/upgrade/scriptedBoard';
import { differential, sha256 } from './rig';

const IMAGE = differential();
const OTHER_IMEI = '354346099225483';
const OTHER_ID = '30aea4000002';
let folder: string;
let image: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'two-boards-'));
  image = join(folder, IMAGE.name);
  await writeFile(image, IMAGE.bytes);
});
afterAll(() => rm(folder, { recursive: true }));

/** A board with a CP2102 as it is sold: all of these have the same serial number. */
class CloneBoard {
  readonly board: ScriptedBoard;
  readonly modem: SimulatedModem;
  readonly wire: InProcessWire;
  location: string;

  constructor(clock: VirtualClock, path: string, location: string, imei: string, uniqueId: string) {
    this.modem = new SimulatedModem({ imei }, clock);
    this.board = new ScriptedBoard(clock, this.modem);
    this.wire = new InProcessWire(this.board, clock, { path });
    this.location = location;
    const { replies } = this.board;
    const inspected = replies.get(PROGRAM.inspect);
    if (typeof inspected === 'string') replies.set(PROGRAM.inspect, inspected.replace(UNIQUE_ID, uniqueId));
    replies.set(PROGRAM.id, `id=${uniqueId}\r\n`);
    replies.set(PROGRAM.size, `${IMAGE.bytes.length}\r\n`);
    replies.set(PROGRAM.hash, `${sha256(IMAGE)}\r\n`);
    replies.set(PROGRAM.room, `size=${IMAGE.bytes.length}\r\nfree=4000000\r\nmemory=1000000\r\n`);
    replies.set(PROGRAM.mirror, () => this.board.enterMirrorMode());
    this.runs('39529', imei);
  }

  runs(build: string, imei: string): void {
    this.board.replies.set(PROGRAM.modem, modemText(build).replace(IMEI, imei));
  }

  get listed(): PortDescription {
    return {
      path: this.wire.path,
      shield: null,
      manufacturer: 'Silicon Labs',
      serialNumber: '0001',
      vendorId: '10C4',
      productId: 'EA60',
      location: this.location,
    };
  }
}

/** A computer with two of these boards. */
class TwoBoards {
  readonly clock = new VirtualClock();
  readonly ours = new CloneBoard(this.clock, '/dev/ttyUSB0', '1-1:1.0', IMEI, UNIQUE_ID);
  readonly other = new CloneBoard(this.clock, '/dev/ttyUSB1', '1-2:1.0', OTHER_IMEI, OTHER_ID);
  readonly storage = memoryStorage();
  connected: CloneBoard[] = [this.ours, this.other];
  readonly service: UpgradeService;

  constructor() {
    const open: OpenTransport = (path, ...more) => {
      const there = this.connected.find(({ wire }) => wire.path === path);
      return there
        ? there.wire.open(path, ...more)
        : Promise.reject(transportErrors.notFound(path, undefined));
    };
    this.service = createUpgradeService({
      clock: this.clock,
      logger: silentLogger,
      openTransport: open,
      listPorts: () => Promise.resolve({ ports: this.connected.map(({ listed }) => listed), unknown: null }),
      storage: this.storage,
      processes: {
        self: () => Promise.resolve({ pid: 1, started: '1' }),
        lifeOf: ({ pid }) => Promise.resolve(pid === 1 ? 'runs' : 'ended'),
        canonicalPort: (port) => Promise.resolve(port),
      },
    });
  }

  /** The command line of a person, or of a script with `--json`. */
  cli(...argv: string[]): Promise<ProgramRun> {
    return runInProcess(argv, { service: this.watched, clock: this.clock });
  }

  /** The user’s reaction to the request to disconnect the power. */
  whenAsked: () => void = () => undefined;

  private get watched(): UpgradeService {
    const { service } = this;
    let asked = false;
    return {
      ...service,
      run: (plan, options) =>
        service.run(plan, {
          ...options,
          onEvent: (event) => {
            options.onEvent(event);
            if (event.type !== 'wait' || event.kind !== 'hand' || asked) return;
            asked = true;
            void this.clock.sleep(5000).then(() => this.whenAsked());
          },
        }),
    };
  }

  /** Our board is unplugged. Its modem then runs the new image. */
  unplugOurs(): void {
    this.connected = [this.other];
    this.ours.wire.unplug();
    this.ours.board.powerCycle();
    this.ours.runs('41065', IMEI);
  }

  plugInOurs(): void {
    this.ours.wire.replug();
    this.connected = [this.other, this.ours];
  }

  /** A process that has ended started the tool on our board. */
  async toolMayRunOnOurs(): Promise<void> {
    const entry = sampleEntry({
      board: {
        ...NOWHERE,
        port: this.ours.wire.path,
        device: this.ours.wire.path,
        // A record of version 1.1, which had no USB location and trusted the serial number.
        usb: { vendorId: '10C4', productId: 'EA60', serialNumber: '0001', location: '1-1:1.0' },
        uniqueId: UNIQUE_ID,
      },
      steps: [{ id: 'run-1', kind: 'runOnBoard', image: 0 }],
      current: 0,
      currentSince: this.clock.wallTime(),
      toolAtWork: true,
    });
    await this.storage.write(`upgrade-${entry.id}.json`, entryText(entry));
  }
}

test('of two boards with one serial number, the modem of the upgraded one is read', async () => {
  const boards = new TwoBoards();
  boards.whenAsked = () => {
    boards.unplugOurs();
    void boards.clock.sleep(20_000).then(() => boards.plugInOurs());
  };
  const { status, last } = await boards.cli(
    'run',
    '--port',
    '/dev/ttyUSB0',
    image,
    '--method',
    'uart',
    '--yes',
    '--json',
  );
  expect(last).toMatchObject({
    outcome: 'upgraded',
    before: { imei: IMEI },
    after: { imei: IMEI, build: '41065' },
  });
  expect(status).toBe(0);
  expect(boards.other.board.keys).toEqual([]);
});

test('another board in the socket of the upgraded one is no success; the record stays', async () => {
  const boards = new TwoBoards();
  boards.other.runs('41065', OTHER_IMEI);
  boards.whenAsked = () => {
    boards.unplugOurs();
    boards.other.location = boards.ours.location;
  };
  const { status, last } = await boards.cli(
    'run',
    '--port',
    '/dev/ttyUSB0',
    image,
    '--method',
    'uart',
    '--yes',
    '--json',
  );
  expect(last).toMatchObject({
    outcome: 'failed',
    modemState: 'recoverable',
    after: null,
    error: { code: 'ANOTHER_BOARD' },
  });
  expect(JSON.stringify(last)).toContain(`ends in ${OTHER_ID.slice(-4)}`);
  expect(status).toBe(1);
  expect((await boards.service.unfinished()).map(summed)).toMatchObject([
    { board: { imei: IMEI, uniqueId: UNIQUE_ID }, end: { outcome: 'failed' } },
  ]);
});

test('another modem is no success either, if the boards do not report their numbers', async () => {
  const boards = new TwoBoards();
  for (const { board } of [boards.ours, boards.other]) {
    const inspected = board.replies.get(PROGRAM.inspect);
    if (typeof inspected === 'string')
      board.replies.set(PROGRAM.inspect, inspected.replace(/^id=.*\r\n/, ''));
  }
  boards.other.runs('41065', OTHER_IMEI);
  boards.whenAsked = () => {
    boards.unplugOurs();
    boards.other.location = boards.ours.location;
  };
  const { last } = await boards.cli(
    'run',
    '--port',
    '/dev/ttyUSB0',
    image,
    '--method',
    'uart',
    '--yes',
    '--json',
  );
  expect(last).toMatchObject({ outcome: 'failed', after: null, error: { code: 'ANOTHER_BOARD' } });
  expect(JSON.stringify(last)).toContain(`ends in ${OTHER_IMEI.slice(-4)}`);
});

test('reading the other board does not wait, and does not touch the board whose tool may be running', async () => {
  const boards = new TwoBoards();
  await boards.toolMayRunOnOurs();
  const { status, err } = await boards.cli('info', '--port', '/dev/ttyUSB1');
  expect(status).toBe(0);
  expect(err).not.toContain('Waiting until the board has finished');
  expect((await boards.service.unfinished()).map(summed)).toMatchObject([{ toolAtWork: true }]);

  const { ours, clock } = boards;
  let keysBefore: string[] = [];
  ours.board.onFriendly = () => {
    ours.board.onFriendly = () => ours.board.say('\r\n>>> ');
    void clock.sleep(240_000).then(() => {
      keysBefore = [...ours.board.keys];
      ours.board.say('Your modem has been successfully updated.\r\n>>> ');
    });
  };
  const next = await boards.cli('info', '--port', '/dev/ttyUSB0');
  expect(next.err).toContain('Waiting until the board has finished');
  expect(keysBefore).toEqual(['\x02']);
});

test('a board that moved to another socket is waited for, too, because it can’t be recognised', async () => {
  const boards = new TwoBoards();
  await boards.toolMayRunOnOurs();
  boards.connected = [boards.other];
  const { err } = await boards.cli('info', '--port', '/dev/ttyUSB1');
  expect(err).toContain('An upgrade was interrupted at /dev/ttyUSB0. This may be the same board');
  expect(err).toContain('Waiting until the board has finished');
  // The board at the prompt reported another number.
  expect((await boards.service.unfinished()).map(summed)).toMatchObject([{ toolAtWork: true }]);
});

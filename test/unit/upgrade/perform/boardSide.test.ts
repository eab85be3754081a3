import { describe, expect, test } from 'vitest';
import { silentLogger } from '../../../../src/base/logger';
import { render } from '../../../../src/base/phrase';
import type { OpenTransport, Transport } from '../../../../src/transport/transport';
import { transportErrors } from '../../../../src/transport/errors';
import { createUpgradeService } from '../../../../src/upgrade/createUpgradeService';
import type { UpgradeEvent } from '../../../../src/upgrade/events';
import type { BoardFinding } from '../../../../src/upgrade/finding';
import type { FirmwareSet, PlanOptions } from '../../../../src/upgrade/firmwareSet';
import type { MethodName, UpgradePlan } from '../../../../src/upgrade/plan';
import type { ModemReading } from '../../../../src/modem/modemReading';
import type { UpgradeReport } from '../../../../src/upgrade/report';
import { TOOL_LIMIT_MS } from '../../../../src/upgrade/toolLimit';
import { fullImage } from '../../../fixtures/firmware';
import { checkFiles, type Files, type NamedFile } from '../../../scenario/serviceUser';
import { differential, full, sha256, updater } from '../../../scenario/rig';
import { InProcessWire } from '../../../simulator/inProcess';
import type { ModemConfiguration } from '../../../simulator/modem/configuration';
import { SimulatedModem } from '../../../simulator/modem/simulatedModem';
import { VirtualClock } from '../../../simulator/virtualClock';
import { BOARD_FINDING, OLD_MODEM } from '../../ui/samples';
import { IMEI, modemText, PROGRAM, ScriptedBoard, SILENT_MODEM_TEXT, SUCCESS_TEXT } from '../scriptedBoard';

const IMAGE = differential();
const NETWORK = 'telnet://192.168.4.1';

/** A board at its prompt that has the files already, and whoever upgrades its modem. */
class Bench {
  readonly clock = new VirtualClock();
  readonly modem: SimulatedModem;
  readonly board: ScriptedBoard;
  readonly wire: InProcessWire;
  readonly events: UpgradeEvent[] = [];
  readonly cancel = new AbortController();
  open: OpenTransport;
  /** Called with each event, after it was kept. */
  watch: (event: UpgradeEvent) => void = () => undefined;
  private readonly finding: BoardFinding;

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

  /** This file lies on the board already, wherever it is looked for. */
  has(file: NamedFile): void {
    const size = String(file.bytes.length);
    this.board.replies.set(PROGRAM.card, 'readable\r\n');
    this.board.replies.set(PROGRAM.room, `size=${size}\r\nfree=4000000\r\nmemory=1000000\r\n`);
    this.board.replies.set(PROGRAM.size, `${size}\r\n`);
    this.board.replies.set(PROGRAM.hash, `${sha256(file)}\r\n`);
  }

  /** These lie on the board already. */
  hasAll(files: readonly NamedFile[]): void {
    for (const file of files) this.has(file);
    this.board.replies.set(PROGRAM.hash, () => {
      const asked = files.find(({ name }) => this.board.programs.at(-1)?.includes(name));
      return asked && `${sha256(asked)}\r\n`;
    });
  }

  /** The programs of a kind that were run, in order. */
  ran(kind: keyof typeof PROGRAM): string[] {
    return this.board.programs.filter((program) => program.includes(PROGRAM[kind]));
  }

  /** The tool prints this, and the modem runs that build from then on. */
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
  ): Promise<{ plan: UpgradePlan; firmware: FirmwareSet }> {
    const firmware = await checkFiles(this.service, files);
    const plan = this.service.plan(this.finding, firmware, { ...options, method });
    if (plan.kind === 'refusal') throw new Error(`refused by ${plan.rule}`);
    return { plan, firmware };
  }

  async upgrade(...asked: Parameters<Bench['plan']>): Promise<UpgradeReport> {
    const { plan, firmware } = await this.plan(...asked);
    return this.service.run(plan, firmware, {
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

  private get service(): ReturnType<typeof createUpgradeService> {
    return createUpgradeService({
      clock: this.clock,
      logger: silentLogger,
      openTransport: (...asked) => this.open(...asked),
      listPorts: () => Promise.resolve([]),
      processes: {
        self: () => Promise.resolve({ pid: 1, started: '' }),
        lifeOf: () => Promise.resolve('ended'),
        canonicalPort: (port) => Promise.resolve(port),
      },
    });
  }
}

describe('the board’s own tool', () => {
  test('that says success is believed once the modem says so, too', async () => {
    const bench = new Bench();
    bench.toolPrints(SUCCESS_TEXT, '41065');
    expect(await bench.upgrade('flash')).toMatchObject({
      error: null,
      outcome: 'upgraded',
      before: { build: '39529' },
      after: { build: '41065' },
    });
    expect(bench.notices).toContain('upgdiff_39529-to-41065.dup is on the board already, byte for byte.');
  });

  test('that says success of a modem which runs something else is not', async () => {
    const bench = new Bench();
    bench.toolPrints(SUCCESS_TEXT, '39529');
    expect(await bench.upgrade('flash')).toMatchObject({
      outcome: 'failed',
      error: { code: 'WRONG_VERSION_AFTER' },
    });
  });

  test('that fails is told in its own words, with the modem asked what became of it', async () => {
    const bench = new Bench();
    bench.toolPrints('Upgrade failed with result failure[diffUpgrade,226]!\r\n', '39529');
    expect(await bench.upgrade('flash')).toMatchObject({
      outcome: 'failed',
      modemState: 'untouched',
      after: { build: '39529' },
      error: { code: 'TOOL_UPGRADE_FAILED' },
    });
  });

  test('that ends without a word is no success', async () => {
    const bench = new Bench();
    bench.toolPrints('', '39529');
    const report = await bench.upgrade('flash');
    expect(report).toMatchObject({ outcome: 'failed', error: { code: 'UPGRADE_REPORTED_FAILURE' } });
    expect(report.error && render(report.error.message)).toContain('without a word of success');
  });

  test('that leaves a silent modem behind leaves one that may come back', async () => {
    const bench = new Bench();
    bench.board.replies.set(PROGRAM.upgrade, () => {
      bench.board.replies.set(PROGRAM.modem, SILENT_MODEM_TEXT);
      return 'Timeout waiting for modem to respond!\r\n';
    });
    expect(await bench.upgrade('flash')).toMatchObject({
      outcome: 'failed',
      modemState: 'recoverable',
      after: { state: null },
      error: { code: 'TOOL_MODEM_SILENT' },
    });
  });

  test('that leaves a board behind which answers no more is told by its own failure', async () => {
    const bench = new Bench();
    bench.board.replies.set(PROGRAM.upgrade, () => {
      bench.board.mute = true;
      return 'Code download failed, aborting!\r\n';
    });
    expect(await bench.upgrade('flash')).toMatchObject({
      outcome: 'failed',
      modemState: 'recoverable',
      error: { code: 'TOOL_TRANSFER_FAILED' },
    });
  });

  test('that fails with what the modem ran before cannot be told from one that wrote half of it', async () => {
    const image = full();
    const bench = new Bench('/dev/ttyACM0', {}, { build: '41065' });
    bench.has(image);
    bench.toolPrints('Upgrade failed with result failure!\r\n', '41065');
    expect(await bench.upgrade('sd', { images: [image] })).toMatchObject({
      outcome: 'failed',
      modemState: 'recoverable',
      after: { build: '41065' },
    });
  });

  test('is not started on another board than the plan was made for', async () => {
    const bench = new Bench();
    bench.board.replies.set(PROGRAM.inspect, 'sysname=FiPy\r\nrelease=1.20.2.r4\r\n');
    expect(await bench.upgrade('flash')).toMatchObject({
      outcome: 'refused',
      modemState: 'untouched',
      error: { code: 'FINDING_CHANGED' },
    });
    expect(bench.board.programs).toHaveLength(1);
  });

  test.each([
    ['another version', modemText('43818')],
    ['another boot loader', modemText('39529', '33080')],
    ['another identity', modemText('39529').replace(IMEI, '354346099999999')],
    ['nothing to say', SILENT_MODEM_TEXT],
  ])('is not started, nor anything copied, where the modem has %s by now', async (_, text) => {
    const bench = new Bench();
    bench.board.replies.set(PROGRAM.modem, text);
    expect(await bench.upgrade('flash')).toMatchObject({
      outcome: 'refused',
      modemState: 'untouched',
      error: { code: 'FINDING_CHANGED' },
    });
    expect(bench.ran('room')).toEqual([]);
    expect(bench.ran('upgrade')).toEqual([]);
  });

  test.each(['sd', 'uart', 'wireless'] as const)('%s asks the modem first, too', async (method) => {
    const bench = new Bench(method === 'wireless' ? NETWORK : undefined);
    bench.board.replies.set(PROGRAM.modem, modemText('43818'));
    expect(await bench.upgrade(method)).toMatchObject({ error: { code: 'FINDING_CHANGED' } });
    expect([...bench.ran('upgrade'), ...bench.ran('mirror')]).toEqual([]);
  });

  test('is started where only the first question to the modem failed', async () => {
    const bench = new Bench();
    bench.toolPrints(SUCCESS_TEXT, '41065');
    const replies = [SILENT_MODEM_TEXT, modemText('39529')];
    bench.board.replies.set(PROGRAM.modem, () => replies.shift() ?? modemText('39529'));
    expect(await bench.upgrade('flash')).toMatchObject({ outcome: 'upgraded' });
  });

  test('is followed by a tidied board, but for a file whose name another one had', async () => {
    for (const [before, removed] of [
      ['', ['remove']],
      ['size=3\r\n', []],
    ] as const) {
      const bench = new Bench();
      bench.toolPrints(SUCCESS_TEXT, '41065');
      bench.board.replies.set(PROGRAM.room, `${before}free=4000000\r\nmemory=1000000\r\n`);
      const report = await bench.upgrade('flash', { images: [IMAGE] }, { cleanUp: true });
      expect(report).toMatchObject({ outcome: 'upgraded' });
      expect(bench.ran('remove').map(() => 'remove')).toEqual(removed);
    }
  });

  test('is followed by a tidied board where that was asked for; what was there before stays', async () => {
    const bench = new Bench();
    bench.toolPrints(SUCCESS_TEXT, '41065');
    expect(await bench.upgrade('flash', { images: [IMAGE] }, { cleanUp: true })).toMatchObject({
      outcome: 'upgraded',
    });
    expect(bench.board.programs.filter((program) => program.includes(PROGRAM.remove))).toEqual([]);
  });
});

describe('a tool that is not understood', () => {
  const WORKING =
    'Session opened: version 1, max transfer 8192 bytes\r\nSending 100000 bytes: [####]  99%\r\nWaiting for modem to finish the update...\r\n';

  /** It says this and goes on for `ms` milliseconds, without a word. */
  function saying(text: string, ms: number): Bench {
    const bench = new Bench();
    bench.board.replies.set(PROGRAM.upgrade, () => {
      const begun = bench.clock.now();
      bench.board.keys.length = 0;
      bench.board.say(text);
      bench.board.replies.set(PROGRAM.modem, SILENT_MODEM_TEXT);
      bench.board.onFriendly = () => {
        void bench.clock.sleep(Math.max(0, begun + ms - bench.clock.now())).then(() => {
          bench.board.replies.set(PROGRAM.modem, modemText('41065'));
          bench.board.say('\x04\x04>\r\n>>> ');
        });
      };
      return undefined;
    });
    return bench;
  }

  test('because a thread of the board spoke before it is followed all the same', async () => {
    const bench = saying(`Pybytes: keep alive\r\nOK${WORKING}`, 0);
    const waits: string[] = [];
    bench.watch = (event) => {
      if (event.type === 'wait') waits.push(render(event.reason));
    };
    void bench.clock.sleep(30 * 60_000).then(() => {
      bench.board.replies.set(PROGRAM.modem, modemText('41065'));
      bench.board.say(`${SUCCESS_TEXT}\x04\x04>`);
    });
    expect(await bench.upgrade('flash')).toMatchObject({ error: null, outcome: 'upgraded' });
    expect(waits).toContain('The modem installs its new firmware. Do not disconnect the power.');
    expect(waits.join()).not.toContain('silent for longer');
  });

  test('is not interrupted: its end is awaited, and the modem asked what became of it', async () => {
    const bench = saying('OKSomething new\r\n', 30 * 60_000);
    const ends: number[] = [];
    bench.watch = (event) => {
      if (event.type === 'wait' && render(event.reason).includes('silent for longer'))
        ends.push(event.until - bench.clock.wallTime());
    };
    expect(await bench.upgrade('flash')).toMatchObject({
      error: null,
      outcome: 'upgraded',
      after: { build: '41065' },
    });
    expect(bench.board.keys[0]).toBe('\x02');
    expect(bench.clock.now()).toBeGreaterThanOrEqual(30 * 60_000);
    expect(ends).toHaveLength(1);
    expect(ends[0]).toBeGreaterThan(30 * 60_000);
  });

  test('and does not end in the longest time it can take is left alone for good', async () => {
    const bench = saying('OKSomething new\r\n', 2 * TOOL_LIMIT_MS);
    expect(await bench.upgrade('flash')).toMatchObject({
      outcome: 'failed',
      modemState: 'recoverable',
      error: { code: 'TOOL_SILENT' },
    });
    expect(bench.board.keys).toEqual(['\x02']);
    expect(bench.clock.now()).toBeGreaterThanOrEqual(TOOL_LIMIT_MS);
  });

  test('is told of when somebody wants to cancel meanwhile', async () => {
    const bench = saying('OKSomething new\r\n', 20 * 60_000);
    void bench.clock.sleep(10 * 60_000).then(() => bench.cancel.abort());
    // The tool had begun: it is brought to its end, and only what comes behind it is not done.
    expect(await bench.upgrade('flash')).toMatchObject({ after: { build: '41065' } });
    expect(bench.events.map(({ type }) => type)).toContain('cancelling');
    expect(bench.board.keys[0]).toBe('\x02');
  });

  test('never has its board restarted to find out about the modem', async () => {
    const bench = new Bench();
    bench.board.replies.set(PROGRAM.upgrade, () => {
      bench.board.mute = true;
      return 'Code download failed, aborting!\r\n';
    });
    await bench.upgrade('flash');
    expect(bench.board.keys.join('')).not.toContain('\x06');
  });
});

describe('between the two steps to 5.2-48829', () => {
  const HALVES = ([1, 2] as const).map((half) => ({
    name: `CATM1-5.2-48829-${half}.dup`,
    bytes: fullImage({
      build: half === 1 ? '39529' : '48829',
      version: '5.2.1.0',
      size: 100_000,
      seed: half,
    }),
  }));

  function halfway(readings: readonly string[]): Bench {
    const bench = new Bench('/dev/ttyACM0', {}, { build: '41065' });
    bench.hasAll(HALVES);
    bench.board.replies.set(PROGRAM.upgrade, () => {
      const left = [...readings];
      const second = bench.ran('upgrade').length === 2;
      bench.board.replies.set(PROGRAM.modem, () =>
        second ? modemText('48829') : left.length > 1 ? left.shift() : left[0],
      );
      return SUCCESS_TEXT;
    });
    return bench;
  }

  test('a modem that did not answer once is asked again', async () => {
    const bench = halfway([SILENT_MODEM_TEXT, 'Traceback: no modem\r\n', modemText('39529')]);
    expect(await bench.upgrade('sd', { images: HALVES })).toMatchObject({
      error: null,
      outcome: 'upgraded',
      after: { build: '48829' },
    });
  });

  test('the second is not sent to a modem that does not answer for a minute', async () => {
    const bench = halfway([SILENT_MODEM_TEXT]);
    const report = await bench.upgrade('sd', { images: HALVES });
    expect(report).toMatchObject({ modemState: 'recoverable', error: { code: 'WRONG_VERSION_AFTER' } });
    expect(report.next.map((each) => render(each)).join()).toMatch(/^Leave the power on.*48829-2\.dup/);
    expect(bench.ran('upgrade')).toHaveLength(1);
    expect(bench.clock.now()).toBeGreaterThan(45_000);
  });
});

describe('a connection that is lost while the tool works', () => {
  /** The tool goes on for `ms` milliseconds behind a connection that is lost; until `reachableAfter` nobody gets in. */
  function losing(ms: number, reachableAfter: number): Bench {
    const bench = new Bench(NETWORK);
    bench.board.replies.set(PROGRAM.upgrade, () => {
      const lost = bench.clock.now();
      bench.wire.unplug();
      bench.wire.replug();
      bench.board.keys.length = 0;
      bench.board.replies.set(PROGRAM.modem, SILENT_MODEM_TEXT);
      bench.open = (path, ...more) =>
        bench.clock.now() - lost < reachableAfter
          ? Promise.reject(transportErrors.notFound(path, undefined))
          : bench.wire.open(path, ...more);
      bench.board.onFriendly = () => {
        void bench.clock.sleep(lost + ms - bench.clock.now()).then(() => {
          bench.board.replies.set(PROGRAM.modem, modemText('41065'));
          bench.board.say('>>> ');
        });
      };
      return undefined;
    });
    return bench;
  }

  test('is no failure: the board is left alone until it has ended, however often it is not reached', async () => {
    const bench = losing(300_000, 60_000);
    expect(await bench.upgrade('wireless')).toMatchObject({
      error: null,
      outcome: 'upgraded',
      after: { build: '41065' },
    });
    expect(bench.notices).toContain('The connection was lost; the board goes on by itself.');
    expect(bench.board.keys[0]).toBe('\x02');
    expect(bench.clock.now()).toBeGreaterThanOrEqual(300_000);
  });

  test.each([
    ['a board that is never reached again', 60_000, 2 * TOOL_LIMIT_MS, []],
    ['a tool that never ends', 2 * TOOL_LIMIT_MS, 60_000, ['\x02']],
  ])('is given up with %s once any upgrade would be over', async (_, ms, reachableAfter, firstKeys) => {
    const bench = losing(ms, reachableAfter);
    expect(await bench.upgrade('wireless')).toMatchObject({
      outcome: 'failed',
      modemState: 'recoverable',
      error: { code: 'TOOL_SILENT' },
    });
    expect(bench.clock.now()).toBeGreaterThanOrEqual(TOOL_LIMIT_MS);
    expect(bench.board.keys.slice(0, 1)).toEqual(firstKeys);
  });
});

describe('a board in MIRROR mode', () => {
  const MIRROR_NOTE =
    'Disconnect the power for ten seconds (USB and battery; the reset button is not enough): MIRROR mode does not end by itself.';

  /** Five seconds after it is asked to disconnect the power, a hand does. */
  function cycledBy(bench: Bench, hand: () => void): void {
    bench.watch = (event) => {
      if (event.type !== 'wait' || event.id !== 'power-cycle') return;
      bench.watch = () => undefined;
      void bench.clock.sleep(5000).then(hand);
    };
  }

  test('whose power nobody disconnects stays in it, with the modem upgraded', async () => {
    const bench = new Bench();
    const report = await bench.upgrade('uart');
    expect(report).toMatchObject({ error: null, outcome: 'upgraded' });
    expect(report.next.map((each) => render(each))).toEqual([MIRROR_NOTE]);
    expect(bench.modem.truth.condition).toBe('upgraded');
    expect(bench.notices).toContain(
      'The power was not disconnected. The board stays in MIRROR mode until it is.',
    );
  });

  test.each([
    ['while it goes there', 'enter-mirror'],
    ['before the first word to the modem', 'wake'],
    ['in the middle of a transfer', 'transfer-1'],
  ])('is said to stay in it after a cancel %s', async (_, step) => {
    const bench = new Bench();
    bench.board.replies.set(PROGRAM.mirror, () => {
      if (step === 'enter-mirror') bench.cancel.abort();
      else bench.board.enterMirrorMode();
      return undefined;
    });
    bench.watch = (event) => {
      if (event.type === 'step' && event.id === step && step !== 'enter-mirror') bench.cancel.abort();
    };
    const report = await bench.upgrade('uart');
    expect(report).toMatchObject({ outcome: 'cancelled', modemState: 'untouched' });
    expect(report.next.map((each) => render(each)).join()).toContain(MIRROR_NOTE);
  });

  test('is not said to be in it before it was asked to be', async () => {
    const bench = new Bench();
    bench.watch = (event) => {
      if (event.type === 'step' && event.id === 'open-board') bench.cancel.abort();
    };
    const report = await bench.upgrade('uart');
    expect(report).toMatchObject({ outcome: 'cancelled' });
    expect(report.next.map((each) => render(each))).toEqual(['Start it again when you are ready.']);
  });

  test('whose power was off is asked for its modem', async () => {
    const bench = new Bench();
    cycledBy(bench, () => {
      bench.wire.unplug();
      bench.board.powerCycle();
      bench.board.replies.set(PROGRAM.modem, modemText('41065'));
      bench.wire.replug();
    });
    expect(await bench.upgrade('uart')).toMatchObject({
      error: null,
      outcome: 'upgraded',
      after: { build: '41065' },
    });
    expect(bench.notices).toContain('The board is back; its modem runs LR5.1.1.0-41065.');
  });

  test('that comes back with another version than the modem said is told of', async () => {
    const bench = new Bench();
    cycledBy(bench, () => {
      bench.wire.unplug();
      bench.board.powerCycle();
      bench.wire.replug();
    });
    expect(await bench.upgrade('uart')).toMatchObject({
      outcome: 'failed',
      error: { code: 'WRONG_VERSION_AFTER' },
    });
  });

  test('whose port does not take the modem’s rate is let go of', async () => {
    const bench = new Bench();
    const { open } = bench.wire;
    let openPorts = 0;
    bench.open = async (...asked) => {
      const transport = await open(...asked);
      openPorts += 1;
      return Object.assign(Object.create(transport) as Transport, {
        setBaudRate: (rate: number, signal: AbortSignal) =>
          rate === 921_600
            ? Promise.reject(transportErrors.unplugged(transport.path, undefined))
            : transport.setBaudRate(rate, signal),
        close: () => {
          openPorts -= 1;
          return transport.close();
        },
      });
    };
    expect(await bench.upgrade('uart')).toMatchObject({ outcome: 'failed', modemState: 'untouched' });
    expect(openPorts).toBe(0);
  });

  const FILES = { images: [full()], updater: updater() };
  const factory = (state: ModemConfiguration['state']): Bench =>
    new Bench('/dev/ttyACM0', { state, bootrom: '38638' }, { bootrom: '33080' });

  test.each([
    ['is in recovery, both files', 0, [updater(), full()]],
    ['runs its updater already, the image alone', 4, [full()]],
    ['needed no recovery, the image alone', 2, [full()]],
  ] as const)('gives a modem whose factory bootrom was replaced and that %s', async (_, state, files) => {
    const bench = factory(state);
    expect(await bench.upgrade('uart', FILES)).toMatchObject({ error: null, outcome: 'upgraded' });
    expect(bench.modem.truth.images.map(({ sha256: sum }) => sum)).toEqual(files.map(sha256));
  });

  test('is not reached where the bootrom cannot be replaced, which may have changed the modem', async () => {
    const bench = factory(2);
    bench.board.replies.set(PROGRAM.mirror, () => {
      bench.board.replies.set(PROGRAM.modem, SILENT_MODEM_TEXT);
      return 'Unable to upgrade bootrom.\r\n';
    });
    expect(await bench.upgrade('uart', FILES)).toMatchObject({
      outcome: 'failed',
      modemState: 'recoverable',
      error: { code: 'TOOL_UPGRADE_FAILED' },
    });
    expect(bench.modem.truth.commands).toEqual([]);
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../../src/base/clock';
import { render } from '../../src/base/phrase';
import type { PortDescription } from '../../src/transport/ports';
import type { MethodName } from '../../src/upgrade/plan/plan';
import type { RehearsalEvent, RehearsalReport } from '../../src/upgrade/rehearsal/rehearsal';
import type { BoardOptions } from '../simulator/board/boardOptions';
import { BoardOnWire } from '../simulator/board/boardOnWire';
import { scaledClock } from '../simulator/board/scaledClock';
import { SimulatedBoard } from '../simulator/board/simulatedBoard';
import { transportErrors } from '../../src/transport/errors';
import { InProcessWire, type WireOptions } from '../simulator/inProcess';
import type { ModemConfiguration } from '../simulator/modem/configuration';
import { SimulatedModem } from '../simulator/modem/simulatedModem';
import { checkFiles, type Files } from './serviceUser';
import { BoardService } from './boardService';
import { harmfulCommands } from './harmlessCommands';
import { differential, full, Rig, updater } from './rig';

interface Setting {
  readonly modem?: Partial<ModemConfiguration>;
  readonly board?: Partial<BoardOptions>;
  readonly cable?: Partial<WireOptions>;
  /** Changes bytes on their way to the board. */
  readonly tamper?: (bytes: Uint8Array, rate: number) => Uint8Array;
  /** The port’s name after the board’s power cycle; the same by default. */
  readonly comesBackAs?: string;
}

const SHIELD: Omit<PortDescription, 'path'> = {
  shield: 'Expansion Board 3',
  manufacturer: 'Pycom',
  serialNumber: 'Py1a2b3c',
  vendorId: '04D8',
  productId: 'EF98',
  location: '1-2',
};

/** A simulated board that is power-cycled as soon as the rehearsal asks for it. */
async function start({
  modem: configuration = {},
  board: options = {},
  cable,
  tamper,
  comesBackAs,
}: Setting = {}) {
  const clock = scaledClock(systemClock, 50);
  const modem = new SimulatedModem({ bootMs: 50, ...configuration }, clock);
  const board = await SimulatedBoard.start({ clock, ...options, modem });
  const wire = new InProcessWire(board, systemClock, cable);
  const hand = new BoardOnWire(board, wire);
  onTestFinished(async () => {
    await board.stop();
    modem.cutPower();
  });
  const user = new BoardService(
    wire.path,
    async (path, rate, signal) => {
      const transport = await wire.open(path, rate, signal);
      const write = transport.write.bind(transport);
      if (tamper) transport.write = (bytes, ended) => write(tamper(bytes, transport.baudRate ?? 0), ended);
      return transport;
    },
    systemClock,
    () => (comesBackAs === undefined ? [] : [{ ...SHIELD, path: wire.path }]),
  );
  const powerCycle = async (): Promise<void> => {
    if (comesBackAs === undefined) return hand.powerCycle();
    await hand.unplug();
    await systemClock.sleep(1000);
    wire.replug(comesBackAs);
    await board.restorePower();
  };
  const rehearse = async (
    files: Files | null,
    method: MethodName,
    watch: (event: RehearsalEvent) => void = () => undefined,
  ): Promise<RehearsalReport> => {
    let asked = false;
    const finding = await user.inspect();
    if (finding.kind === 'silent') throw new Error('nothing answers');
    const firmware = await checkFiles(user.service, files ?? { images: [] });
    const answer = files && user.service.plan(finding, firmware, { method });
    return user.service.rehearse(
      { finding, method, answer, firmware },
      {
        signal: user.cancel.signal,
        onEvent: (event) => {
          if (event.type === 'wait' && event.kind === 'hand' && !asked) {
            asked = true;
            void powerCycle();
          }
          watch(event);
        },
      },
    );
  };
  return { modem, board, wire, hand, user, rehearse };
}

const outcomes = ({ checks }: RehearsalReport): Record<string, string> =>
  Object.fromEntries(checks.map(({ id, outcome }) => [id, outcome]));
const sentenceOf = ({ checks }: RehearsalReport, id: string): string =>
  render(checks.find((check) => check.id === id)?.sentence ?? '');

/** The files in a folder of the board, by name and content. */
function contentOf(folder: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => [name, readFileSync(join(folder, name)).toString('base64')]),
  );
}

describe('a successful rehearsal', { timeout: 60_000 }, () => {
  test('of UART: ready, and the modem got no command that could change it', async () => {
    const { modem, rehearse } = await start();
    const report = await rehearse({ images: [full(200_000)] }, 'uart');
    expect({ verdict: report.verdict, ...outcomes(report) }).toEqual({
      verdict: 'ready',
      plan: 'proven',
      files: 'proven',
      'same-answers': 'proven',
      power: 'proven',
      'mirror-mode': 'proven',
      'power-cycle': 'proven',
      journal: 'proven',
      'as-before': 'proven',
    });
    expect(report.leftBehind).toEqual([]);
    expect(report.unproven).toHaveLength(1);
    expect(modem.truth).toMatchObject({ condition: 'untouched', build: '39529', images: [] });
    expect(harmfulCommands(modem.truth.commands)).toEqual([]);
    expect(modem.truth.commands.filter((command) => command === 'AT').length).toBeGreaterThanOrEqual(200);
    const { figures } = report.checks.find(({ id }) => id === 'mirror-mode') ?? { figures: [] };
    expect(figures.find(({ id }) => id === 'burst-bytes')?.value).toBe(8192);
  });

  test('of UART with a board that returns under another port name: reported, and ready', async () => {
    const { rehearse } = await start({ comesBackAs: 'simulated-again' });
    const moves: string[] = [];
    const report = await rehearse({ images: [full(200_000)] }, 'uart', (event) => {
      if (event.type === 'moved') moves.push(event.port);
    });
    expect(report.verdict).toBe('ready');
    expect(moves).toEqual(['simulated-again']);
  });

  test('of flash: ready, /flash is byte for byte as before, and the rates are measured', async () => {
    const { board, modem, rehearse } = await start({ board: { mainPy: 'print("hello")\n' } });
    const before = contentOf(board.flashFolder);
    const report = await rehearse({ images: [differential()] }, 'flash');
    expect({ verdict: report.verdict, ...outcomes(report) }).toEqual({
      verdict: 'ready',
      plan: 'proven',
      files: 'proven',
      'same-answers': 'proven',
      'repl-transfer': 'proven',
      journal: 'proven',
      'as-before': 'proven',
    });
    expect(contentOf(board.flashFolder)).toEqual(before);
    expect(modem.truth.condition).toBe('untouched');
    const transfer = report.checks.find(({ id }) => id === 'repl-transfer');
    expect(transfer?.figures.map(({ id }) => id)).toEqual([
      'upload-bytes-per-second-at-115200',
      'upload-bytes-per-second-at-921600',
      'copy-baud',
      'copy-bytes-per-second',
    ]);
  });

  test('of an SD card: ready, and the card is as before', async () => {
    const { board, rehearse } = await start({
      board: { sdCard: { state: 'present', bytes: 16 * 1024 * 1024 } },
    });
    const report = await rehearse({ images: [full(200_000)] }, 'sd');
    expect({ verdict: report.verdict, ...outcomes(report) }).toMatchObject({
      verdict: 'ready',
      'repl-transfer': 'proven',
      card: 'proven',
    });
    expect(contentOf(board.sdFolder)).toEqual({});
  });
});

describe('a rehearsal that finds a problem', { timeout: 120_000 }, () => {
  test('a bridge that can’t do 921600 baud is named, and the board is ready at 115200', async () => {
    const { rehearse } = await start({
      tamper: (bytes, rate) => (rate === 921_600 ? bytes.map((byte) => byte ^ 0x55) : bytes),
    });
    const report = await rehearse(null, 'flash');
    expect(report.verdict).toBe('ready');
    expect(sentenceOf(report, 'repl-transfer')).toBe(
      'The board’s USB bridge doesn’t support 921600 baud, so files are copied at 115200.',
    );
  });

  test('a board with a receive buffer of 512 bytes is ready', async () => {
    const { board, rehearse } = await start({ board: { receiveBufferBytes: 512, release: '1.20.1' } });
    const report = await rehearse(null, 'flash');
    expect(report.verdict).toBe('ready');
    expect(board.counters.lost).toBe(0);
  });

  test('a cable that loses one byte in ten thousand is named', async () => {
    let sent = 0;
    const { rehearse } = await start({
      tamper: (bytes) => {
        const struck = 10_000 - (sent % 10_000);
        sent += bytes.length;
        return struck < bytes.length ? Uint8Array.from(bytes).filter((_, index) => index !== struck) : bytes;
      },
    });
    const report = await rehearse(null, 'flash');
    expect(sentenceOf(report, 'repl-transfer')).toMatch(/^Bytes get lost on the way/);
    expect(report.modem.build).toBe('39529');
  });

  test('MIRROR mode that loses answers: not ready', async () => {
    const { rehearse, modem } = await start({
      modem: { faults: [{ when: { at: 'AT', nth: 60 }, what: 'silence', times: 3 }] },
    });
    const report = await rehearse(null, 'uart');
    expect(report.verdict).toBe('notReady');
    expect(sentenceOf(report, 'mirror-mode')).toBe(
      'The modem didn’t answer 3 of 200 commands: bytes get lost on the way.',
    );
    expect(render(report.leftBehind[0] ?? '')).toMatch(/^The board is in MIRROR mode\./);
    expect(modem.truth.condition).toBe('untouched');
  });

  test('MIRROR mode that drops bytes on the way to the modem: not ready', async () => {
    let sent = 0;
    const { rehearse, modem } = await start({
      tamper: (bytes, rate) =>
        rate === 921_600 ? Uint8Array.from(bytes).filter(() => ++sent % 300 !== 0) : bytes,
    });
    const report = await rehearse(null, 'uart');
    expect(report.verdict).toBe('notReady');
    expect(sentenceOf(report, 'mirror-mode')).toMatch(
      /The modem didn’t answer \d+ of \d+ commands: bytes get lost/,
    );
    expect(modem.truth.condition).toBe('untouched');
  });

  test('a board whose firmware has no LTE.modem_upgrade_mode(): not ready, and it stays at its prompt', async () => {
    const { rehearse, board } = await start({
      board: { bootPy: 'from network import LTE\ndel LTE.modem_upgrade_mode\n' },
    });
    const report = await rehearse(null, 'uart');
    expect(report.verdict).toBe('notReady');
    expect(outcomes(report)).toMatchObject({ 'mirror-mode': 'failed', 'power-cycle': 'notRun' });
    expect(sentenceOf(report, 'mirror-mode')).toMatch(/^The board’s firmware \(1.20.2.r4\) can’t/);
    expect(board.mirroring).toBe(false);
    expect(report.leftBehind).toEqual([]);
  });

  test('a board that returns under another path is recognised, and is ready', async () => {
    const [before, after] = ['/dev/ttyUSB0', '/dev/ttyUSB1'];
    const { wire, hand, modem } = await start({ cable: { path: before } });
    let here = before;
    const shield = {
      shield: null,
      manufacturer: 'Pycom',
      vendorId: '04D8',
      productId: 'F013',
      location: '1-2',
    };
    const user = new BoardService(
      before,
      (path, rate, signal) => {
        if (path !== here) return Promise.reject(transportErrors.notFound(path, undefined));
        return wire.open(wire.path, rate, signal);
      },
      systemClock,
      () => [{ path: here, serialNumber: 'Py1a2b3c', ...shield }],
    );
    const finding = await user.inspect();
    if (finding.kind === 'silent') throw new Error('nothing answers');
    const report = await user.service.rehearse(
      { finding, method: 'uart', answer: null, firmware: { images: [], updater: null } },
      {
        signal: user.cancel.signal,
        onEvent: (event) => {
          if (event.type !== 'wait' || event.kind !== 'hand') return;
          here = after;
          void hand.powerCycle();
        },
      },
    );
    expect(report.verdict).toBe('ready');
    expect(sentenceOf(report, 'power-cycle')).toBe('The board came back at /dev/ttyUSB1.');
    expect(modem.truth.condition).toBe('untouched');
  });

  test('a full /flash: not ready, with the number of missing bytes', async () => {
    const { rehearse } = await start({ board: { flashBytes: 40_000 } });
    const report = await rehearse(null, 'flash');
    expect(outcomes(report)).toMatchObject({ 'repl-transfer': 'failed', 'as-before': 'notRun' });
    expect(sentenceOf(report, 'repl-transfer')).toContain('free');
  });

  test('files that a rule refuses: not ready, and nothing else is tried', async () => {
    const { rehearse, board } = await start();
    const report = await rehearse({ images: [full(200_000)] }, 'flash');
    expect(report.verdict).toBe('notReady');
    expect(report.checks.slice(1).every(({ outcome }) => outcome === 'notRun')).toBe(true);
    expect(contentOf(board.flashFolder)).toEqual({});
  });

  test('a cancel in MIRROR mode says that only a power cycle ends the mode', async () => {
    const { rehearse, user, modem } = await start();
    const report = await rehearse(null, 'uart', (event) => {
      if (event.type === 'check' && event.id === 'power-cycle') user.cancel.abort();
    });
    expect(report).toMatchObject({ verdict: 'notReady', error: { code: 'CANCELLED' } });
    expect(render(report.leftBehind[0] ?? '')).toContain('MIRROR mode');
    expect(modem.truth.condition).toBe('untouched');
  });

  test('a cable that is pulled during the copy: the next rehearsal removes the remains', async () => {
    let sent = 0;
    let pull = (): void => undefined;
    const { rehearse, hand, board } = await start({
      tamper: (bytes) => {
        const before = sent;
        sent += bytes.length;
        if (before < 20_000 && sent >= 20_000) pull();
        return bytes;
      },
    });
    pull = () => void hand.unplug();
    const cut = await rehearse(null, 'flash');
    expect(cut).toMatchObject({ verdict: 'notReady', error: { code: 'PORT_UNPLUGGED' } });
    await hand.replug();
    const again = await rehearse(null, 'flash');
    expect(again.verdict).toBe('ready');
    expect(contentOf(board.flashFolder)).toEqual({});
  });
});

test('a board whose main.py disables the terminal is silent, and the report says how to reach it', async () => {
  const { wire, modem } = await start({ board: { mainPy: 'import os\nos.dupterm(None)\n' } });
  // The search would take most of a minute in real time. A board that listens answers within a tenth of a second.
  const user = new BoardService(wire.path, wire.open, scaledClock(systemClock, 5));
  const finding = await user.inspect();
  expect(finding.kind).toBe('silent');
  if (finding.kind === 'silent')
    expect(render(finding.remedy)).toMatch(/P12 .* to 3V3, and press the reset button/);
  expect(modem.truth.condition).toBe('untouched');
}, 60_000);

describe('a rehearsal of a board in MIRROR mode', () => {
  const rehearseAt = async (rig: Rig): Promise<RehearsalReport> => {
    const finding = await rig.inspect();
    if (finding.kind === 'silent') throw new Error('nothing answers');
    const firmware = await rig.check({ images: [full(200_000)] });
    const answer = rig.service.plan(finding, firmware, { method: 'uart' });
    const options = { signal: rig.cancel.signal, onEvent: () => undefined };
    return rig.service.rehearse({ finding, method: 'uart', answer, firmware }, options);
  };

  test('not unplugged by the user: ready, except for the power cycle', async () => {
    const rig = new Rig();
    const report = await rehearseAt(rig);
    expect(outcomes(report)).toMatchObject({
      'mirror-mode': 'proven',
      'power-cycle': 'notRun',
      'as-before': 'proven',
    });
    expect(report.verdict).toBe('readyExcept');
    expect(rig.modem.truth.condition).toBe('untouched');
  });

  test.each([0, 1, 4] as const)('in state %i gets reading commands only', async (state) => {
    const rig = new Rig({ state });
    const firmware = await rig.check({ images: [full(200_000)], updater: updater() });
    const finding = await rig.inspect();
    if (finding.kind === 'silent') throw new Error('nothing answers');
    const answer = rig.service.plan(finding, firmware, { method: 'uart' });
    const report = await rig.service.rehearse(
      { finding, method: 'uart', answer, firmware },
      { signal: rig.cancel.signal, onEvent: () => undefined },
    );
    expect(report.verdict).not.toBe('notReady');
    expect(harmfulCommands(rig.modem.truth.commands)).toEqual([]);
    expect(rig.modem.truth).toMatchObject({ state, condition: 'untouched', images: [] });
  });
});

import { describe, expect, test } from 'vitest';
import { render } from '../../../../src/base/phrase';
import { entryText } from '../../../../src/upgrade/journal/entryText';
import { differential } from '../../../scenario/rig';
import { checkFiles } from '../../../scenario/serviceUser';
import { SimulatedModem } from '../../../simulator/modem/simulatedModem';
import { Desk } from '../desk';
import { NOWHERE, sampleEntry, summed } from '../journal/sampleEntry';
import {
  modemText,
  PROGRAM,
  ScriptedBoard,
  SILENT_MODEM_TEXT,
  SUCCESS_TEXT,
  UNIQUE_ID,
} from '../scriptedBoard';

const FOUND = { kind: 'board', board: { sysname: 'GPy' }, modem: { state: 2, build: '39529' } };

describe('inspecting a port', () => {
  test('a board at its prompt is recognised at once', async () => {
    const desk = new Desk();
    expect(await desk.look()).toMatchObject(FOUND);
    expect(desk.modemAsked).toBe(false);
  });

  test('a board whose program prints text without a prompt is recognised, too', async () => {
    const desk = new Desk();
    const print = async (): Promise<void> => {
      desk.board.mute = true;
      for (let number = 0; !desk.board.keys.some((keys) => keys.includes('\x03')); number++) {
        await desk.clock.sleep(20);
        desk.board.say(`measurement ${number}\r\n`);
      }
      desk.board.mute = false;
    };
    void print();
    expect(await desk.look()).toMatchObject(FOUND);
    expect(desk.modemAsked).toBe(false);
  });

  test.each([
    ['has no modem', 'sysname=WiPy\r\nrelease=1.20.2.r4\r\n'],
    ['has a tool that can’t read it', 'sysname=GPy\r\nrelease=1.18.1.r1\r\nmirror=1\r\ntool=?\r\n'],
  ])('a board that %s gets no question about its modem', async (_, board) => {
    const desk = new Desk();
    desk.board.replies.set(PROGRAM.inspect, board);
    expect(await desk.look()).toMatchObject({ kind: 'board', modem: { state: null } });
    expect(desk.board.ran('modem')).toEqual([]);
  });

  test.each([
    [
      'breaks',
      (board: ScriptedBoard) => board.say("OK\x04Traceback:\r\nOSError: Invalid answer ''\r\n\x04>"),
    ],
    ['hangs', () => undefined],
  ])('a board whose tool %s over its modem is found, for its repairs', async (_, ask) => {
    const desk = new Desk();
    desk.board.replies.set(PROGRAM.modem, () => {
      ask(desk.board);
      return undefined;
    });
    expect(await desk.look()).toMatchObject({ kind: 'board', modem: { state: null } });
    expect(desk.modemAsked).toBe(false);
    expect(desk.board.keys.at(-1)).toBe('\x02');
  });

  const IN_UPDATER = 'Your modem is in upgrade mode! Use firmware.dup to flash new firmware.\r\n';
  /** The modem’s upgrade status as the board passes it on; undefined while the modem restarts. */
  const says = (desk: Desk, word: () => string | undefined): void => {
    desk.board.replies.set(PROGRAM.modem, IN_UPDATER);
    desk.board.replies.set(PROGRAM.ask, () => {
      const text = word();
      const hex =
        text === undefined ? '' : Buffer.from(`\r\n+SMUPGRADE: ${text}\r\n\r\nOK\r\n`).toString('hex');
      return `said=${hex}\r\n`;
    });
  };

  test('a board whose modem is installing an image is found after five minutes', async () => {
    const desk = new Desk();
    says(desk, () => 'on-going');
    const begun = desk.clock.now();
    expect(await desk.look()).toMatchObject({ kind: 'board', modem: { state: 4, applying: true } });
    expect(desk.clock.now() - begun).toBeGreaterThan(290_000);
    expect(desk.waits).toContainEqual(expect.stringContaining('Leave the power on'));
  });

  test('a modem that finishes after some silence is read once it has finished', async () => {
    const desk = new Desk();
    const begun = desk.clock.now();
    says(desk, () => {
      const now = desk.clock.now() - begun;
      if (now < 60_000) return 'on-going';
      if (now < 90_000) return undefined;
      desk.board.replies.set(PROGRAM.modem, modemText('41065'));
      return 'success';
    });
    expect(await desk.look()).toMatchObject({ modem: { state: 2, build: '41065', applying: false } });
    expect(desk.clock.now() - begun).toBeGreaterThan(90_000);
  });

  test('a modem that waits in its updater does not count as installing', async () => {
    const desk = new Desk();
    says(desk, () => 'No report');
    expect(await desk.look()).toMatchObject({ modem: { state: 4, applying: false } });
  });

  test('a board that can’t ask its modem is still found', async () => {
    const desk = new Desk();
    desk.board.replies.set(PROGRAM.modem, IN_UPDATER);
    desk.board.replies.set(PROGRAM.ask, () => {
      desk.board.say('OK\x04Traceback:\r\nOSError: 5\r\n\x04>');
      return undefined;
    });
    expect(await desk.look()).toMatchObject({ kind: 'board', modem: { state: 4, applying: false } });
  });

  test('without an answer it tried modem and board, and the port is free again', async () => {
    const desk = new Desk();
    desk.board.mute = true;
    expect(await desk.look()).toMatchObject({
      kind: 'silent',
      port: '/dev/ttyACM0',
      sentence: { template: 'Nothing answers at {path}.' },
    });
    expect(desk.modemAsked).toBe(true);
    // A computer's own serial port is often the first that somebody tries.
    expect(desk.clock.now()).toBeLessThan(31_000);
    await expect(
      desk.wire.open(desk.wire.path, 115_200, new AbortController().signal),
    ).resolves.toBeDefined();
  });

  test('a single received byte is enough to search for a modem at length', async () => {
    const desk = new Desk();
    desk.board.mute = true;
    void desk.clock.sleep(10_000).then(() => desk.board.say('\0'));
    expect(await desk.look()).toMatchObject({ kind: 'silent' });
    expect(desk.clock.now()).toBeGreaterThan(38_000);
  });

  test('a modem in recovery that was just switched on is found at its slow rate', async () => {
    let modem: SimulatedModem | undefined;
    const desk = new Desk(
      '/dev/ttyACM0',
      ({ clock }) => (modem = new SimulatedModem({ state: 0, baudRate: 115_200 }, clock)),
    );
    modem?.cutPower();
    void desk.clock.sleep(15_000).then(() => modem?.restorePower());
    expect(await desk.look()).toMatchObject({ kind: 'modem', baudRate: 115_200, modem: { state: 0 } });
  });

  test('in the network it searches for no modem, because MIRROR mode needs a cable', async () => {
    const desk = new Desk('telnet://192.168.4.1');
    desk.board.mute = true;
    expect(await desk.look()).toMatchObject({ kind: 'silent' });
    expect(desk.modemAsked).toBe(false);
  });

  test('a pulled cable is reported as unplugged, not as silence', async () => {
    const desk = new Desk();
    desk.board.replies.set(PROGRAM.inspect, () => {
      desk.wire.unplug();
      return undefined;
    });
    await expect(desk.look()).rejects.toMatchObject({ code: 'PORT_UNPLUGGED' });
  });

  test('a modem that was just switched on is found at the second attempt', async () => {
    let modem: SimulatedModem | undefined;
    const desk = new Desk('/dev/ttyACM0', ({ clock }) => (modem = new SimulatedModem({}, clock)));
    modem?.cutPower();
    void desk.clock.sleep(15_000).then(() => modem?.restorePower());
    expect(await desk.look()).toMatchObject({
      kind: 'modem',
      baudRate: 921_600,
      modem: { state: 2, build: '39529' },
    });
  });
});

describe('a board on which the user typed `sqnsupgrade.run`', () => {
  const UPGRADING = {
    code: 'BOARD_UPGRADING',
    sentence: { template: 'The board is upgrading its modem right now, so it wasn’t interrupted.' },
  };
  const NETWORK = 'telnet://192.168.4.1';
  const progress = (percent: number): string =>
    `\rSending 5996938 bytes: [${'#'.repeat(percent / 2.5).padEnd(40)}] ${String(percent).padStart(3)}%`;

  /** A program that answers nothing and prints these texts in order, the first after this many milliseconds. */
  function runs(desk: Desk, ms: number, texts: readonly string[]): void {
    desk.board.mute = true;
    void (async () => {
      for (const text of texts) {
        await desk.clock.sleep(ms);
        desk.board.say(text);
      }
    })();
  }

  test.each(['/dev/ttyACM0', NETWORK])(
    'gets nothing but a line end while it prints its progress (%s)',
    async (path) => {
      const desk = new Desk(path);
      runs(
        desk,
        1200,
        Array.from({ length: 101 }, (_, percent) => progress(percent)),
      );
      await expect(desk.look()).rejects.toMatchObject(UPGRADING);
      expect(desk.board.keys).toEqual(['\r']);
      expect(desk.modemAsked).toBe(false);
      expect(desk.clock.now()).toBeLessThan(3000);

      // The port is free and nothing was recorded: after the tool’s end the board is read like any other.
      await desk.clock.sleep(101 * 1200);
      desk.board.mute = false;
      expect(await desk.services.service.unfinished()).toEqual([]);
      expect(await desk.look()).toMatchObject(FOUND);
    },
  );

  test.each([
    '<<< Welcome to the SQN3330 firmware updater [1.2.6] >>>\r\n',
    '>>> GPy with firmware version 1.20.2.r4\r\n',
    'Attempting AT wakeup...\r\n',
    'Starting STP (DO NOT DISCONNECT POWER!!!)\r\n',
    'Session opened: version 1, max transfer 8192 bytes\r\n',
    'Firmware file is too big to load via FFF method. Using ON_THE_FLY\r\n',
    'updater.elf is not required. Resumining normal upgrade.\r\n',
    'FFH mode is not necessary... ignoring!\r\n',
    'Waiting for modem to finish the update...\r\nThis might take several minutes!\r\n',
    '<<<=== DO NOT DISCONNECT POWER ===>>>',
    'Resetting.',
    `${progress(100)}\r\n${SUCCESS_TEXT}`,
  ])('is left alone once it prints %j', async (text) => {
    const desk = new Desk();
    runs(desk, 500, [text]);
    await expect(desk.look()).rejects.toMatchObject(UPGRADING);
    expect(desk.board.keys).toEqual(['\r']);
  });

  test('is not taken for a board at its prompt when the second line of the tool arrives in two pieces', async () => {
    const desk = new Desk();
    runs(desk, 16, [
      '<<< Welcome to the SQN3330 firmware updater >>>\r\n>>> ',
      'GPy with firmware version 1.',
    ]);
    await expect(desk.look()).rejects.toMatchObject(UPGRADING);
    expect(desk.board.keys).toEqual(['\r']);
  });

  test('is read when the tool has ended with a prompt', async () => {
    const desk = new Desk();
    runs(desk, 300, [
      progress(99),
      progress(100),
      `\r\n${SUCCESS_TEXT}`,
      `${modemText('41065')}True\r\n>>> `,
    ]);
    void desk.clock.sleep(1250).then(() => (desk.board.mute = false));
    expect(await desk.look()).toMatchObject(FOUND);
    expect(desk.clock.now()).toBeLessThan(2000);
    expect(desk.modemAsked).toBe(false);
  });

  test.each([
    ['text of its own program', 'measurement 1\r\n', 'measurement 2\r\n'],
    ['the result of an upgrade', SUCCESS_TEXT, modemText('41065')],
    ['the reason of a failure', 'Upgrade failed with result failure[diffUpgrade,226]!\r\n', 'False\r\n'],
    ['a long line without an end', '. '.repeat(300), '. '],
  ])('is interrupted when it prints only %s', async (_, ...texts) => {
    const desk = new Desk();
    runs(desk, 600, texts);
    void desk.clock.sleep(2050).then(() => (desk.board.mute = false));
    expect(await desk.look()).toMatchObject(FOUND);
    expect(desk.board.keys.slice(0, 2)).toEqual(['\r', '\x03\x01']);
    expect(desk.modemAsked).toBe(false);
  });

  test('is recognised as a modem once it is in MIRROR mode', async () => {
    let board: ScriptedBoard | undefined;
    const desk = new Desk('/dev/ttyACM0', ({ clock }) => {
      board = new ScriptedBoard(clock, new SimulatedModem({}, clock));
      board.mute = true;
      return board;
    });
    void desk.clock.sleep(500).then(() => {
      board?.say('Preparing modem for upgrade...\r\n');
      board?.enterMirrorMode();
    });
    expect(await desk.look()).toMatchObject({ kind: 'modem', modem: { build: '39529' } });
    expect(board?.keys).toEqual(['\r']);
  });
});

describe('a board whose tool may still be running', () => {
  test('gets no interrupting key, and is read when the tool has ended', async () => {
    const desk = new Desk();
    await desk.toolMayRun(600_000);
    const seen = desk.toolEnds();
    expect(await desk.look()).toMatchObject(FOUND);
    // Ctrl-B alone does nothing to a running program.
    expect(seen.keysUntilItsEnd).toEqual(['\x02']);
    expect(desk.waits[0]).toMatch(/Waiting until the board has finished/);
    expect(desk.clock.now()).toBeLessThan(300_000);
    // A board at its prompt is no modem.
    expect(desk.modemAsked).toBe(false);
  });

  test('no longer runs the tool after it printed that it restarts', async () => {
    const desk = new Desk();
    await desk.toolMayRun(600_000);
    desk.board.onFriendly = () => {
      desk.board.onFriendly = () => desk.board.say('\r\n>>> ');
      void desk.clock.sleep(60_000).then(() => {
        desk.board.say('Sending 40%\r\nets Jun  8 2016 00:2');
        desk.board.say('2:57\r\n\r\nrst:0x1 (POWERON_RESET)\r\nhello from main.py\r\n');
      });
    };
    expect(await desk.look()).toMatchObject(FOUND);
    expect(desk.clock.now()).toBeLessThan(120_000);
  });

  test('is interrupted after the longest time that an upgrade takes', async () => {
    const desk = new Desk();
    await desk.toolMayRun(600_000);
    desk.board.onFriendly = () => undefined;
    expect(await desk.look()).toMatchObject(FOUND);
    expect(desk.clock.now()).toBeGreaterThanOrEqual(600_000);
    // The end of the tool was not seen, so the advice still mentions it.
    expect((await desk.services.service.unfinished()).map(summed)).toMatchObject([{ toolAtWork: true }]);
  });
});

test('a silent modem after an interrupted upgrade may be installing, and the advice is to leave the power on', async () => {
  const desk = new Desk();
  const entry = sampleEntry({
    board: { ...NOWHERE, port: desk.wire.path, uniqueId: UNIQUE_ID },
    steps: [{ id: 'verify-1', kind: 'verifyOnBoard', image: 0 }],
    current: 0,
  });
  await desk.storage.write(`upgrade-${entry.id}.json`, entryText(entry));
  desk.board.replies.set(PROGRAM.modem, SILENT_MODEM_TEXT);
  const finding = await desk.look();
  expect(finding).toMatchObject({ kind: 'board', modem: { state: null }, mayInstall: true });
  const { service } = desk.services;
  const firmware = await checkFiles(service, { images: [differential()] });
  const refusal = service.plan(finding, firmware, { method: 'auto' });
  if (refusal.kind !== 'refusal') throw new Error(refusal.kind);
  expect(render(refusal.alternative)).toMatch(
    /Leave the power on.*Only if it’s still silent an hour.*Unplug/,
  );
});

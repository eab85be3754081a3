import { describe, expect, test } from 'vitest';
import { SimulatedModem } from '../../simulator/modem/simulatedModem';
import { Desk } from './desk';
import { PROGRAM } from './scriptedBoard';

const FOUND = { kind: 'board', board: { sysname: 'GPy' }, modem: { state: 2, build: '39529' } };

describe('a port is asked what it leads to', () => {
  test('a board at its prompt is asked as a board at once', async () => {
    const desk = new Desk();
    expect(await desk.look()).toMatchObject(FOUND);
    expect(desk.modemAsked).toBe(false);
  });

  test('so is one whose program prints something, and shows no prompt', async () => {
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

  test('one that cannot upgrade is not asked for its modem', async () => {
    const desk = new Desk();
    desk.board.replies.set(PROGRAM.inspect, 'sysname=WiPy\r\nrelease=1.20.2.r4\r\n');
    expect(await desk.look()).toMatchObject({ kind: 'board', modem: { state: null } });
    expect(desk.board.programs.filter((program) => program.includes(PROGRAM.modem))).toEqual([]);
  });

  test('where nothing answers, modem and board were both asked for, and the port is free again', async () => {
    const desk = new Desk();
    desk.board.mute = true;
    expect(await desk.look()).toMatchObject({
      kind: 'silent',
      port: '/dev/ttyACM0',
      sentence: { template: 'Nothing answers at {path}.' },
    });
    expect(desk.modemAsked).toBe(true);
    await expect(
      desk.wire.open(desk.wire.path, 115_200, new AbortController().signal),
    ).resolves.toBeDefined();
  });

  test('in the network no modem is looked for: MIRROR mode needs a cable', async () => {
    const desk = new Desk('telnet://192.168.4.1');
    desk.board.mute = true;
    expect(await desk.look()).toMatchObject({ kind: 'silent' });
    expect(desk.modemAsked).toBe(false);
  });

  test('a cable that is pulled meanwhile is told as that, not as silence', async () => {
    const desk = new Desk();
    desk.board.replies.set(PROGRAM.inspect, () => {
      desk.wire.unplug();
      return undefined;
    });
    await expect(desk.look()).rejects.toMatchObject({ code: 'PORT_UNPLUGGED' });
  });

  test('a modem that has only just got its power is found at the second look', async () => {
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

describe('a board whose own tool may still be at work', () => {
  test('is sent nothing that could interrupt it, and asked when it has ended', async () => {
    const desk = new Desk();
    await desk.toolMayRun(600_000);
    const seen = desk.toolEnds();
    expect(await desk.look()).toMatchObject(FOUND);
    // Ctrl-B alone does nothing to a running program.
    expect(seen.keysUntilItsEnd).toEqual(['\x02']);
    expect(desk.waits[0]).toMatch(/It is not disturbed until it has ended/);
    expect(desk.clock.now()).toBeLessThan(300_000);
    // At its prompt it is no modem.
    expect(desk.modemAsked).toBe(false);
  });

  test('that says that it restarts has none at work any more', async () => {
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

  test('is broken into when the time is over that any upgrade takes', async () => {
    const desk = new Desk();
    await desk.toolMayRun(600_000);
    desk.board.onFriendly = () => undefined;
    expect(await desk.look()).toMatchObject(FOUND);
    expect(desk.clock.now()).toBeGreaterThanOrEqual(600_000);
    // Nobody saw the tool end: advice still speaks of it.
    expect(await desk.services.service.unfinished()).toMatchObject([{ toolAtWork: true }]);
  });
});

import { EventEmitter } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { systemClock } from '../../../src/base/clock';
import { silentLogger } from '../../../src/base/logger';
import { render } from '../../../src/base/phrase';
import { isUpgradeError } from '../../../src/base/upgradeError';
import { portOpener } from '../../../src/transport/portOpener';
import { serialOpener } from '../../../src/transport/serialTransport';
import type { Transport } from '../../../src/transport/transport';
import { VirtualClock } from '../../simulator/virtualClock';

type Done = (error?: Error | null) => void;

/** Stands in for `serialport` without a real port. A test decides which calls never answer. */
class FakePort extends EventEmitter {
  static opened: FakePort[] = [];
  static onOpen: (done: Done) => void = (done) => done();
  static onWrite: (done: Done) => void = (done) => done();
  static onSet: (done: Done) => void = (done) => done(new Error('not supported'));
  static onClose: (done: Done) => void = (done) => done();
  isOpen = false;
  readonly path: string;
  readonly baudRate: number;

  constructor({ path, baudRate }: { path: string; baudRate: number }) {
    super();
    this.path = path;
    this.baudRate = baudRate;
    FakePort.opened.push(this);
  }

  open(done: Done): void {
    FakePort.onOpen((error) => {
      this.isOpen = !error;
      if (this.isOpen) this.emit('open');
      done(error);
    });
  }

  write(_bytes: Uint8Array, _encoding: undefined, done: Done): void {
    FakePort.onWrite(done);
  }

  set(_options: object, done: Done): void {
    FakePort.onSet(done);
  }

  drain(done: Done): void {
    done();
  }

  close(done: Done = () => undefined): void {
    this.isOpen = false;
    FakePort.onClose(done);
  }
}

vi.mock('serialport', () => ({ SerialPort: FakePort }));

const unhurried = new AbortController().signal;
const clock = new VirtualClock();
const open = (
  signal = new AbortController().signal,
  platform: NodeJS.Platform = 'linux',
): Promise<Transport> => serialOpener(clock, silentLogger, platform)('COM7', 921_600, signal);

afterEach(() => {
  FakePort.opened = [];
  FakePort.onOpen = (done) => done();
  FakePort.onWrite = (done) => done();
  FakePort.onSet = (done) => done(new Error('not supported'));
  FakePort.onClose = (done) => done();
});

describe('a port that does not open', () => {
  test.each([
    ['Error: No such file or directory, cannot open /dev/ttyUSB9', 'linux', 'PORT_NOT_FOUND'],
    ['Opening COM7: File not found', 'win32', 'PORT_NOT_FOUND'],
    ['Error Resource temporarily unavailable Cannot lock port', 'linux', 'PORT_BUSY'],
    ['Error: Resource busy, cannot open /dev/cu.usbmodem1', 'darwin', 'PORT_BUSY'],
    ['Opening COM7: Access denied', 'win32', 'PORT_BUSY'],
    ['Error: Permission denied, cannot open /dev/ttyUSB0', 'linux', 'PORT_NO_PERMISSION'],
    ['Error: Inappropriate ioctl for device, cannot open /tmp/x', 'linux', 'PORT_OPEN_FAILED'],
  ] as const)('is explained: %s (%s): %s', async (message, platform, code) => {
    FakePort.onOpen = (done) => done(new Error(message));
    await expect(open(undefined, platform)).rejects.toMatchObject({ code, category: 'badInput' });
  });

  test.each([
    ['linux', 'ModemManager', 'sudo systemctl stop ModemManager'],
    ['linux', 'brltty', 'sudo systemctl stop brltty'],
    ['linux', 'gpsd', 'sudo systemctl stop gpsd.socket gpsd'],
    ['linux', 'bash', undefined],
    ['darwin', 'ModemManager', undefined],
    ['win32', 'ModemManager', undefined],
  ] as const)('busy on %s while %s runs: says how to stop it, %s', async (platform, running, command) => {
    const proc = await mkdtemp(join(tmpdir(), 'proc-'));
    await mkdir(join(proc, '812'));
    await writeFile(join(proc, '812', 'comm'), `${running}\n`);
    FakePort.onOpen = (done) =>
      done(
        new Error(platform === 'win32' ? 'Opening COM7: Access denied' : 'Resource busy, cannot lock port'),
      );
    const opening = portOpener(systemClock, silentLogger, { platform, proc })('COM7', 115_200, unhurried);
    const failure = await opening.then(
      () => undefined,
      (error: unknown) => error,
    );
    await rm(proc, { recursive: true });
    if (!isUpgradeError(failure, 'PORT_BUSY')) throw new Error(String(failure));
    const told = `${render(failure.sentence)} ${render(failure.remedy)}`;
    expect(told).toContain('Another program is using the port COM7.');
    if (command === undefined) expect(told).not.toContain(running);
    else expect(told).toContain(`It may be ${running}, which is running`);
    if (command !== undefined) expect(told).toContain(`"${command}`);
  });

  test.each([
    ['linux', 'brltty', 'sudo systemctl stop brltty'],
    ['linux', 'ModemManager', undefined],
    ['darwin', 'brltty', undefined],
  ] as const)(
    'gone on %s while %s runs: names it as a possible cause, %s',
    async (platform, running, command) => {
      const proc = await mkdtemp(join(tmpdir(), 'proc-'));
      await mkdir(join(proc, '812'));
      await writeFile(join(proc, '812', 'comm'), `${running}\n`);
      FakePort.onOpen = (done) =>
        done(new Error('Error: No such file or directory, cannot open /dev/ttyUSB0'));
      const failure = await portOpener(systemClock, silentLogger, { platform, proc })(
        'COM7',
        115_200,
        unhurried,
      ).then(
        () => undefined,
        (error: unknown) => error,
      );
      await rm(proc, { recursive: true });
      if (!isUpgradeError(failure, 'PORT_NOT_FOUND')) throw new Error(String(failure));
      const told = `${render(failure.sentence)} ${render(failure.remedy)}`;
      expect(told).toContain('There is no port COM7.');
      if (command === undefined) expect(told).not.toContain(running);
      else
        expect(told).toMatch(
          /brltty is running, .*Their ports disappear.*If the port disappears: stop the program with "sudo systemctl stop brltty/,
        );
    },
  );

  test('fails after a deadline, and is closed if it opens later', async () => {
    let finish: Done = () => undefined;
    FakePort.onOpen = (done) => {
      finish = done;
    };
    await expect(open()).rejects.toMatchObject({ code: 'PORT_OPEN_FAILED' });
    finish();
    expect(FakePort.opened.map(({ isOpen }) => isOpen)).toEqual([false]);
  });

  test('fails after a cancel, and is closed if it opens later', async () => {
    let finish: Done = () => undefined;
    const began = new Promise<void>((resolve) => {
      FakePort.onOpen = (done) => {
        finish = done;
        resolve();
      };
    });
    const cancel = new AbortController();
    const opening = open(cancel.signal);
    await began;
    cancel.abort();
    await expect(opening).rejects.toMatchObject({ code: 'CANCELLED' });
    finish();
    expect(FakePort.opened.map(({ isOpen }) => isOpen)).toEqual([false]);
  });
});

test('a port that accepts no bytes is given up', async () => {
  FakePort.onWrite = () => undefined;
  const port = await open();
  const writing = port.write(Uint8Array.of(1), new AbortController().signal);
  await expect(writing).rejects.toMatchObject({ code: 'PORT_WRITE_STALLED' });
  await port.close();
});

test('a setting without an answer does not block the port', async () => {
  FakePort.onSet = () => undefined;
  await (await open()).close();
  expect(FakePort.opened.map(({ isOpen }) => isOpen)).toEqual([false]);
});

test('a cancel during a setting closes the port', async () => {
  const cancel = new AbortController();
  FakePort.onSet = () => cancel.abort();
  await expect(open(cancel.signal)).rejects.toMatchObject({ code: 'CANCELLED' });
  expect(FakePort.opened.map(({ isOpen }) => isOpen)).toEqual([false]);
});

test('a port that never confirms its closing is not waited for', async () => {
  FakePort.onClose = () => undefined;
  const begun = clock.now();
  await (await open()).close();
  expect(clock.now() - begun).toBeGreaterThan(0);
});

test.each(['error', 'close'])(
  'an %s right after the opening is reported to a later listener',
  async (event) => {
    FakePort.onSet = (done) => {
      FakePort.opened[0]?.emit(event, new Error('gone'));
      done();
    };
    const port = await open();
    const losses: string[] = [];
    port.onLost(({ code }) => losses.push(code));
    expect(losses).toEqual(['PORT_UNPLUGGED']);
  },
);

test('a port that somebody else closes is lost, once; a port that we close is not', async () => {
  const { signal } = new AbortController();
  const losses: string[] = [];
  const port = await open();
  port.onLost(({ code }) => losses.push(code));
  FakePort.opened[0]?.emit('close', null);
  FakePort.opened[0]?.emit('error', new Error('again'));
  expect(losses).toEqual(['PORT_UNPLUGGED']);
  await expect(port.write(Uint8Array.of(1), signal)).rejects.toMatchObject({ code: 'PORT_UNPLUGGED' });

  const other = await open();
  other.onLost(({ code }) => losses.push(code));
  await other.close();
  FakePort.opened[1]?.emit('close', null);
  expect(losses).toHaveLength(1);
});

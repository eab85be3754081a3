import { expect, it } from 'vitest';
import { phrase } from '../../../src/base/phrase';
import { silentLogger } from '../../../src/base/logger';
import { PortNotes } from '../../../src/ui/flow/portNotes';
import { BoardNames } from '../../../src/ui/modemView/boardNames';
import { PortChooser } from '../../../src/ui/flow/portChooser';
import { NetworkLogins } from '../../../src/ui/networkLogins';
import { ReadingStore } from '../../../src/ui/readingStore';
import { SecretKeeper } from '../../../src/ui/secretKeeper';
import { ownBeforeShared } from '../../../src/ui/storage';
import { VirtualClock } from '../../simulator/virtualClock';
import { FakeService, PORT } from './fakeService';
import { ENGLISH, FakeUser, memorySecrets, memoryStorage } from './flowRig';
import { BOARD_FINDING, NOON } from './samples';
import { readingOf } from '../../../src/ui/reading';

/** A window with its own storage and a shared one. */
function windowOf(shared = memoryStorage(), own = memoryStorage(), service = new FakeService()) {
  const user = new FakeUser();
  const open = (): PortChooser =>
    new PortChooser({
      service,
      dialogs: user,
      readings: new ReadingStore(shared),
      storage: ownBeforeShared(own, shared),
      notes: new PortNotes(shared),
      names: new BoardNames(shared),
      clock: new VirtualClock(),
      speech: ENGLISH,
      logins: new NetworkLogins(
        new SecretKeeper(memorySecrets(), () => Promise.resolve(false), silentLogger),
      ),
      configured: () => null,
    });
  return { user, open };
}

it('a choice in another window changes nothing in this one, even after a reload', async () => {
  const shared = memoryStorage();
  const [one, other] = [windowOf(shared), windowOf(shared)];
  const chooser = one.open();
  one.user.port = '/dev/ttyACM0';
  await chooser.ask();
  other.user.port = '/dev/ttyUSB0';
  await other.open().ask();
  expect(chooser.known).toBe('/dev/ttyACM0');
  expect(await chooser.choose()).toBe('/dev/ttyACM0');
  expect(await one.open().choose()).toBe('/dev/ttyACM0');
});

it('a window without a choice uses the last choice of any window', async () => {
  const shared = memoryStorage();
  const first = windowOf(shared);
  first.user.port = '/dev/ttyUSB0';
  await first.open().ask();
  const second = windowOf(shared);
  expect(await second.open().choose()).toBe('/dev/ttyUSB0');
  expect(second.user.portQuestions).toEqual([]);
});

it('a typed port is used again without a question, even after a reload', async () => {
  const { user, open } = windowOf();
  user.port = '/dev/serial/by-id/usb-Pycom';
  await open().ask();
  expect(await open().choose()).toBe('/dev/serial/by-id/usb-Pycom');
  expect(user.portQuestions).toHaveLength(1);
});

it('a stored value that is no port is ignored', async () => {
  const storage = memoryStorage();
  storage.keep('port', { port: 7 });
  const { open, user } = windowOf(storage);
  user.port = undefined;
  expect(open().known).toBeNull();
  expect(await open().choose()).toBeUndefined();
});

it('the only port is not used without a question if there may be more, and the user learns why', async () => {
  const service = new FakeService();
  service.ports = service.ports.slice(0, 1);
  const sure = windowOf(undefined, undefined, service);
  await sure.open().choose();
  expect(sure.user.portQuestions).toEqual([]);
  service.unknownPorts = phrase('Not everything could be looked at: {reason}.', { reason: 'no /sys' });
  const unsure = windowOf(undefined, undefined, service);
  await unsure.open().choose();
  expect(unsure.user.unknownToldOfPorts).toEqual(['Not everything could be looked at: no /sys.']);
});

it('a port at which nothing ever answered leads to the question again', async () => {
  const { open, user } = windowOf();
  const chooser = open();
  user.port = '/dev/ttyS0';
  await chooser.ask();
  expect(chooser.known).toBe('/dev/ttyS0');
  chooser.nothingAt('/dev/ttyS0');
  expect(chooser.known).toBeNull();
  user.port = '/dev/ttyACM0';
  expect(await chooser.choose()).toBe('/dev/ttyACM0');
  expect(user.portQuestions).toHaveLength(2);
});

it('a port at which a board was read is kept, even if nothing answers now', async () => {
  const shared = memoryStorage();
  const reading = readingOf(BOARD_FINDING, NOON);
  if (reading) new ReadingStore(shared).keep(reading);
  const { open, user } = windowOf(shared);
  const chooser = open();
  user.port = BOARD_FINDING.port;
  await chooser.ask();
  chooser.nothingAt(BOARD_FINDING.port);
  expect(chooser.known).toBe(BOARD_FINDING.port);
});

it('a board that returns under another port name is followed', async () => {
  const { open, user } = windowOf();
  const chooser = open();
  user.port = '/dev/ttyACM0';
  await chooser.ask();
  chooser.movedTo('/dev/ttyACM1', '/dev/ttyACM0');
  expect(chooser.known).toBe('/dev/ttyACM1');
  chooser.movedTo('/dev/ttyACM9', '/dev/ttyUSB3');
  expect(chooser.known).toBe('/dev/ttyACM1');
});

it('a typed port stays in the list until the user removes it', async () => {
  const { open, user } = windowOf();
  const chooser = open();
  const typed = (): readonly string[] =>
    user.portQuestions.at(-1)?.flatMap((choice) => (choice.typed ? [choice.port] : [])) ?? [];
  user.port = 'telnet://192.168.4.1';
  await chooser.ask();
  await chooser.ask();
  expect(typed()).toEqual(['telnet://192.168.4.1']);
  user.withPorts = (picking) => {
    picking.forget('telnet://192.168.4.1');
    return Promise.resolve();
  };
  user.port = undefined;
  await chooser.ask();
  await chooser.ask();
  expect(typed()).toEqual([]);
});

it('the list never shows the password of a network address', async () => {
  const { open, user } = windowOf();
  const chooser = open();
  user.port = 'telnet://micro:secret@192.168.4.1';
  await chooser.ask();
  await chooser.ask();
  expect(JSON.stringify(user.portQuestions)).toContain('192.168.4.1');
  expect(JSON.stringify(user.portQuestions)).not.toContain('secret');
});

it('a hidden port is marked in every window until it is shown again', async () => {
  const shared = memoryStorage();
  const service = new FakeService();
  service.ports = [{ ...PORT, path: '/dev/ttyS0', shield: null }];
  const [one, other] = [windowOf(shared, undefined, service), windowOf(shared, undefined, service)];
  one.user.port = other.user.port = undefined;
  one.user.withPorts = (picking) => {
    picking.hide('/dev/ttyS0');
    return Promise.resolve();
  };
  await one.open().ask();
  await other.open().ask();
  expect(other.user.portQuestions[0]?.[0]).toMatchObject({ port: '/dev/ttyS0', hidden: true });
});

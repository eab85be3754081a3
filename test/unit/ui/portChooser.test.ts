import { expect, it } from 'vitest';
import { phrase } from '../../../src/base/phrase';
import { silentLogger } from '../../../src/base/logger';
import { PortChooser } from '../../../src/ui/flow/portChooser';
import { NetworkLogins } from '../../../src/ui/networkLogins';
import { ReadingStore } from '../../../src/ui/readingStore';
import { SecretKeeper } from '../../../src/ui/secretKeeper';
import { ownBeforeShared } from '../../../src/ui/storage';
import { VirtualClock } from '../../simulator/virtualClock';
import { FakeService } from './fakeService';
import { ENGLISH, FakeUser, memorySecrets, memoryStorage } from './flowRig';

/** A window with a storage of its own, and one that it has in common with the others. */
function windowOf(shared = memoryStorage(), own = memoryStorage(), service = new FakeService()) {
  const user = new FakeUser();
  const open = (): PortChooser =>
    new PortChooser({
      service,
      dialogs: user,
      readings: new ReadingStore(shared),
      storage: ownBeforeShared(own, shared),
      clock: new VirtualClock(),
      speech: ENGLISH,
      logins: new NetworkLogins(
        new SecretKeeper(memorySecrets(), () => Promise.resolve(false), silentLogger),
      ),
      configured: () => null,
    });
  return { user, open };
}

it('the choice of another window changes nothing in this one, nor after a reload', async () => {
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

it('a window that has chosen nothing yet takes what was chosen last', async () => {
  const shared = memoryStorage();
  const first = windowOf(shared);
  first.user.port = '/dev/ttyUSB0';
  await first.open().ask();
  const second = windowOf(shared);
  expect(await second.open().choose()).toBe('/dev/ttyUSB0');
  expect(second.user.portQuestions).toEqual([]);
});

it('a port that was typed is taken again without a question, over a reload as well', async () => {
  const { user, open } = windowOf();
  user.port = '/dev/serial/by-id/usb-Pycom';
  await open().ask();
  expect(await open().choose()).toBe('/dev/serial/by-id/usb-Pycom');
  expect(user.portQuestions).toHaveLength(1);
});

it('what is stored and is no port is none', async () => {
  const storage = memoryStorage();
  storage.keep('port', { port: 7 });
  const { open, user } = windowOf(storage);
  user.port = undefined;
  expect(open().known).toBeNull();
  expect(await open().choose()).toBeUndefined();
});

it('the only port is not taken without a question where there may be more, and the user is told why', async () => {
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

import { describe, expect, it } from 'vitest';
import { networkAddressOf } from '../../../src/transport/networkAddress';
import { PortChooser } from '../../../src/ui/flow/portChooser';
import { NetworkLogins } from '../../../src/ui/networkLogins';
import { ReadingStore } from '../../../src/ui/readingStore';
import { isHost, networkPort } from '../../../src/ui/texts/networkPort';
import { VirtualClock } from '../../simulator/virtualClock';
import { FakeService } from './fakeService';
import { ENGLISH, FakeUser, memorySecrets, memoryStorage } from './flowRig';

describe('an address that is typed', () => {
  it.each([
    [{ host: '192.168.4.1', user: '', password: '' }, 'telnet://192.168.4.1'],
    [{ host: ' board.local:2323 ', user: 'me', password: 'a/b@c' }, 'telnet://me:a%2Fb%40c@board.local:2323'],
    [{ host: 'telnet://10.0.0.1?ftp=2121', user: 'me', password: 'x' }, 'telnet://me:x@10.0.0.1?ftp=2121'],
  ])('%o', (typed, port) => {
    expect(networkPort(typed)).toBe(port);
  });

  it('has a host', () => {
    expect(['192.168.4.1', 'board.local', 'board:2323', '', ' ', 'a b', 'board:x'].map(isHost)).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});

describe('the board in the network that was chosen', () => {
  const secrets = memorySecrets();
  const storage = memoryStorage();
  const user = new FakeUser();

  function chooser(): PortChooser {
    return new PortChooser({
      service: new FakeService(),
      dialogs: user,
      readings: new ReadingStore(memoryStorage()),
      storage,
      clock: new VirtualClock(),
      speech: ENGLISH,
      logins: new NetworkLogins(secrets, () => Promise.resolve(user.agrees)),
      configured: () => null,
    });
  }

  it('goes by its address alone, and is taken without a question the next time', async () => {
    user.port = 'telnet://me:secret@10.1.1.1';
    user.agrees = false;
    expect(await chooser().ask()).toBe('telnet://10.1.1.1');
    expect(storage.get('port')).toBe('telnet://10.1.1.1');
    expect(secrets.held.size).toBe(0);
    expect(networkAddressOf('telnet://10.1.1.1')).toMatchObject({ user: 'me', password: 'secret' });
    expect(await chooser().choose()).toBe('telnet://10.1.1.1');
    expect(user.portQuestions).toHaveLength(1);
  });

  it('has its login kept where secrets belong, when the user wants that', async () => {
    user.port = 'telnet://me:better@10.1.1.1';
    user.agrees = true;
    expect(await chooser().ask()).toBe('telnet://10.1.1.1');
    expect([...secrets.held.values()]).toEqual(['telnet://me:better@10.1.1.1']);
    // As after a restart: only what was kept is there.
    networkAddressOf('telnet://nobody:nothing@10.1.1.1');
    await chooser().choose();
    expect(networkAddressOf('telnet://10.1.1.1')).toMatchObject({ user: 'me', password: 'better' });
  });

  it('has its login forgotten when the user gives another and does not want it kept', async () => {
    user.port = 'telnet://me:other@10.1.1.1';
    user.agrees = false;
    await chooser().ask();
    expect(secrets.held.size).toBe(0);
  });
});

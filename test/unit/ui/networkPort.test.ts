import { describe, expect, it } from 'vitest';
import { transportErrors } from '../../../src/transport/errors';
import { networkAddressOf } from '../../../src/transport/networkAddress';
import { isHost, networkPort } from '../../../src/ui/texts/networkPort';
import { flowRig } from './flowRig';

describe('a typed address', () => {
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
  it('is remembered by its address alone, and is used without a question the next time', async () => {
    const { ports, user, secrets } = flowRig();
    user.port = 'telnet://me:secret@10.1.1.1';
    expect(await ports.ask()).toBe('telnet://10.1.1.1');
    expect(secrets.held.size).toBe(0);
    expect(networkAddressOf('telnet://10.1.1.1')).toMatchObject({ user: 'me', password: 'secret' });
    expect(await ports.choose()).toBe('telnet://10.1.1.1');
    expect(user.portQuestions).toHaveLength(1);
  });

  it('has its login saved in the secret storage, if the login worked and the user agrees', async () => {
    const { flow, ports, user, secrets, service } = flowRig();
    user.port = 'telnet://me:better@10.1.1.1';
    user.keeps = true;
    const { finding } = service;
    service.finding = transportErrors.loginRefused('telnet://10.1.1.1');
    await flow.readVersion();
    expect(user.timesAskedToKeep).toBe(0);
    service.finding = finding;
    await flow.readVersion();
    await expect.poll(() => [...secrets.held.values()]).toEqual(['telnet://me:better@10.1.1.1']);
    // As after a restart: only saved values exist.
    networkAddressOf('telnet://nobody:nothing@10.1.1.1');
    await ports.choose();
    expect(networkAddressOf('telnet://10.1.1.1')).toMatchObject({ user: 'me', password: 'better' });
    await flow.readVersion();
    expect(user.timesAskedToKeep).toBe(1);
  });

  it('has a saved login replaced by one that works, or removed if the user does not want to save that', async () => {
    const { flow, user, secrets } = flowRig();
    await secrets.store('login:telnet://10.1.1.1', 'telnet://me:old@10.1.1.1');
    user.port = 'telnet://me:other@10.1.1.1';
    await flow.choosePortAndGoOn();
    await expect.poll(() => secrets.held.size).toBe(0);
  });

  it('is read without waiting for the answer about saving the login', async () => {
    const { flow, user, store } = flowRig();
    user.port = 'telnet://me:secret@10.1.1.1';
    user.keeps = null;
    await flow.readVersion();
    expect(user.timesAskedToKeep).toBe(1);
    expect(store.state.stage).toBe('found');
  });
});

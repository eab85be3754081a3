import { describe, expect, it } from 'vitest';
import { hidePassword, isNetworkPort, networkAddressOf } from '../../../src/transport/networkAddress';

describe('the address of a board', () => {
  it.each([
    [
      'telnet://micro:python@192.168.4.1',
      { host: '192.168.4.1', port: 23, ftpPort: 21, user: 'micro', password: 'python' },
    ],
    [
      'telnet://me:secret@board.local:2323?ftp=2121',
      { host: 'board.local', port: 2323, ftpPort: 2121, user: 'me', password: 'secret' },
    ],
    ['TELNET://me:secret@[fe80::1]', { host: 'fe80::1', port: 23, user: 'me' }],
    ['telnet://me:p%40ss%2Fword@10.0.0.7', { host: '10.0.0.7', password: 'p@ss/word' }],
    ['telnet://me:100%@10.0.0.8', { host: '10.0.0.8', password: '100%' }],
  ])('%s', (path, address) => {
    expect(networkAddressOf(path)).toMatchObject(address);
  });

  it('without a login gets the factory login', () => {
    expect(networkAddressOf('telnet://192.168.4.77')).toMatchObject({ user: 'micro', password: 'python' });
  });

  it('without a login gets the login that was last given for it', () => {
    networkAddressOf('telnet://me:old@10.0.0.9');
    networkAddressOf('telnet://me:new@10.0.0.9');
    expect(networkAddressOf('telnet://10.0.0.9')).toMatchObject({ user: 'me', password: 'new' });
  });

  it.each([
    'telnet://',
    'telnet://micro:python@',
    'http://10.0.0.1',
    'telnet://10.0.0.1?ftp=none',
    'telnet://10.0.0.1?ftp=70000',
    'telnet://me:a/b@10.0.0.1',
  ])('%s is refused, without its password', (path) => {
    let refusal: unknown;
    try {
      networkAddressOf(path);
    } catch (error) {
      refusal = error;
    }
    expect(refusal).toMatchObject({ code: 'PORT_ADDRESS_INVALID' });
    expect(String(refusal)).not.toMatch(/python|a\/b/);
  });
});

describe('what is shown of an address', () => {
  it.each([
    ['telnet://micro:python@192.168.4.1', 'telnet://192.168.4.1'],
    ['telnet://me:p@ss/w@rd@10.0.0.1:23?ftp=21', 'telnet://10.0.0.1:23?ftp=21'],
    ['telnet://10.0.0.1', 'telnet://10.0.0.1'],
    ['/dev/ttyACM0', '/dev/ttyACM0'],
  ])('%s → %s', (path, shown) => {
    expect(hidePassword(path)).toBe(shown);
  });
});

it('a device path is no address', () => {
  expect(['/dev/ttyACM0', 'COM3', 'telnet', 'telnet://x'].map(isNetworkPort)).toEqual([
    false,
    false,
    false,
    true,
  ]);
});

import { expect, test } from 'vitest';
import { canonicalPort } from '../../../src/transport/portName';

/** The targets of the links on this computer. */
const LINKS: Readonly<Record<string, string>> = {
  '/dev/serial/by-id/usb-Pycom_Pytrack_Py1a2b3c-if00': '/dev/ttyACM0',
  '/dev/serial/by-path/pci-0000:00:14.0-usb-0:1.2:1.0': '/dev/ttyACM0',
  '/dev/board': '/dev/ttyACM0',
  '/tmp/modem': '/dev/pts/5',
  '/Users/me/board': '/dev/cu.usbmodemPy1',
};

function name(port: string, platform: NodeJS.Platform): Promise<string> {
  const resolve = (path: string): Promise<string> => {
    const device = LINKS[path] ?? (path.startsWith('/dev/') ? path : undefined);
    return device === undefined ? Promise.reject(new Error('ENOENT')) : Promise.resolve(device);
  };
  return canonicalPort(port, platform, resolve);
}

test.each([
  [
    'linux',
    '/dev/ttyACM0',
    ['/dev/ttyACM0', '/dev/serial/by-id/usb-Pycom_Pytrack_Py1a2b3c-if00', '/dev/board'],
  ],
  ['linux', '/dev/ttyACM0', ['/dev/serial/by-path/pci-0000:00:14.0-usb-0:1.2:1.0']],
  ['linux', '/dev/pts/5', ['/tmp/modem', '/dev/pts/5']],
  ['linux', 'COM3', ['COM3']],
  ['linux', 'com3', ['com3']],
  ['darwin', '/dev/tty.usbmodemPy1', ['/dev/cu.usbmodemPy1', '/dev/tty.usbmodemPy1', '/Users/me/board']],
  [
    'win32',
    'COM13',
    ['COM13', 'com13', 'Com13', '\\\\.\\COM13', '\\\\.\\com13', '\\\\?\\COM13', '//./COM13', 'COM13:'],
  ],
  ['win32', 'COM1', ['com1', ' COM1 ']],
  ['win32', 'CNCA0', ['cnca0', '\\\\.\\CNCA0']],
] as const)('on %s the port %s has one name, whatever it is called by', async (platform, known, names) => {
  for (const each of names) expect(await name(each, platform)).toBe(known);
});

test('two ports have two names', async () => {
  const names = await Promise.all(['COM1', 'COM11', 'COM111'].map((each) => name(each, 'win32')));
  expect(new Set(names).size).toBe(3);
  expect(await name('/dev/ttyACM1', 'linux')).not.toBe(await name('/dev/board', 'linux'));
});

test.each(['linux', 'darwin', 'win32'] as const)(
  'on %s a board in the network is identified by host and port, with any login',
  async (platform) => {
    for (const each of [
      'telnet://192.168.4.1',
      'telnet://192.168.4.1:23',
      'TELNET://micro:python@192.168.4.1/',
      'telnet://192.168.4.1?ftp=2121',
    ])
      expect(await name(each, platform)).toBe('telnet://192.168.4.1:23');
    expect(await name('telnet://GPY.local:2323', platform)).toBe('telnet://gpy.local:2323');
    expect(await name('telnet://u:s3cret@', platform)).not.toContain('s3cret');
  },
);

import { expect, test, vi } from 'vitest';
import { silentLogger } from '../../../src/base/logger';
import { listPorts } from '../../../src/transport/ports';

const list = vi.fn();
vi.mock('serialport', () => ({ SerialPort: { list: (): unknown => list() } }));

test.each(['darwin', 'win32'] as const)(
  'on %s the system lists its ports with their locations',
  async (platform) => {
    const path = platform === 'win32' ? 'COM13' : '/dev/tty.usbmodemPy1';
    list.mockResolvedValueOnce([
      { path, vendorId: '04d8', productId: 'ef98', serialNumber: 'Py1', locationId: '14200000' },
    ]);
    expect(await listPorts(silentLogger, platform)).toEqual({
      ports: [
        {
          path,
          shield: 'Expansion Board 3',
          manufacturer: null,
          serialNumber: 'Py1',
          vendorId: '04D8',
          productId: 'EF98',
          location: '14200000',
        },
      ],
      unknown: null,
    });
  },
);

test.each(['darwin', 'win32'] as const)('on %s a failed list is unknown, not empty', async (platform) => {
  list.mockRejectedValueOnce(new Error('SetupDiGetClassDevs failed'));
  const { ports, unknown } = await listPorts(silentLogger, platform);
  expect(ports).toEqual([]);
  expect(unknown?.args['reason']).toBe('SetupDiGetClassDevs failed');
});

test('Linux lists ports without the native module', async () => {
  list.mockClear();
  await listPorts(silentLogger, 'linux', { sysfs: '/none', dev: '/none' });
  expect(list).not.toHaveBeenCalled();
});

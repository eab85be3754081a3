import { expect, test, vi } from 'vitest';
import { loadSerialPort } from '../../../src/transport/serialModule';

vi.mock('serialport', () => {
  throw new Error('invalid ELF header');
});

test('a native module that does not load is reported with what to do', async () => {
  await expect(loadSerialPort()).rejects.toMatchObject({
    code: 'SERIAL_MODULE_MISSING',
    category: 'badInput',
  });
});

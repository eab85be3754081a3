import type * as Serial from 'serialport';
import { transportErrors } from './errors';

/**
 * Loads `serialport` and its native part, only when a port is touched: VS Code starts no slower for it, and where it
 * does not load the rest still works.
 * @throws SERIAL_MODULE_MISSING
 */
export async function loadSerialPort(): Promise<typeof Serial> {
  try {
    return await import('serialport');
  } catch (error) {
    throw transportErrors.moduleMissing(error);
  }
}

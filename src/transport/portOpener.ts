import type { Clock } from '../base/clock';
import type { Logger } from '../base/logger';
import { isNetworkPort } from './networkAddress';
import { serialOpener } from './serialTransport';
import { telnetOpener } from './telnetTransport';
import type { OpenTransport } from './transport';

/** Opens whatever a user may call a port: a device path, or `telnet://user:password@host`. */
export function portOpener(clock: Clock, logger: Logger): OpenTransport {
  const serial = serialOpener(clock, logger);
  const telnet = telnetOpener(clock);
  return (path, baudRate, signal) => (isNetworkPort(path) ? telnet : serial)(path, baudRate, signal);
}

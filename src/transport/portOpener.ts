import { withDeadline } from '../base/cancellation';
import type { Clock } from '../base/clock';
import type { Logger } from '../base/logger';
import { isUpgradeError } from '../base/upgradeError';
import { transportErrors } from './errors';
import { isNetworkPort } from './networkAddress';
import { programsHolding } from './portHolder';
import { serialOpener } from './serialTransport';
import { telnetOpener } from './telnetTransport';
import type { OpenTransport } from './transport';

/** Looking through every process takes tenths of a second. */
const LOOK_MS = 3_000;

/** Opens whatever a user may call a port: a device path, or `telnet://user:password@host`. */
export function portOpener(clock: Clock, logger: Logger): OpenTransport {
  const serial = namingPrograms(serialOpener(clock, logger), clock, logger);
  const telnet = telnetOpener(clock);
  return (path, baudRate, signal) => (isNetworkPort(path) ? telnet : serial)(path, baudRate, signal);
}

/** A port that is busy is told with the name of the program that has it, where that can be found out. */
function namingPrograms(open: OpenTransport, clock: Clock, logger: Logger): OpenTransport {
  return async (path, baudRate, signal) => {
    try {
      return await open(path, baudRate, signal);
    } catch (error) {
      if (!isUpgradeError(error, 'PORT_BUSY')) throw error;
      const programs = await withDeadline(clock, LOOK_MS, signal, (ended) =>
        programsHolding(path, ended),
      ).catch((reason: unknown) => {
        if (isUpgradeError(reason)) throw reason;
        logger.debug(`${path}: who holds it cannot be told (${String(reason)})`);
        return undefined;
      });
      // This process is no program that the user could close.
      const other = programs?.find(({ pid }) => pid !== process.pid);
      throw other ? transportErrors.busyWith(path, other, error) : error;
    }
  };
}

import { withDeadline } from '../base/cancellation';
import type { Clock } from '../base/clock';
import type { Logger } from '../base/logger';
import { isUpgradeError } from '../base/upgradeError';
import { transportErrors } from './errors';
import { isNetworkPort } from './networkAddress';
import { runningGrabbers, runningRemover } from './portGrabbers';
import { programsHolding } from './portHolder';
import { serialOpener } from './serialTransport';
import { telnetOpener } from './telnetTransport';
import type { OpenTransport } from './transport';

/** Looking through every process takes tenths of a second. */
const LOOK_MS = 3_000;

/** What differs from one computer to the next. */
export interface Computer {
  readonly platform?: NodeJS.Platform;
  /** Where Linux describes its processes. */
  readonly proc?: string;
}

/** Opens whatever a user may call a port: a device path, or `telnet://user:password@host`. */
export function portOpener(
  clock: Clock,
  logger: Logger,
  { platform = process.platform, proc = '/proc' }: Computer = {},
): OpenTransport {
  const parts = { clock, logger, platform, proc };
  const serial = namingPrograms(serialOpener(clock, logger, platform), parts);
  const telnet = telnetOpener(clock);
  return (path, baudRate, signal) => (isNetworkPort(path) ? telnet : serial)(path, baudRate, signal);
}

/** The error for a busy or missing port names the program that may be the reason, if that can be found out. */
function namingPrograms(
  open: OpenTransport,
  { clock, logger, platform, proc }: Required<Computer> & { clock: Clock; logger: Logger },
): OpenTransport {
  return async (path, baudRate, signal) => {
    try {
      return await open(path, baudRate, signal);
    } catch (error) {
      if (isUpgradeError(error, 'PORT_NOT_FOUND')) {
        const remover = await runningRemover(platform, proc);
        throw remover ? transportErrors.notFoundPerhapsRemoved(path, remover, error) : error;
      }
      if (!isUpgradeError(error, 'PORT_BUSY')) throw error;
      const programs = await withDeadline(clock, LOOK_MS, signal, (ended) =>
        programsHolding(path, ended, { platform }),
      ).catch((reason: unknown) => {
        if (isUpgradeError(reason)) throw reason;
        logger.debug(`${path}: who holds it cannot be told (${String(reason)})`);
        return undefined;
      });
      // This process is no program that the user could close.
      const other = programs?.find(({ pid }) => pid !== process.pid);
      if (other) throw transportErrors.busyWith(path, other, error);
      const [grabber] = await runningGrabbers(platform, proc);
      throw grabber ? transportErrors.busyPerhapsWith(path, grabber, error) : error;
    }
  };
}

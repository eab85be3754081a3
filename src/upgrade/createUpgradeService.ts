import type { Clock } from '../base/clock';
import type { Logger } from '../base/logger';
import { checkFirmware } from '../firmware/checkFirmware';
import type { PortDescription } from '../transport/ports';
import type { OpenTransport } from '../transport/transport';
import { upgradeErrors } from './errors';
import { inspectPort } from './inspectPort';
import { UartMethod } from './methods/uart';
import { planUpgrade } from './planUpgrade';
import { UpgradeSession } from './upgradeSession';
import type { UpgradeService } from './upgradeService';

export interface ServiceDependencies {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly openTransport: OpenTransport;
  readonly listPorts: () => Promise<PortDescription[]>;
}

export function createUpgradeService(dependencies: ServiceDependencies): UpgradeService {
  const { clock, logger, openTransport, listPorts } = dependencies;
  const inUse = new Set<string>();

  /** One inspection or run at a time on a port. */
  const alone = async <T>(port: string, work: () => Promise<T>): Promise<T> => {
    if (inUse.has(port)) throw upgradeErrors.portInUse(port);
    inUse.add(port);
    try {
      return await work();
    } finally {
      inUse.delete(port);
    }
  };

  return {
    listPorts,
    check: checkFirmware,
    plan: planUpgrade,
    inspect: (port, onEvent, signal) =>
      alone(port, () =>
        inspectPort(
          port,
          {
            clock,
            logger,
            openTransport,
            wait: (reason, ms) =>
              onEvent({ type: 'wait', id: 'inspect', reason, until: clock.wallTime() + ms }),
          },
          signal,
        ),
      ),
    run: (plan, firmware, options) =>
      alone(plan.finding.port, () =>
        new UpgradeSession(plan, options, {
          context: { clock, logger },
          makeMethod: (events) => new UartMethod({ clock, logger, openTransport, plan, firmware, ...events }),
        }).run(),
      ),
  };
}

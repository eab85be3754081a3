import type { Clock } from '../base/clock';
import type { Logger } from '../base/logger';
import { isUpgradeError } from '../base/upgradeError';
import { REPL_BAUD } from '../board/raiseRate';
import { checkFirmware } from '../firmware/checkFirmware';
import type { PortDescription } from '../transport/ports';
import type { OpenTransport } from '../transport/transport';
import { upgradeErrors } from './errors';
import { inspectPort } from './inspectPort';
import { planUpgrade } from './planUpgrade';
import { planChosen, recommend } from './recommend';
import { reportWithoutRun, type UpgradeReport } from './report';
import { UpgradeSession } from './upgradeSession';
import { FAST_BAUD, UploadRates } from './uploadRates';
import type { UpgradeService } from './upgradeService';

export interface ServiceDependencies {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly openTransport: OpenTransport;
  readonly listPorts: () => Promise<PortDescription[]>;
  /** Set by whoever knows better than the defaults; null takes what is found out. */
  readonly tuning?: Tuning;
  /** Whether files are sent to a board faster than its REPL speaks, where that works; they are unless it says no. */
  readonly fastUpload?: () => boolean;
}

export interface Tuning {
  /** Bits per second at which a modem in MIRROR mode is asked first, and which an upload to a board does not exceed. */
  readonly bitsPerSecond: number | null;
  /** Bytes of payload in a block at most. */
  readonly blockBytes: number | null;
}

export function createUpgradeService(dependencies: ServiceDependencies): UpgradeService {
  const { clock, logger, openTransport, listPorts } = dependencies;
  const tuning = dependencies.tuning ?? { bitsPerSecond: null, blockBytes: null };
  const { fastUpload = () => true } = dependencies;
  const uploadRates = new UploadRates(() => uploadRate(fastUpload(), tuning));
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
    recommend,
    planChosen,
    inspect: (port, onEvent, signal) =>
      alone(port, () =>
        inspectPort(
          port,
          {
            clock,
            logger,
            openTransport,
            bitsPerSecond: tuning.bitsPerSecond,
            wait: (reason, ms) =>
              onEvent({ type: 'wait', id: 'inspect', reason, until: clock.wallTime() + ms }),
          },
          signal,
        ),
      ),
    run: (plan, firmware, options) =>
      alone<UpgradeReport>(plan.finding.port, () =>
        new UpgradeSession(plan, options, {
          clock,
          logger,
          openTransport,
          listPorts,
          firmware,
          tuning,
          uploadRates,
        }).run(),
      ).catch((error: unknown) => {
        if (!isUpgradeError(error, 'PORT_IN_USE_BY_SESSION')) throw error;
        const report = reportWithoutRun(error);
        options.onEvent(report);
        return report;
      }),
  };
}

function uploadRate(fast: boolean, { bitsPerSecond }: Tuning): number | undefined {
  const rate = Math.min(bitsPerSecond ?? FAST_BAUD, FAST_BAUD);
  return fast && rate > REPL_BAUD ? rate : undefined;
}

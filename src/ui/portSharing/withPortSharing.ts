import type { Logger } from '../../base/logger';
import type { CardService } from '../../upgrade/card/cardService';
import type { UpgradeReport } from '../../upgrade/report';
import { safeListener } from '../../upgrade/events';
import type { UpgradeService } from '../../upgrade/upgradeService';
import { UpgradeError } from '../../base/upgradeError';
import type { PortSharing, Tell } from './portSharing';

/**
 * The service, which has other extensions let go of a port before it opens it, and take it back afterwards.
 * @param logger is told of a listener that fails, which changes nothing of what is done
 */
export function withPortSharing(
  service: UpgradeService,
  sharing: PortSharing,
  logger: Logger,
): UpgradeService {
  return {
    ...service,
    inspect: (port, listener, signal) => {
      const onEvent = safeListener(listener, logger);
      return sharing.withPort(port, () => service.inspect(port, onEvent, signal), teller(onEvent));
    },
    repair: (repair, finding, options) => {
      const onEvent = safeListener(options.onEvent, logger);
      const work = (): Promise<void> => service.repair(repair, finding, { ...options, onEvent });
      return sharing.withPort(finding.port, work, teller(onEvent));
    },
    run: async (plan, firmware, options) => {
      const { port } = plan.finding;
      const tell = safeListener(options.onEvent, logger);
      // The report is the last event, and may yet have to name who had the port.
      const onEvent: typeof tell = (event) => {
        if (event.type !== 'report') tell(event);
      };
      const run = async (): Promise<UpgradeReport> =>
        named(await service.run(plan, firmware, { ...options, onEvent }), port, sharing);
      const report = await sharing.withPort(port, run, teller(tell));
      // Whoever hears it may use the port: by now each has back what it lent.
      tell(report);
      return report;
    },
  };
}

export function cardsWithPortSharing(cards: CardService, sharing: PortSharing): CardService {
  return {
    ...cards,
    content: (port, ...more) => sharing.withPort(port, () => cards.content(port, ...more)),
    format: (port, ...more) => sharing.withPort(port, () => cards.format(port, ...more)),
  };
}

function teller(onEvent: Parameters<UpgradeService['inspect']>[1]): Tell {
  return (level, text) => onEvent({ type: 'notice', level, text });
}

async function named(report: UpgradeReport, port: string, sharing: PortSharing): Promise<UpgradeReport> {
  const { error } = report;
  if (error === null) return report;
  const { code, category, message: sentence, remedy } = error;
  const failure = new UpgradeError({ code, category, sentence, remedy });
  const told = await sharing.explain(port, failure);
  if (told === failure) return report;
  return { ...report, error: { code, category, message: told.sentence, remedy: told.remedy } };
}

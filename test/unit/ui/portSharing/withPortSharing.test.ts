import { beforeEach, describe, expect, it } from 'vitest';
import { render } from '../../../../src/base/phrase';
import { silentLogger } from '../../../../src/base/logger';
import { transportErrors } from '../../../../src/transport/errors';
import type { PortHolder } from '../../../../src/ui/portSharing/otherExtension';
import { cardsWithPortSharing, withPortSharing } from '../../../../src/ui/portSharing/withPortSharing';
import { PortSharing } from '../../../../src/ui/portSharing/portSharing';
import type { UpgradeEvent } from '../../../../src/upgrade/events';
import { reportWithoutRun } from '../../../../src/upgrade/report';
import type { UpgradeService } from '../../../../src/upgrade/upgradeService';
import { FakeService } from '../fakeService';
import { PLAN, UPGRADED } from '../samples';
import { callRig } from '../ports/fakeHost';

const { signal } = new AbortController();
const FIRMWARE = { images: [], updater: null };

describe('a service that shares ports', () => {
  let has: boolean;
  let stubborn: boolean;
  let events: UpgradeEvent[];
  let service: FakeService;
  let sharing: PortSharing;
  let polite: UpgradeService;
  let opened: number;
  let warnings: string[];

  /** Opens the port as the service would. */
  const openPort = (): Promise<unknown> => opener(PLAN.finding.port, 115_200, signal);
  let opener: ReturnType<PortSharing['opener']>;

  beforeEach(() => {
    [has, stubborn, opened] = [true, false, 0];
    events = [];
    const holder: PortHolder = {
      name: 'Pymakr',
      holds: () => Promise.resolve(has),
      release: () => {
        if (!has) return Promise.resolve(undefined);
        has = stubborn;
        return Promise.resolve({
          giveBack: () => {
            has = true;
            return Promise.resolve(true);
          },
        });
      },
    };
    sharing = new PortSharing([holder], callRig().logger);
    opener = sharing.opener((path) => {
      if (has) return Promise.reject(transportErrors.busy(path, undefined));
      opened += 1;
      return Promise.resolve({ path } as never);
    });
    service = new FakeService();
    warnings = [];
    const logger = { ...silentLogger, warn: (text: string) => warnings.push(text) };
    polite = withPortSharing(service, sharing, logger);
  });

  const run = (): ReturnType<UpgradeService['run']> =>
    polite.run(PLAN, FIRMWARE, { confirmed: [], signal, onEvent: (event) => events.push(event) });

  it('reads a modem while its port is on loan', async () => {
    const asked = service.inspect.bind(service);
    service.inspect = async (port) => {
      await openPort();
      return asked(port);
    };
    await polite.inspect(PLAN.finding.port, (event) => events.push(event), signal);
    expect(opened).toBe(1);
    expect(has).toBe(true);
    expect(events).toMatchObject([{ type: 'notice', level: 'info' }]);
  });

  it('runs an upgrade while the port is on loan, and reports once, last', async () => {
    service.runs = openPort;
    expect(await run()).toBe(UPGRADED);
    expect(opened).toBe(1);
    expect(has).toBe(true);
    expect(events.map(({ type }) => type)).toEqual(['notice', 'report']);
  });

  it('names in the report who had the port', async () => {
    stubborn = true;
    service.runs = () =>
      openPort().catch(() => {
        service.report = reportWithoutRun(transportErrors.busy(PLAN.finding.port, undefined));
      });
    const { error } = await run();
    expect(error && render(error.message)).toMatch(/^Pymakr holds the port/);
    expect(events.at(-1)).toMatchObject({ type: 'report', error });
  });

  it('leaves a report alone that has nothing to do with ports', async () => {
    service.report = reportWithoutRun(transportErrors.notFound('x', undefined));
    expect(await run()).toBe(service.report);
  });

  it('runs an upgrade and reads a modem also for a listener that fails', async () => {
    const onEvent = (): never => {
      throw new Error('not drawn');
    };
    service.runs = openPort;
    expect(await polite.run(PLAN, FIRMWARE, { confirmed: [], signal, onEvent })).toBe(UPGRADED);
    service.inspect = async () => {
      await openPort();
      return PLAN.finding;
    };
    expect(await polite.inspect(PLAN.finding.port, onEvent, signal)).toBe(PLAN.finding);
    expect(opened).toBe(2);
    expect(has).toBe(true);
    expect(warnings).toHaveLength(3);
  });

  it('answers as before what touches no port', () => {
    expect(polite.plan(PLAN.finding, FIRMWARE, { method: 'auto' })).toBe(PLAN);
    expect(has).toBe(true);
  });

  it('lends ports to whoever looks at cards, and only to them', async () => {
    const seen: string[] = [];
    const cards = cardsWithPortSharing(
      {
        drives: () => Promise.resolve([]),
        questions: () => Promise.resolve([]),
        prepare: () => Promise.reject(new Error('not asked')),
        content: async () => {
          await openPort();
          seen.push('content');
          return { state: 'absent' };
        },
        format: async () => {
          await openPort();
          seen.push('format');
        },
      },
      sharing,
    );
    expect(await cards.drives()).toEqual([]);
    const unheard = (): void => undefined;
    expect(await cards.content(PLAN.finding.port, unheard, signal)).toEqual({ state: 'absent' });
    await cards.format(PLAN.finding.port, unheard, signal);
    expect(seen).toEqual(['content', 'format']);
    expect(has).toBe(true);
  });
});

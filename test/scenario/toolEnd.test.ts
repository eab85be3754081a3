import { render } from '../../src/base/phrase';
import { afterEach, describe, expect, test } from 'vitest';
import { IF_REFUSED } from '../../src/upgrade/recovery/advice';
import { startBoardWithModem, type StartedBoardWithModem, stopBoards } from '../simulator/board/startBoard';
import type { BoardOptions } from '../simulator/board/boardOptions';
import type { ModemConfiguration } from '../simulator/modem/configuration';
import { BoardService } from './boardService';
import { differential, full, updater } from './rig';

afterEach(stopBoards);

const LIMIT_MS = 90_000;
/** More than the 300 s after which the board's tool gives up. */
const LONG_MS = 500_000;
const FACTORY = { build: '33080', bootrom: '33080' } as const;

async function boardWith(
  modem: Partial<ModemConfiguration>,
  board: Partial<BoardOptions> = {},
): Promise<{ started: StartedBoardWithModem; service: BoardService }> {
  const started = await startBoardWithModem(
    { updaterWakeMs: 3000, pauses: [], ...modem },
    { sdCard: { state: 'present', bytes: 16 * 1024 * 1024 }, ...board },
  );
  await started.client.transport.close();
  return { started, service: new BoardService(started.wire.path, started.wire.open) };
}

describe('a tool that gives up after its 300 s while the modem continues', () => {
  test.each(['1.2.2', '1.2.7'])(
    'is not the end (tool %s): a full image on the fly, after which the modem waits in its updater',
    async (toolVersion) => {
      const { started, service } = await boardWith({ ...FACTORY, applyMs: LONG_MS }, { toolVersion });
      const report = await service.upgrade({ images: [full(12_000)], updater: updater(12_000) }, 'sd');
      expect(report).toMatchObject({ outcome: 'upgraded', error: null, after: { build: '41065' } });
      expect(started.modem.truth.images.map(({ way }) => way)).toEqual(['updater', 'ON_THE_FLY']);
      expect(service.notices).toContainEqual(expect.stringContaining('may still be installing'));
    },
    LIMIT_MS,
  );

  test.each(['flash', 'sd'] as const)(
    'is not the end: a differential image by %s',
    async (method) => {
      const { service } = await boardWith({ applyMs: LONG_MS });
      const report = await service.upgrade({ images: [differential(12_000)] }, method);
      expect(report).toMatchObject({ outcome: 'upgraded', error: null, after: { build: '41065' } });
      const waits = service.events.flatMap((event) => (event.type === 'wait' ? [render(event.reason)] : []));
      expect(waits).toContainEqual(expect.stringContaining('Leave the power on'));
    },
    LIMIT_MS,
  );
});

test(
  'a tool that left the modem in its updater before the transfer: the old firmware runs again, and the same upgrade succeeds',
  async () => {
    const { started, service } = await boardWith(FACTORY);
    started.modem.declareFaults([{ when: { at: 'AT+SMSTPU="ON_THE_FLY"' }, what: 'error' }]);
    const files = { images: [full(12_000)], updater: updater(12_000) };
    const report = await service.upgrade(files, 'sd');
    expect(report).toMatchObject({
      outcome: 'failed',
      modemState: 'untouched',
      error: { code: 'TOOL_MODEM_REFUSED' },
      after: { state: 2, build: '33080' },
    });
    expect(started.modem.truth.condition).toBe('untouched');
    expect(await service.upgrade(files, 'sd')).toMatchObject({
      outcome: 'upgraded',
      after: { build: '41065' },
    });
  },
  LIMIT_MS,
);

test(
  'a tool that failed while it replaced the bootrom: the advice names the repair for the updater, and the same upgrade succeeds',
  async () => {
    const { started, service } = await boardWith(FACTORY);
    started.modem.declareFaults([{ when: { stp: 'block', nth: 2 }, what: 'reset' }]);
    const files = { images: [full(12_000)], updater: updater(12_000) };
    const broken = await service.upgrade(files, 'sd');
    expect(broken).toMatchObject({ outcome: 'failed', modemState: 'recoverable', after: { state: 4 } });
    expect(broken.error && render(broken.error.remedy)).toContain(render(IF_REFUSED));

    started.modem.declareFaults([]);
    expect(await service.upgrade(files, 'sd')).toMatchObject({ error: { code: 'TOOL_MODEM_REFUSED' } });

    const finding = await service.inspect();
    const { repairs } = service.service.diagnose(finding, []);
    const repair = repairs.find(({ id }) => id === 'start-firmware');
    expect(repair).toBeDefined();
    if (!repair) return;
    const { signal } = new AbortController();
    await service.service.repair(repair, finding, {
      confirmed: repair.id,
      signal,
      onEvent: () => undefined,
    });
    expect(await service.upgrade(files, 'sd')).toMatchObject({
      outcome: 'upgraded',
      after: { build: '41065' },
    });
  },
  LIMIT_MS,
);

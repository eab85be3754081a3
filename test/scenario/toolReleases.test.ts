import { render } from '../../src/base/phrase';
import { afterEach, describe, expect, test } from 'vitest';
import {
  openClient,
  startBoardWithModem,
  type StartedBoardWithModem,
  stopBoards,
} from '../simulator/board/startBoard';
import type { ModemConfiguration } from '../simulator/modem/configuration';
import { BoardService } from './boardService';
import { differential, full, updater } from './rig';
import { someOf } from '../someOf';

/** A board release for each release of the tool. No board has 1.2.7 of the library. */
const RELEASES = [
  ['1.2.0', '1.18.1.r5'],
  ['1.2.2', '1.18.2'],
  ['1.2.3', '1.18.2.r2'],
  ['1.2.5', '1.18.3'],
  ['1.2.6', '1.20.2.r4'],
  ['1.2.7', '1.20.2.r4'],
] as const;
const CARD = { state: 'present', bytes: 16 * 1024 * 1024 } as const;
const FACTORY = { build: '33080', bootrom: '33080' } as const;
const LIMIT_MS = 60_000;
/** The oldest tool refuses files smaller than 10,240 bytes. */
const BYTES = 12_000;

afterEach(stopBoards);

async function boardWith(
  toolVersion: string,
  release: string,
  modem: Partial<ModemConfiguration> = {},
): Promise<{ started: StartedBoardWithModem; service: BoardService }> {
  const started = await startBoardWithModem(
    { applyMs: 5000, updaterWakeMs: 3000, pauses: [], ...modem },
    { toolVersion, release, sdCard: CARD },
  );
  await started.client.transport.close();
  return { started, service: new BoardService(started.wire.path, started.wire.open) };
}

const fullWithUpdater = { images: [full(BYTES)], updater: updater(BYTES) };

// The first and the last are always among them.
describe.each(someOf(RELEASES, 5))('tool %s', (version, release) => {
  test.each(['flash', 'sd'] as const)(
    'a differential image by %s',
    async (method) => {
      const { started, service } = await boardWith(version, release);
      const report = await service.upgrade({ images: [differential(BYTES)] }, method);
      expect(report).toMatchObject({ outcome: 'upgraded', error: null, after: { build: '41065' } });
      expect(started.modem.truth.images.map(({ way }) => way)).toEqual(['FFF']);
    },
    LIMIT_MS,
  );

  test(
    'a full image from the card replaces the factory’s bootrom first',
    async () => {
      const { started, service } = await boardWith(version, release, FACTORY);
      const report = await service.upgrade(fullWithUpdater, 'sd');
      expect(report).toMatchObject({ outcome: 'upgraded', after: { build: '41065', bootrom: '41019' } });
      expect(started.modem.truth.images.map(({ way }) => way)).toEqual(['updater', 'ON_THE_FLY']);
    },
    LIMIT_MS,
  );

  test(
    'whose query for the bootrom is lost once is stopped before the image, and started again',
    async () => {
      const { started, service } = await boardWith(version, release, { ...FACTORY, withoutUpdater: 'taken' });
      const answer = await service.plan(fullWithUpdater, 'sd');
      if (answer.kind === 'refusal') throw new Error(answer.rule);
      service.watch = (event) => {
        if (event.type === 'step' && event.id === 'run-1' && event.state === 'started')
          started.modem.declareFaults([{ when: { at: 'AT!="showver"' }, what: 'error' }]);
      };
      const report = await service.run(answer);
      expect(report).toMatchObject({ outcome: 'upgraded', after: { build: '41065', bootrom: '41019' } });
      expect(service.notices).toContainEqual(expect.stringContaining('didn’t replace the factory bootrom'));
      expect(started.modem.truth.images.map(({ way }) => way)).toEqual(['updater', 'ON_THE_FLY']);
    },
    LIMIT_MS,
  );

  test(
    'that never learns the bootrom sends nothing',
    async () => {
      const { started, service } = await boardWith(version, release, { ...FACTORY, withoutUpdater: 'taken' });
      const answer = await service.plan(fullWithUpdater, 'sd');
      if (answer.kind === 'refusal') throw new Error(answer.rule);
      service.watch = (event) => {
        if (event.type === 'step' && event.id === 'run-1' && event.state === 'started')
          started.modem.declareFaults([{ when: { at: 'AT!="showver"' }, what: 'error', times: 'always' }]);
      };
      const report = await service.run(answer);
      expect(report).toMatchObject({ outcome: 'failed', error: { code: 'TOOL_BOOTROM_KEPT' } });
      expect(started.modem.truth).toMatchObject({ stpBytesReceived: 0, condition: 'untouched' });
    },
    LIMIT_MS,
  );
});

describe('switching to MIRROR mode', () => {
  test(
    '1.2.5 would keep the factory bootrom under the factory firmware: UART is refused, and a card works',
    async () => {
      const { started, service } = await boardWith('1.2.5', '1.18.3', {
        ...FACTORY,
        withoutUpdater: 'taken',
      });
      const answer = await service.plan(fullWithUpdater, 'uart');
      expect(answer).toMatchObject({ kind: 'refusal', rule: 'tool-leaves-bootrom' });
      expect(started.board.mirroring).toBe(false);
      expect(started.modem.truth.stpBytesReceived).toBe(0);
      const report = await service.upgrade(fullWithUpdater, 'sd');
      expect(report).toMatchObject({ outcome: 'upgraded', after: { build: '41065', bootrom: '41019' } });
    },
    LIMIT_MS,
  );

  test.each([
    ['1.2.0', '1.18.1.r5'],
    ['1.2.6', '1.20.2.r4'],
  ])(
    '%s replaces the bootrom at the next attempt when its first query was lost',
    async (version, release) => {
      const { started, service } = await boardWith(version, release, { ...FACTORY, withoutUpdater: 'taken' });
      const answer = await service.plan(fullWithUpdater, 'uart');
      if (answer.kind === 'refusal') throw new Error(answer.rule);
      service.watch = (event) => {
        if (event.type === 'step' && event.id === 'enter-mirror' && event.state === 'started')
          started.modem.declareFaults([{ when: { at: 'AT!="showver"' }, what: 'error' }]);
        // From here on the modem decides, as with any other release.
        if (event.type === 'step' && event.id === 'load-updater') service.cancel.abort();
      };
      await service.run(answer);
      expect(started.board.mirroring).toBe(true);
      expect(started.modem.truth.state).toBe(0);
      expect(started.modem.versions.bootrom).toBe('41019');
    },
    LIMIT_MS,
  );
});

describe('a modem whose line ends the board’s tool cannot read', () => {
  test(
    'is upgraded in MIRROR mode, to which the refusal leads',
    async () => {
      const { started, service } = await boardWith('1.2.6', '1.20.2.r4', { lineEnd: '\n' });
      const answer = await service.plan({ images: [differential(BYTES)] }, 'uart');
      if (answer.kind !== 'refusal') throw new Error('it was read');
      expect(answer.rule).toBe('modem-not-detected');
      const typed = /type "(.*?)" at/.exec(render(answer.alternative))?.[1] ?? '';
      const hand = await openClient(started.wire);
      await hand.enterRaw();
      await hand.write(`${typed}\x04`);
      await expect.poll(() => started.board.mirroring, { timeout: 10_000 }).toBe(true);
      await hand.transport.close();
      const report = await service.upgrade({ images: [differential(BYTES)] }, 'uart');
      expect(report).toMatchObject({ outcome: 'upgraded', after: { build: '41065' } });
    },
    LIMIT_MS,
  );
});

import { render } from '../../src/base/phrase';
import { afterEach, expect, test } from 'vitest';
import { systemClock } from '../../src/base/clock';
import { startBoardWithModem, type StartedBoardWithModem, stopBoards } from '../simulator/board/startBoard';
import { BoardService } from './boardService';
import { chainFolder, goOn } from './chainFolder';
import { sha256 } from './rig';
import { someOf } from '../someOf';

const { chain, folder } = chainFolder(100_000);
const CARD = { state: 'present', bytes: 32 * 1024 * 1024 } as const;
/** How long the cable is out. A shorter time would go unnoticed. */
const OUT_MS = 1000;
const LIMIT_MS = 120_000;

afterEach(stopBoards);

/** A board whose modem has the factory firmware with a newer bootrom. */
async function start(): Promise<StartedBoardWithModem> {
  const started = await startBoardWithModem({ build: '33080', bootrom: '38638' }, { sdCard: CARD });
  await started.client.transport.close();
  return started;
}

function newProcess({ wire }: StartedBoardWithModem): BoardService {
  return new BoardService(wire.path, wire.open);
}

/** The steps of the plan by SD card, without the last two. */
const STEPS = [
  ...['open-board', 'upload-1', 'upload-2', 'upload-3'],
  ...['run-1', 'verify-1', 'run-2', 'verify-2', 'run-3'],
];

test(
  '33080 → 41065 → 48829 by the SD card from a cold board, in one plan',
  async () => {
    const started = await start();
    const service = newProcess(started);
    const report = await service.upgrade({ images: chain }, 'sd');
    expect(report).toMatchObject({ error: null, outcome: 'upgraded', after: { build: '48829' } });
    expect(started.modem.truth.images.map(({ sha256: sum }) => sum)).toEqual(chain.map(sha256));
    const done = service.events.flatMap((event) =>
      event.type === 'step' && event.state === 'done' ? [event.id] : [],
    );
    expect(done).toEqual([...STEPS, 'verify-3', 'reset-board']);
  },
  LIMIT_MS,
);

test.each(someOf(STEPS, 4))(
  'after the cable was pulled after %s, a new plan leads to 48829',
  async (step) => {
    const started = await start();
    const service = newProcess(started);
    let pulled: Promise<void> | undefined;
    service.watch = (event) => {
      if (event.type === 'step' && event.id === step && event.state === 'done')
        pulled = started.hand.unplug();
    };
    expect(await service.upgrade({ images: chain }, 'sd')).toMatchObject({ outcome: 'failed' });
    await pulled;
    await systemClock.sleep(OUT_MS);
    await started.hand.replug();
    await goOn(newProcess(started).service, started.wire.path, folder, () => Promise.resolve(), {
      method: 'sd',
    });
    expect(started.modem.truth).toMatchObject({ build: '48829', condition: 'upgraded' });
  },
  LIMIT_MS,
);

test(
  'a cable that is pulled when only the restart of the board is left is no failure, and the rest is reported',
  async () => {
    const started = await start();
    const service = newProcess(started);
    let pulled: Promise<void> | undefined;
    service.watch = (event) => {
      if (event.type === 'step' && event.id === 'verify-3' && event.state === 'done')
        pulled = started.hand.unplug();
    };
    const report = await service.upgrade({ images: chain }, 'sd');
    await pulled;
    expect(report).toMatchObject({ outcome: 'upgraded', modemState: 'upgraded', after: { build: '48829' } });
    expect(report.next.map((each) => render(each)).join()).toContain(
      'A later step failed: Restart the board.',
    );
    expect(await newProcess(started).service.unfinished()).toEqual([]);
  },
  LIMIT_MS,
);

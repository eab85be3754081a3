import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { SdCardState } from '../simulator/board/boardOptions';
import { type StartedBoardWithModem, startBoardWithModem, stopBoards } from '../simulator/board/startBoard';
import type { ModemConfiguration } from '../simulator/modem/configuration';
import { BoardService } from './boardService';
import { full, sha256, updater } from './rig';

const MIB = 1024 * 1024;
const IMAGE = full();

interface Started extends StartedBoardWithModem {
  readonly service: BoardService;
}

async function start(
  card: { readonly state?: SdCardState; readonly bytes?: number } = {},
  modem: Partial<ModemConfiguration> = {},
): Promise<Started> {
  onTestFinished(stopBoards);
  const sdCard = { state: 'present', bytes: 32 * MIB, ...card } as const;
  const started = await startBoardWithModem(modem, { sdCard });
  await started.client.transport.close();
  return { ...started, service: again(started) };
}

function again({ wire }: StartedBoardWithModem): BoardService {
  return new BoardService(wire.path, wire.open);
}

function onCard({ board }: StartedBoardWithModem, name: string): string {
  return path.join(board.sdFolder, name);
}

describe('the SD card in the board', () => {
  it('upgrades a cold board with a full image', async () => {
    const started = await start();
    fs.writeFileSync(onCard(started, 'photo.jpg'), 'mine');
    const report = await started.service.upgrade({ images: [IMAGE] }, 'sd');
    expect(report).toMatchObject({
      error: null,
      outcome: 'upgraded',
      method: 'sd',
      after: { build: '41065' },
    });
    expect(started.modem.truth.images.map(({ sha256: sum }) => sum)).toEqual([sha256(IMAGE)]);
    expect(fs.readFileSync(onCard(started, 'photo.jpg'), 'utf8')).toBe('mine');
    expect(fs.readdirSync(started.board.sdFolder).sort()).toEqual(['photo.jpg', IMAGE.name].sort());
  });

  it('brings the updater for a modem with the factory bootrom', async () => {
    const started = await start({}, { build: '33080', bootrom: '33080' });
    const files = { images: [IMAGE], updater: updater() };
    const report = await started.service.upgrade(files, 'sd');
    expect(report).toMatchObject({ error: null, outcome: 'upgraded', after: { build: '41065' } });
    expect(started.modem.truth.images.map(({ way }) => way)).toEqual(['updater', 'ON_THE_FLY']);
    expect(fs.readdirSync(started.board.sdFolder).sort()).toEqual([IMAGE.name, 'updater.elf']);
  });

  it('that already has the image is not written to', async () => {
    const started = await start();
    fs.writeFileSync(onCard(started, IMAGE.name), IMAGE.bytes);
    const { mtimeMs } = fs.statSync(onCard(started, IMAGE.name));
    expect(await started.service.upgrade({ images: [IMAGE] }, 'sd')).toMatchObject({
      error: null,
      outcome: 'upgraded',
    });
    expect(started.service.notices).toContain('{file} is already on the board, and identical.');
    expect(fs.statSync(onCard(started, IMAGE.name)).mtimeMs).toBe(mtimeMs);
  });

  it('removed during the copy ends the upgrade with an unchanged modem, and the next attempt succeeds', async () => {
    const started = await start();
    started.service.watch = (event) => {
      if (event.type === 'progress' && event.bytes > 20_000) started.board.pullCard();
    };
    const report = await started.service.upgrade({ images: [IMAGE] }, 'sd');
    expect(report).toMatchObject({
      outcome: 'failed',
      modemState: 'untouched',
      error: { code: 'BOARD_SD_CARD' },
    });
    expect(started.modem.truth.images).toEqual([]);
    started.board.insertCard();
    await started.board.reset();
    expect(await again(started).upgrade({ images: [IMAGE] }, 'sd')).toMatchObject({
      error: null,
      outcome: 'upgraded',
    });
    expect(fs.readdirSync(started.board.sdFolder)).toEqual([IMAGE.name]);
  });

  it('removed before the clean-up leaves the modem upgraded, and the remaining files are named', async () => {
    const started = await start();
    started.service.watch = (event) => {
      if (event.type === 'step' && event.id === 'remove-files' && event.state === 'started') {
        started.board.pullCard();
      }
    };
    const report = await started.service.upgrade({ images: [IMAGE] }, 'sd', { cleanUp: true });
    expect(report).toMatchObject({ error: null, outcome: 'upgraded', after: { build: '41065' } });
    expect(started.service.notices).toContain('The copied files couldn’t be deleted: {reason}');
    expect(fs.readdirSync(started.board.sdFolder)).toEqual([IMAGE.name]);
  });

  it('that is full is refused, and nothing on it is deleted to make room', async () => {
    const started = await start({ bytes: MIB });
    const answer = await started.service.plan({ images: [IMAGE] }, 'sd');
    if (answer.kind === 'refusal') throw new Error(answer.rule);
    // The card becomes full between the plan and the run.
    fs.writeFileSync(onCard(started, 'films.bin'), Buffer.alloc(MIB - 64 * 1024));
    const report = await started.service.run(answer);
    expect(report).toMatchObject({ modemState: 'untouched', error: { code: 'BOARD_NO_SPACE' } });
    expect(await started.service.plan({ images: [IMAGE] }, 'sd')).toMatchObject({
      rule: 'card-full',
    });
    expect(fs.readdirSync(started.board.sdFolder)).toEqual(['films.bin']);
    fs.rmSync(onCard(started, 'films.bin'));
    expect(await again(started).upgrade({ images: [IMAGE] }, 'sd')).toMatchObject({
      error: null,
      outcome: 'upgraded',
    });
  });

  it('that is locked is reported as such, and accepts the image when it is unlocked', async () => {
    const started = await start({ state: 'read-only' });
    const report = await started.service.upgrade({ images: [IMAGE] }, 'sd');
    expect(report).toMatchObject({
      modemState: 'untouched',
      error: { code: 'BOARD_SD_CARD', message: { template: 'The board can’t write to the SD card.' } },
    });
    expect(fs.readdirSync(started.board.sdFolder)).toEqual([]);
    started.board.unlockCard();
    expect(await again(started).upgrade({ images: [IMAGE] }, 'sd')).toMatchObject({
      error: null,
      outcome: 'upgraded',
    });
  });

  it.each([
    ['absent', 'no-card'],
    ['unformatted', 'card-unreadable'],
  ] as const)('that is %s is refused', async (state, rule) => {
    const { service } = await start({ state });
    expect(await service.plan({ images: [IMAGE] }, 'sd')).toMatchObject({ kind: 'refusal', rule });
  });
});

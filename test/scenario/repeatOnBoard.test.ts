import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type StartedBoardWithModem, startBoardWithModem, stopBoards } from '../simulator/board/startBoard';
import { BoardService } from './boardService';
import { differential, full, sha256 } from './rig';

/** The published differential image from 33080 has 2.5 MB, which fits once into 4 MiB. Here both are 25 times smaller. */
const FLASH_BYTES = 168 * 1024;
const IMAGE = differential(100_000);
const PRESENT = '{file} is already on the board, and identical.';

interface Started extends StartedBoardWithModem {
  readonly service: BoardService;
}

async function start(): Promise<Started> {
  onTestFinished(stopBoards);
  const sdCard = { state: 'present', bytes: 168 * 1024 } as const;
  const started = await startBoardWithModem({}, { flashBytes: FLASH_BYTES, sdCard });
  await started.client.transport.close();
  return { ...started, service: new BoardService(started.wire.path, started.wire.open) };
}

async function expectUpgraded(
  { service, modem }: Started,
  image = IMAGE,
  method = 'flash' as 'flash' | 'sd',
) {
  expect(await service.upgrade({ images: [image] }, method)).toMatchObject({
    error: null,
    outcome: 'upgraded',
    after: { build: '41065' },
  });
  expect(modem.truth.images.map(({ sha256: sum }) => sum)).toEqual([sha256(image)]);
}

describe('an image that fits once and is already on the board', () => {
  it('complete from an earlier run or Pymakr is used without copying', async () => {
    const started = await start();
    fs.writeFileSync(path.join(started.board.flashFolder, IMAGE.name), IMAGE.bytes);
    await expectUpgraded(started);
    expect(started.service.notices).toContain(PRESENT);
  });

  it('as a different file of the same name is deleted to make room', async () => {
    const started = await start();
    fs.writeFileSync(path.join(started.board.flashFolder, IMAGE.name), IMAGE.bytes.toReversed());
    await expectUpgraded(started);
    expect(started.service.notices).not.toContain(PRESENT);
  });

  it('in part after a pulled cable is deleted to make room', async () => {
    const started = await start();
    const part = path.join(started.board.flashFolder, `${IMAGE.name}.upload-part`);
    fs.writeFileSync(part, IMAGE.bytes.subarray(0, 90_000));
    await expectUpgraded(started);
    expect(fs.existsSync(part)).toBe(false);
  });

  it('on a card that was prepared in the computer is used without copying', async () => {
    const started = await start();
    const image = full(100_000);
    fs.writeFileSync(path.join(started.board.sdFolder, image.name), image.bytes);
    await expectUpgraded(started, image, 'sd');
    expect(started.service.notices).toContain(PRESENT);
  });

  it('under another name is refused and kept', async () => {
    const started = await start();
    fs.writeFileSync(path.join(started.board.flashFolder, 'mine.dup'), IMAGE.bytes);
    const answer = await started.service.plan({ images: [IMAGE] }, 'flash');
    expect(answer).toMatchObject({ kind: 'refusal', rule: 'flash-full' });
    expect(fs.existsSync(path.join(started.board.flashFolder, 'mine.dup'))).toBe(true);
  });
});

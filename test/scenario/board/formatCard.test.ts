import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { phrase } from '../../../src/base/phrase';
import { cardState } from '../../../src/board/transfer/boardFiles';
import { formatCard } from '../../../src/board/transfer/formatCard';
import type { SdCardState } from '../../simulator/board/boardOptions';
import { type BoardUnderTest, inspectedBoard, unhurried } from './boardUnderTest';

/** A release with os.mkfat and os.fsformat, and one with os.mkfs only. */
const WITH_MKFAT = '1.20.2.r4';
const WITHOUT_MKFAT = '1.18.2';

function boardWith(state: SdCardState, release = WITH_MKFAT): Promise<BoardUnderTest> {
  return inspectedBoard({ release, sdCard: { state, bytes: 1 << 20 } });
}

async function withFile(release = WITH_MKFAT): Promise<BoardUnderTest> {
  const it_ = await boardWith('present', release);
  writeFileSync(join(it_.board.sdFolder, 'old.dup'), 'old');
  return it_;
}

function say(it_: BoardUnderTest, program: string): Promise<string> {
  return it_.client.ask(program, { what: phrase('test'), deadlineMs: 3000 }, unhurried);
}

function format(it_: BoardUnderTest): Promise<void> {
  return formatCard(it_.client, unhurried);
}

async function expectEmpty(it_: BoardUnderTest): Promise<void> {
  expect(await say(it_, 'import os\nprint(os.listdir("/sd"))')).toBe('[]\r\n');
}

describe.each([WITH_MKFAT, WITHOUT_MKFAT])('a card in a board with %s', (release) => {
  it('is emptied by formatting', async () => {
    const it_ = await withFile(release);
    await format(it_);
    await expectEmpty(it_);
  });

  it('is emptied even if it is mounted already', async () => {
    const it_ = await withFile(release);
    expect(await cardState(it_.client, unhurried)).toBe('readable');
    await format(it_);
    await expectEmpty(it_);
  });

  it('that can’t be written is reported as such', async () => {
    await expect(format(await boardWith('read-only', release))).rejects.toMatchObject({
      code: 'BOARD_SD_CARD',
      message: 'The board can’t write to the SD card.',
    });
  });
});

describe('a card without a file system', () => {
  it('gets one if the board has os.mkfat', async () => {
    const it_ = await boardWith('unformatted');
    expect(await cardState(it_.client, unhurried)).toBe('unreadable');
    await format(it_);
    await expectEmpty(it_);
  });

  it('gets none from os.mkfs, which is reported', async () => {
    await expect(format(await boardWith('unformatted', WITHOUT_MKFAT))).rejects.toMatchObject({
      code: 'BOARD_SD_CARD',
      message: 'The board can’t read its SD card.',
    });
  });
});

describe('firmware with only the formatting function of the file system type', () => {
  const UPSTREAM = `import os
del os.fsformat
`;
  /** Like upstream MicroPython, this firmware also refuses to mount a card without a file system. */
  const STRICT = `${UPSTREAM}_mount = os.mount
def _strict(device, path):
    _mount(device, path)
    try:
        os.listdir(path)
    except OSError:
        os.umount(path)
        raise
os.mount = _strict
`;

  it('empties a card', async () => {
    const it_ = await withFile();
    await say(it_, UPSTREAM);
    await format(it_);
    await expectEmpty(it_);
  });

  it.each([UPSTREAM, STRICT])('gives a file system to one without', async (firmware) => {
    const it_ = await boardWith('unformatted');
    await say(it_, firmware);
    await format(it_);
    await expectEmpty(it_);
  });
});

it('a missing card is reported as missing', async () => {
  await expect(format(await boardWith('absent'))).rejects.toMatchObject({
    code: 'BOARD_SD_CARD',
    message: 'There is no SD card in the board.',
  });
});

it('a card that keeps its old files is reported as such, and not as unreadable', async () => {
  const it_ = await withFile();
  // A worn card accepts writes and loses them.
  await say(it_, 'import os\nos.fsformat = lambda path: None');
  await expect(format(it_)).rejects.toMatchObject({
    code: 'BOARD_SD_CARD',
    category: 'failure',
    message: 'The SD card still contains files after formatting.',
  });
});

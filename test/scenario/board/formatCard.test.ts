import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { phrase } from '../../../src/base/phrase';
import { cardState } from '../../../src/board/transfer/boardFiles';
import { formatCard } from '../../../src/board/transfer/formatCard';
import type { SdCardState } from '../../simulator/board/boardOptions';
import { type BoardUnderTest, inspectedBoard, unhurried } from './boardUnderTest';

/** With os.mkfat beside os.fsformat, and with os.mkfs alone. */
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
  it('is emptied', async () => {
    const it_ = await withFile(release);
    await format(it_);
    await expectEmpty(it_);
  });

  it('is emptied where it is mounted already', async () => {
    const it_ = await withFile(release);
    expect(await cardState(it_.client, unhurried)).toBe('readable');
    await format(it_);
    await expectEmpty(it_);
  });

  it('that cannot be written to is reported as such', async () => {
    await expect(format(await boardWith('read-only', release))).rejects.toMatchObject({
      code: 'BOARD_SD_CARD',
      message: 'The board can’t write to the SD card.',
    });
  });
});

describe('a card without a file system', () => {
  it('gets one where there is os.mkfat', async () => {
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

describe('firmware in which the type of the file system alone formats', () => {
  const UPSTREAM = `import os
del os.fsformat
`;
  /** As upstream, it mounts no card without a file system either. */
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

it('a card that is not there is reported as that', async () => {
  await expect(format(await boardWith('absent'))).rejects.toMatchObject({
    code: 'BOARD_SD_CARD',
    message: 'There is no SD card in the board.',
  });
});

it('a card that keeps what it had is reported as that, and not as unreadable', async () => {
  const it_ = await withFile();
  // A worn card takes what is written to it, and forgets it.
  await say(it_, 'import os\nos.fsformat = lambda path: None');
  await expect(format(it_)).rejects.toMatchObject({
    code: 'BOARD_SD_CARD',
    category: 'failure',
    message: 'The SD card still contains files after formatting.',
  });
});

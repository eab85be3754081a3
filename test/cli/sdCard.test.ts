import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { describe, expect, onTestFinished, test } from 'vitest';
import { fullImage, updaterElf } from '../fixtures/firmware';
import { type BoardOnPty, startBoardOnPty } from '../simulator/board/boardOnPty';
import type { ModemConfiguration } from '../simulator/modem/configuration';
import { hasPseudoTerminals } from '../simulator/pty/hasPseudoTerminals';
import { CommandLine } from './commandLine';

const cli = new CommandLine();
const IMAGE = fullImage({ size: 120_000 });
const NAME = 'CATM1-41065.dup';

async function boardWithCard(modem: Partial<ModemConfiguration> = {}): Promise<BoardOnPty> {
  const running = await startBoardOnPty({
    timeScale: 50,
    modem,
    board: { sdCard: { state: 'present', bytes: 32 * 1024 * 1024 } },
  });
  onTestFinished(running.stop);
  return running;
}

describe.skipIf(!hasPseudoTerminals)('the card in the board', { timeout: 90_000 }, () => {
  test('upgrades a cold board with the image', async () => {
    const { path, board, modem } = await boardWithCard();
    const file = cli.file(NAME, IMAGE);
    const { status, last, err } = await cli.upgrade(path, '--method', 'sd', file, '--clean-up');
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(last).toMatchObject({ outcome: 'upgraded', method: 'sd', after: { build: '41065' } });
    expect(modem.truth.condition).toBe('upgraded');
    // The copied files are removed again.
    expect(readdirSync(board.sdFolder)).toEqual([]);
  });

  test('a folder of the disk that this computer runs from is refused', async () => {
    const { status, last } = await cli.run(
      'prepare-sd',
      '/',
      cli.file(NAME, IMAGE),
      '--json',
      '--accept',
      'any-folder',
    );
    expect([status, last]).toMatchObject([3, { error: { code: 'CARD_SYSTEM_DISK' } }]);
  });

  test('prepared in this computer is not written to again, and has the updater, too', async () => {
    const { path, board, modem } = await boardWithCard({ build: '33080', bootrom: '33080' });
    const file = cli.file(NAME, IMAGE);
    const updater = cli.file('updater.elf', updaterElf({ size: 20_000 }));
    // A folder in memory is not the disk that this computer runs from. It is no card either, so it needs a confirmation.
    const card = mkdtempSync('/dev/shm/card-');
    onTestFinished(() => rmSync(card, { recursive: true }));
    expect(await cli.run('prepare-sd', card, file, updater, '--json')).toMatchObject({
      status: 3,
      err: expect.stringContaining('FAT32') as string,
    });
    const prepared = await cli.run('prepare-sd', card, file, updater, '--json', '--accept', 'any-folder');
    expect(prepared).toMatchObject({ status: 0, last: { type: 'card', card: false } });
    cpSync(card, board.sdFolder, { recursive: true });
    const before = readdirSync(board.sdFolder);
    expect(before).toEqual(expect.arrayContaining([NAME, 'updater.elf']));
    const { status, last, events } = await cli.upgrade(
      path,
      '--method',
      'sd',
      file,
      '--updater',
      updater,
      '--clean-up',
      '--accept',
      'no-way-back',
    );
    expect(status).toBe(0);
    expect(last).toMatchObject({ outcome: 'upgraded', after: { build: '41065' } });
    const notices = events.flatMap(({ type, text }) => (type === 'notice' ? [JSON.stringify(text)] : []));
    expect(notices.filter((text) => text.includes('identical'))).toHaveLength(2);
    expect(modem.truth.images.map(({ way }) => way)).toEqual(['updater', 'ON_THE_FLY']);
    // Older files stay.
    expect(readdirSync(board.sdFolder)).toEqual(before);
  });
});

import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { phrase } from '../../../src/base/phrase';
import { readModemThroughBoard } from '../../../src/board/readModemThroughBoard';
import { enterMirrorMode, runUpgradeOnBoard } from '../../../src/board/sqnsupgrade/sqnsupgradeRun';
import type { ToolLine } from '../../../src/board/sqnsupgrade/sqnsupgradeText';
import type { ToolListener } from '../../../src/board/sqnsupgrade/toolWatch';
import { differentialImage, updaterElf } from '../../fixtures/firmware';
import { inspectedBoard, type Setting, unhurried } from './boardUnderTest';

const IMAGE = '/flash/upgdiff_39529-to-41065.dup';
const RUN = { image: IMAGE, updater: null, loadFff: true, toolVersion: '1.2.6' };

function listener(): ToolListener & { lines: ToolLine[]; waits: string[] } {
  const lines: ToolLine[] = [];
  const waits: string[] = [];
  return {
    lines,
    waits,
    onLine: (line) => lines.push(line),
    onWait: (reason) => waits.push(reason.template),
  };
}

async function withImage(
  bytes: Uint8Array | undefined,
  setting: Setting = {},
): ReturnType<typeof inspectedBoard> {
  const underTest = await inspectedBoard({ modem: {}, ...setting });
  if (bytes) fs.writeFileSync(path.join(underTest.board.folder, IMAGE), bytes);
  return underTest;
}

describe('running the upgrade on the board', () => {
  it('is reported step by step until the modem has its new version', { timeout: 60_000 }, async () => {
    const { client } = await withImage(differentialImage({ size: 60_000 }));
    const heard = listener();
    const outcome = await runUpgradeOnBoard(client, RUN, heard, unhurried);
    expect(outcome).toMatchObject({ saidSuccess: true, failures: [] });
    const kinds = heard.lines.map((line): string => (line.kind === 'phase' ? line.phase : line.kind));
    const inOrder = ['banner', 'board', 'waking', 'session', 'progress', 'finishing', 'success'];
    expect(inOrder.map((kind) => kinds.indexOf(kind)).every((at, n, all) => at > (all[n - 1] ?? -1))).toBe(
      true,
    );
    const percents = heard.lines.flatMap((line) => (line.kind === 'progress' ? [line.percent] : []));
    expect(percents).toEqual([...percents].sort((left, right) => left - right));
    expect(percents.at(-1)).toBe(100);
    expect(new Set(heard.waits).size).toBeGreaterThan(2);
    const modem = await readModemThroughBoard(
      client,
      null,
      { onWait: () => undefined, onUnanswered: () => undefined },
      unhurried,
    );
    expect(modem.build).toBe('41065');
  });

  it.each([
    ['a file that is not there', undefined, {}, 'TOOL_FILE_UNUSABLE'],
    ['a file that is too small', Buffer.alloc(100), {}, 'TOOL_FILE_UNUSABLE'],
    [
      'a modem that needs the updater',
      differentialImage({ size: 9000 }),
      { modem: { state: 0 } },
      'TOOL_UPDATER_NEEDED',
    ],
  ] satisfies [string, Uint8Array | undefined, Setting, string][])(
    'reports %s',
    async (_, bytes, setting, code) => {
      const { client } = await withImage(bytes, setting);
      const outcome = await runUpgradeOnBoard(client, RUN, listener(), unhurried);
      expect(outcome.saidSuccess).toBe(false);
      expect(outcome.failures[0]).toMatchObject({ code, detail: false });
    },
  );

  it('reports that the file does not fit the modem', { timeout: 60_000 }, async () => {
    const { client } = await withImage(differentialImage({ base: '33080', size: 9000 }));
    const outcome = await runUpgradeOnBoard(client, RUN, listener(), unhurried);
    expect(outcome.saidSuccess).toBe(false);
    expect(outcome.failures[0]).toMatchObject({ code: 'TOOL_UPGRADE_FAILED' });
  });

  it('reports a traceback as a failure', async () => {
    const { client } = await withImage(differentialImage({ size: 9000 }));
    const broken =
      'import sqnsupgrade\ndef run(*a, **k): raise MemoryError("none left")\nsqnsupgrade.run = run';
    await client.ask(broken, { what: phrase('test'), deadlineMs: 3000 }, unhurried);
    const outcome = await runUpgradeOnBoard(client, RUN, listener(), unhurried);
    expect(outcome.failures).toMatchObject([{ code: 'TOOL_CRASHED' }]);
  });

  it('ignores the tool’s return value', async () => {
    const { client } = await withImage(differentialImage({ size: 9000 }));
    const lying = 'import sqnsupgrade\ndef run(*a, **k): return True\nsqnsupgrade.run = run';
    await client.ask(lying, { what: phrase('test'), deadlineMs: 3000 }, unhurried);
    const outcome = await runUpgradeOnBoard(client, RUN, listener(), unhurried);
    expect(outcome).toMatchObject({ saidSuccess: false, failures: [] });
  });

  it('rejects options that an older tool does not have', async () => {
    const { client } = await withImage(differentialImage({ size: 9000 }));
    const old = { ...RUN, loadFff: false, toolVersion: '1.1.2' };
    await expect(runUpgradeOnBoard(client, old, listener(), unhurried)).rejects.toMatchObject({
      code: 'BOARD_TOOL_TOO_OLD',
    });
  });
});

describe('switching to MIRROR mode', () => {
  it('connects the port to the modem', { timeout: 60_000 }, async () => {
    const { board, client } = await withImage(undefined);
    await enterMirrorMode(client, { recovery: false, toolVersion: '1.2.6' }, listener(), unhurried);
    const { stream } = client;
    await stream.transport.setBaudRate(921_600, unhurried);
    let answer = '';
    for (let attempt = 0; attempt < 20 && !answer.includes('OK'); attempt++) {
      await stream.write(Buffer.from('AT\r\n'), unhurried);
      await stream.more(500, unhurried);
      answer += Buffer.from(stream.takeAll()).toString('latin1');
    }
    expect(answer).toContain('OK');
    expect(board.mirroring).toBe(true);
  });

  it('reports that recovery is not necessary', { timeout: 60_000 }, async () => {
    const { board, client } = await withImage(undefined, { modem: { bootrom: '38638' } });
    fs.writeFileSync(path.join(board.flashFolder, 'updater.elf'), updaterElf());
    const mirror = { recovery: true, toolVersion: '1.2.6' };
    const heard = listener();
    await enterMirrorMode(client, mirror, heard, unhurried);
    expect(heard.lines.map(({ kind }) => kind)).toContain('ffhNotNecessary');
  });

  it('gives the reason for a failure', { timeout: 60_000 }, async () => {
    const { client } = await withImage(undefined);
    const gone = 'import sqnsupgrade\ndel sqnsupgrade._LTE.modem_upgrade_mode';
    await client.ask(gone, { what: phrase('test'), deadlineMs: 3000 }, unhurried);
    const mirror = { recovery: false, toolVersion: '1.2.6' };
    await expect(enterMirrorMode(client, mirror, listener(), unhurried)).rejects.toMatchObject({
      code: 'BOARD_MIRROR_MODE_MISSING',
    });
  });
});

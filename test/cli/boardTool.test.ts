import { symlinkSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { differentialImage } from '../fixtures/firmware';
import { type BoardOnPty, startBoardOnPty } from '../simulator/board/boardOnPty';
import { hasPseudoTerminals } from '../simulator/pty/hasPseudoTerminals';
import { CommandLine } from './commandLine';

const cli = new CommandLine();
let board: BoardOnPty | undefined;
afterAll(() => board?.stop());

test.skipIf(!hasPseudoTerminals)(
  'a tool that was left running is not interrupted by the next run, which waits for its end',
  { timeout: 120_000 },
  async () => {
    board = await startBoardOnPty({ timeScale: 20, modem: { applyMs: 60_000 } });
    const name = 'upgdiff_39529-to-41065.dup';
    const image = cli.file(name, differentialImage({ size: 60_000 }));
    const child = cli.start(['run', '--port', board.path, image, '--method', 'flash', '--yes', '--json']);
    let running = false;
    const killed = await cli.end(child, (event) => {
      running ||= event['type'] === 'step' && event['id'] === 'run-1';
      if (running && event['type'] === 'progress') child.kill('SIGKILL');
    });
    expect(killed.status).toBeNull();
    expect(running).toBe(true);
    expect(board.modem.truth.condition).not.toBe('upgraded');

    // The next run uses another name of the same port, through another link.
    const link = join(cli.folder, 'another-name');
    symlinkSync(await realpath(board.path), link);
    const next = await cli.run('info', '--port', link);
    expect(next.err).toContain('the board may still be upgrading its modem');
    expect(next.out).toMatch(/LR5\.1\.1\.0-41065/);
    expect(board.modem.truth).toMatchObject({ condition: 'upgraded', build: '41065' });
    expect(board.modem.truth.images).toHaveLength(1);
    // The modem runs, so recovery has nothing to do.
    expect(next.out).not.toContain('was interrupted');
  },
);

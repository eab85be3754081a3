import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { differentialImage } from '../fixtures/firmware';
import { type BoardOnPty, startBoardOnPty } from '../simulator/board/boardOnPty';
import { startNetworkBoard } from '../simulator/board/network/startNetworkBoard';
import { CommandLine } from './commandLine';

const cli = new CommandLine();
const boards: BoardOnPty[] = [];
afterAll(async () => {
  for (const board of boards) await board.stop();
});

async function boardAt(): Promise<BoardOnPty> {
  const board = await startBoardOnPty({ timeScale: 20 });
  boards.push(board);
  return board;
}

test('rehearse checks a board by flash, and writes a report to share', { timeout: 120_000 }, async () => {
  const board = await boardAt();
  const image = cli.file('upgdiff_39529-to-41065.dup', differentialImage({ size: 60_000 }));
  const report = join(cli.folder, 'rehearsal.md');
  const ended = await cli.run(
    'rehearse',
    '--port',
    board.path,
    image,
    '--method',
    'flash',
    '--report',
    report,
  );
  expect({ status: ended.status, err: ended.err }).toMatchObject({
    status: 0,
    err: expect.stringContaining('It contains no IMEI, no serial number and no path.') as string,
  });
  expect(ended.out).toContain('Ready. All checks passed on this board.');
  expect(ended.out).toMatch(/Copied at 921600 baud: \d+ bytes\/s/);
  expect(ended.out).toContain('Nothing was written to the modem.');
  const shared = readFileSync(report, 'utf8');
  expect(shared).toContain('| Verdict | ready |');
  expect(shared).not.toContain(board.path);
  expect(shared).not.toContain('354346099225475');
  expect(board.modem.truth).toMatchObject({ condition: 'untouched', build: '39529' });
  const plan = await cli.run('plan', '--port', board.path, image, '--method', 'flash');
  expect(plan.out).toMatch(/Measured in a rehearsal on this board: files are copied at \d+(\.\d)? kB\/s\./);
});

test(
  'rehearse over UART asks for the power cycle and is ready afterwards',
  { timeout: 120_000 },
  async () => {
    const board = await boardAt();
    const child = cli.start(['rehearse', '--port', board.path, '--method', 'uart', '--yes', '--json']);
    let asked = false;
    const { status, last } = await cli.end(child, (event) => {
      if (event['type'] !== 'wait' || event['kind'] !== 'hand' || asked) return;
      asked = true;
      void board.hand.powerCycle();
    });
    expect(last).toMatchObject({ type: 'rehearsal', verdict: 'ready', leftBehind: [] });
    expect(status).toBe(0);
    expect(board.modem.truth.condition).toBe('untouched');
  },
);

test(
  'a rehearsal that was killed in MIRROR mode is reported at the next start, but not as an upgrade',
  { timeout: 120_000 },
  async () => {
    const board = await boardAt();
    const child = cli.start(['rehearse', '--port', board.path, '--method', 'uart', '--yes', '--json']);
    await cli.end(child, (event) => {
      if (event['type'] === 'wait' && event['kind'] === 'hand') child.kill('SIGKILL');
    });
    const told = await cli.run('recover', '--port', board.path);
    expect(told.err).toMatch(/A rehearsal at .* was interrupted\. It wrote nothing to the modem\./);
    expect(told.err).toContain('Only that ends MIRROR mode.');
    expect(told.out).not.toContain('was interrupted');
    await board.hand.powerCycle();
    const after = await cli.run('info', '--port', board.path);
    expect(after).toMatchObject({ status: 0, err: expect.not.stringContaining('A rehearsal') as string });
    expect(board.modem.truth.condition).toBe('untouched');
  },
);

test('rehearse over UART is not started if the user does not agree to unplug the board', async () => {
  const board = await boardAt();
  const { status, err } = await cli.run('rehearse', '--port', board.path, '--method', 'uart');
  expect(status).toBe(3);
  expect(err).toContain('The rehearsal wasn’t started, because you didn’t confirm it.');
});

// The rehearsal keeps the connection open for a minute, as an upgrade would.
test(
  'rehearse checks a board in the network, and keeps its files and its modem unchanged',
  { timeout: 180_000 },
  async () => {
    const { network, modem, board } = await startNetworkBoard();
    const before = readdirSync(board.flashFolder);
    const image = cli.file('upgdiff_39529-to-41065.dup', differentialImage({ size: 60_000 }));
    const ended = await cli.run('rehearse', '--port', network.address, image, '--method', 'wireless');
    expect({ status: ended.status, out: ended.out }).toMatchObject({
      status: 0,
      out: expect.stringContaining('Ready. All checks passed on this board.') as string,
    });
    expect(ended.out).toContain('Nothing was written to the modem.');
    expect(readdirSync(board.flashFolder)).toEqual(before);
    expect(modem.truth).toMatchObject({ condition: 'untouched', build: '39529' });
  },
);

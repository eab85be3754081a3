import fs from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { render } from '../../src/base/phrase';
import { startBoardWithModem, stopBoards } from '../simulator/board/startBoard';
import { BoardService } from './boardService';
import { unfinishedText } from '../../src/cli/recoveryText';
import { memoryStorage } from '../../src/upgrade/journal/recordStorage';
import { differential, full, ON_THE_FLY_BYTES, Rig } from './rig';

/** The cable is pulled while the modem applies the image. The modem keeps its power. */
async function leftAlone(applyMs: number): Promise<Rig> {
  const rig = new Rig({ state: 4, applyMs });
  rig.watch = (event) => {
    if (event.type !== 'step' || event.id !== 'apply-1' || event.state !== 'started') return;
    void rig.clock.sleep(5000).then(() => rig.wire.unplug());
  };
  const report = await rig.upgrade({ images: [full()] });
  expect(report).toMatchObject({ outcome: 'failed', modemState: 'recoverable' });
  expect(rig.modem.upgradeReport).toBe('on-going');
  rig.watch = () => undefined;
  rig.wire.replug();
  return rig;
}

describe('a modem that is still installing an image when it is read again', () => {
  test('is read after it has finished', async () => {
    const rig = await leftAlone(90_000);
    const began = rig.clock.now();
    const finding = await rig.inspect();
    expect(finding).toMatchObject({ kind: 'modem', modem: { applying: false } });
    expect(rig.clock.now() - began).toBeGreaterThan(60_000);
    expect(rig.modem.upgradeReport).toBe('success');
    expect(rig.modem.truth.commands).not.toContain('AT^RESET');
  });

  test('for longer than five minutes is reported as such, and a new start asks the user', async () => {
    const rig = await leftAlone(3_600_000);
    const began = rig.clock.now();
    const plan = await rig.plan({ images: [full()] });
    expect(rig.clock.now() - began).toBeGreaterThanOrEqual(300_000);
    expect(plan.finding).toMatchObject({ modem: { state: 4, applying: true } });
    expect(plan.warnings.map(({ rule }) => rule)).toContain('still-applying');
  });

  test('lets the user cancel the wait at once', async () => {
    const rig = await leftAlone(3_600_000);
    const cancel = new AbortController();
    const looking = rig.service.inspect(rig.wire.path, () => undefined, cancel.signal);
    void rig.clock.sleep(30_000).then(() => cancel.abort());
    await expect(looking).rejects.toMatchObject({ code: 'CANCELLED' });
  });
});

test('a modem that began to apply another image after the plan was made gets no image', async () => {
  const rig = new Rig({ state: 4 });
  const plan = await rig.plan({ images: [full()] });
  const other = await rig.plan({ images: [full()] });
  rig.watch = (event) => {
    if (event.type === 'step' && event.id === 'apply-1' && event.state === 'started') rig.wire.unplug();
  };
  await rig.run(other);
  rig.watch = () => undefined;
  rig.wire.replug();
  const { sessions } = rig.modem.truth;
  expect(await rig.run(plan)).toMatchObject({
    outcome: 'refused',
    error: { code: 'FINDING_CHANGED' },
  });
  expect(rig.modem.truth.sessions).toBe(sessions);
});

afterEach(stopBoards);

test('a modem that runs its firmware and reports an earlier installation gets no second image', async () => {
  const rig = new Rig({ initialReport: 'on-going' });
  const plan = await rig.plan({ images: [differential(20_000)] });
  const report = await rig.run(plan);
  expect(report).toMatchObject({
    outcome: 'failed',
    modemState: 'untouched',
    error: { code: 'APPLY_TIMEOUT' },
  });
  expect(report.error ? render(report.error.remedy) : '').toMatch(/power on/);
  expect(rig.modem.truth).toMatchObject({ stpBytesReceived: 0, condition: 'untouched' });
});

test('such a modem is not restarted into its updater for an image that is written while it arrives', async () => {
  const rig = new Rig({ initialReport: 'on-going' });
  const report = await rig.upgrade({ images: [full(ON_THE_FLY_BYTES)] });
  expect(report).toMatchObject({
    outcome: 'failed',
    modemState: 'untouched',
    error: { code: 'APPLY_TIMEOUT' },
  });
  expect(rig.modem.truth.commands.filter((command) => command.startsWith('AT+SMSWBOOT='))).toEqual([]);
});

test('such a modem is not given to the board’s tool, which would restart it', async () => {
  const started = await startBoardWithModem({ initialReport: 'on-going' });
  await started.client.transport.close();
  const service = new BoardService(started.wire.path, started.wire.open);
  const report = await service.upgrade({ images: [differential(9000)] }, 'flash');
  expect(report).toMatchObject({
    outcome: 'failed',
    modemState: 'untouched',
    error: { code: 'APPLY_TIMEOUT' },
  });
  expect(started.modem.truth.stpBytesReceived).toBe(0);
}, 60_000);

test('a modem that runs its old firmware on after a run was cut off is protected for an hour', async () => {
  const rig = new Rig({ lingerMs: 120_000 });
  rig.watch = (event) => {
    if (event.type !== 'step' || event.id !== 'apply-1' || event.state !== 'started') return;
    void rig.clock.sleep(10_000).then(() => rig.wire.unplug());
  };
  expect(await rig.upgrade({ images: [differential(20_000)] })).toMatchObject({ outcome: 'failed' });
  rig.watch = () => undefined;
  rig.wire.replug();
  const plan = await rig.plan({ images: [differential(20_000)] });
  expect(plan.finding).toMatchObject({ mayInstall: true, modem: { state: 2, build: '39529' } });
  expect(plan.warnings.map(({ rule }) => rule)).toContain('may-be-installing');
  const { over, repairs } = rig.service.diagnose(plan.finding, await rig.service.unfinished());
  expect(over).toEqual([]);
  expect(repairs.find(({ id }) => id === 'power-off')?.risk).toBe('drastic');
  await rig.clock.sleep(3_600_000);
  expect(await rig.inspect()).not.toHaveProperty('mayInstall');
});

test('a run that ends behind the last block has written down that the modem may be at work', async () => {
  const storage = memoryStorage();
  const rig = new Rig(
    { state: 4 },
    {
      storage: {
        ...storage,
        write: async (name, text) => {
          await storage.write(name, text);
          if (text.includes('installBegan')) rig.wire.unplug();
        },
      },
    },
  );
  const report = await rig.upgrade({ images: [full()] });
  expect(report).toMatchObject({ outcome: 'failed', modemState: 'recoverable' });
  expect(rig.modem.truth.images).toEqual([]);
  expect(report.next.map((each) => render(each)).join(' ')).toMatch(
    /Leave the power on[^]*Only if it’s still busy or silent an hour after[^]*Unplug/,
  );
  const [entry] = await rig.service.unfinished();
  expect(entry && unfinishedText(entry).text).toMatch(/leave the power on/i);
});

test('an old failure is not taken for this image’s, though the modem’s word of it was lost at first', async () => {
  const rig = new Rig({ initialReport: 'fail', forgetsReport: false });
  rig.modem.declareFaults([{ when: { at: 'AT+SMUPGRADE?' }, what: 'ignore' }]);
  const plan = await rig.plan({ images: [differential(20_000)] });
  expect(await rig.run(plan)).toMatchObject({ outcome: 'upgraded', error: null });
});

test('a modem that is installing behind a board whose tool was interrupted can finish, too', async () => {
  const started = await startBoardWithModem({ applyMs: 500_000 });
  const { board, modem, client, wire } = started;
  fs.writeFileSync(path.join(board.flashFolder, 'up.dup'), differential().bytes);
  await client.enterRaw();
  await client.write("import sqnsupgrade\nsqnsupgrade.run('/flash/up.dup')\x04");
  await expect.poll(() => modem.upgradeReport, { timeout: 20_000 }).toBe('on-going');
  await board.reset();
  await client.transport.close();
  const service = new BoardService(wire.path, wire.open);
  expect(await service.inspect()).toMatchObject({
    kind: 'board',
    modem: { state: 2, build: '41065', applying: false },
  });
  const told = service.events.flatMap((event) => (event.type === 'wait' ? [render(event.reason)] : []));
  expect(told).toContainEqual(expect.stringContaining('still installing an image'));
}, 60_000);

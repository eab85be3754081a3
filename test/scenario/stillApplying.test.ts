import fs from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { render } from '../../src/base/phrase';
import { startBoardWithModem, stopBoards } from '../simulator/board/startBoard';
import { BoardService } from './boardService';
import { differential, full, Rig } from './rig';

/** The cable is pulled while the modem, which keeps its power, is at work on the image. */
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

describe('a modem that is still installing an image when it is looked at again', () => {
  test('is let finish before anything is said of it', async () => {
    const rig = await leftAlone(90_000);
    const began = rig.clock.now();
    const finding = await rig.inspect();
    expect(finding).toMatchObject({ kind: 'modem', modem: { applying: false } });
    expect(rig.clock.now() - began).toBeGreaterThan(60_000);
    expect(rig.modem.upgradeReport).toBe('success');
    expect(rig.modem.truth.commands).not.toContain('AT^RESET');
  });

  test('for longer than five minutes is reported as such, and a user who starts again is asked', async () => {
    const rig = await leftAlone(3_600_000);
    const began = rig.clock.now();
    const plan = await rig.plan({ images: [full()] });
    expect(rig.clock.now() - began).toBeGreaterThanOrEqual(300_000);
    expect(plan.finding).toMatchObject({ modem: { state: 4, applying: true } });
    expect(plan.warnings.map(({ rule }) => rule)).toContain('still-applying');
  });

  test('can be left alone again at once', async () => {
    const rig = await leftAlone(3_600_000);
    const cancel = new AbortController();
    const looking = rig.service.inspect(rig.wire.path, () => undefined, cancel.signal);
    void rig.clock.sleep(30_000).then(() => cancel.abort());
    await expect(looking).rejects.toMatchObject({ code: 'CANCELLED' });
  });
});

test('a modem that began to apply another image since the plan is not given one', async () => {
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

test('a modem that runs its firmware and says that it installs an earlier image is given no second one', async () => {
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

test('an old failure is not taken for this image’s, though the modem’s word of it was lost at first', async () => {
  const rig = new Rig({ initialReport: 'fail', forgetsReport: false });
  rig.modem.declareFaults([{ when: { at: 'AT+SMUPGRADE?' }, what: 'ignore' }]);
  const plan = await rig.plan({ images: [differential(20_000)] });
  expect(await rig.run(plan)).toMatchObject({ outcome: 'upgraded', error: null });
});

test('a modem that is installing an image behind a board, whose tool was cut off, is let finish, too', async () => {
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

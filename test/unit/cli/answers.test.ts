import { expect, test } from 'vitest';
import { systemClock } from '../../../src/base/clock';
import { phrase } from '../../../src/base/phrase';
import { planText } from '../../../src/cli/planText';
import { reportText } from '../../../src/cli/reportText';
import { UNREAD_MODEM } from '../../../src/modem/modemReading';
import type { UpgradeService } from '../../../src/upgrade/upgradeService';
import { Rig } from '../../scenario/rig';
import { FakeService } from '../ui/fakeService';
import { BOARD_FINDING, NOON, OLD_MODEM, PLAN, UPGRADED } from '../ui/samples';
import { type ProgramRun, runInProcess } from './runInProcess';

function program(rig: Rig, ...argv: string[]): Promise<ProgramRun> {
  return runInProcess(argv, { service: rig.service, signal: rig.cancel.signal });
}

test('reports what it saw and what to do when nothing answers', async () => {
  const rig = new Rig();
  rig.modem.cutPower();
  const { status, last, err } = await program(rig, 'info', '--port', rig.wire.path, '--json');
  expect(status).toBe(1);
  expect(last).toMatchObject({ type: 'error', error: { code: 'NOTHING_ANSWERS' } });
  expect(err.trimEnd().split('\n')).toHaveLength(2);
});

test('info prints a summary for a person', async () => {
  const rig = new Rig({ bootrom: '33080' });
  const { status, out } = await program(rig, 'info', '--port', rig.wire.path);
  expect(status).toBe(0);
  expect(out).toMatch(/Version +LR5\.1\.1\.0-39529\n/);
  expect(out).toMatch(/Bootrom +33080\n/);
});

test.each([
  ['recovery: no working firmware', { state: 0, applying: false }],
  ['updater: an upgrade was started', { state: 4, applying: false }],
  ['updater: installing an image, leave the power on', { state: 4, applying: true }],
  ['not detected', { state: null, applying: false }],
] as const)('info shows the modem state: %s', async (text, modem) => {
  const service = new FakeService();
  service.finding = { ...BOARD_FINDING, modem: { ...UNREAD_MODEM, ...modem } };
  const { status, out } = await runInProcess(['info', '--port', 'P'], { service });
  expect(status).toBe(0);
  expect(out).toContain(`Modem state  ${text}\n`);
});

const BUILD_ALONE = { ...UNREAD_MODEM, state: 2, build: '41019' } as const;

test('info shows the build when the modem reports nothing else', async () => {
  const service = new FakeService();
  service.finding = { ...BOARD_FINDING, modem: BUILD_ALONE };
  const { out } = await runInProcess(['info', '--port', 'P'], { service });
  expect(out).toContain('Version      build 41019\n');
});

test('a report shows it, too', () => {
  expect(reportText({ ...UPGRADED, after: BUILD_ALONE }).text).toContain('After   build 41019\n');
});

test.each([
  [BUILD_ALONE, 'build 41019'],
  [OLD_MODEM, 'LR5.1.1.0-39529'],
  // The modem runs its firmware, but does not report which.
  [{ ...UNREAD_MODEM, state: 2 }, 'an unknown version'],
  [{ ...UNREAD_MODEM, state: 0 }, 'a modem in recovery state'],
  [{ ...UNREAD_MODEM, state: 4 }, 'a modem in updater state'],
] as const)('a plan names the version it starts from: %#', (modem, name) => {
  const { text } = planText({ ...PLAN, images: [], updater: null, finding: { ...BOARD_FINDING, modem } });
  expect(text).toMatch(new RegExp(`^From ${name} to `));
});

test('info says until when it may have to wait', async () => {
  const until = NOON + 40 * 60_000;
  const inspect: UpgradeService['inspect'] = (_port, onEvent) => {
    onEvent({ type: 'wait', id: 'inspect', kind: 'silence', reason: phrase('It is at work.'), until });
    return Promise.resolve(BOARD_FINDING);
  };
  const service = Object.assign(new FakeService(), { inspect });
  const clock = { ...systemClock, wallTime: () => NOON };
  const { err } = await runInProcess(['info', '--port', 'P'], { service, clock });
  expect(err).toMatch(/^It is at work\. No output until \d\d:40:00 is normal\.\n$/);
});

test('info says why it can’t read the modem of a board', async () => {
  const service = new FakeService();
  const board = { ...BOARD_FINDING.board, sysname: 'WiPy' };
  service.finding = { ...BOARD_FINDING, board, modem: UNREAD_MODEM };
  const { status, out } = await runInProcess(['info', '--port', 'P'], { service });
  expect(status).toBe(0);
  expect(out).toContain('A WiPy has no LTE modem. Choose the port of a GPy, FiPy or G01.\n');
});

test('an empty list of ports is a successful answer', async () => {
  expect(await program(new Rig(), 'ports')).toMatchObject({
    status: 0,
    out: 'No serial ports found.\n',
  });
});

test('a cancel during a reading ends with status 130', async () => {
  const rig = new Rig();
  rig.modem.cutPower();
  const asking = program(rig, 'info', '--port', rig.wire.path);
  void rig.clock.sleep(2500).then(() => rig.cancel.abort());
  expect(await asking).toMatchObject({ status: 130 });
});

import { describe, expect, test } from 'vitest';
import type { UpgradeReport } from '../../src/upgrade/report';
import type { ModemBehaviour } from '../simulator/modem/behaviour';
import type { ModemConfiguration } from '../simulator/modem/configuration';
import { differential, type Files, full, ON_THE_FLY_BYTES, Rig, sha256, updater } from './rig';

/** Every transfer method. Each image is as small as the method allows. */
const WAYS: readonly { way: string; modem: Partial<ModemConfiguration>; files: Files }[] = [
  { way: 'a file', modem: {}, files: { images: [differential(50_000)] } },
  { way: 'an image on the fly', modem: {}, files: { images: [full(ON_THE_FLY_BYTES)] } },
  { way: 'a modem in its updater', modem: { state: 4 }, files: { images: [full()] } },
  { way: 'a modem in recovery', modem: { state: 0 }, files: { images: [full()], updater: updater() } },
];
const NAMED = WAYS.map(({ way }) => way);

interface Ended {
  readonly rig: Rig;
  readonly report: UpgradeReport;
}

async function upgrade(
  way: string,
  behaviour: Partial<ModemBehaviour>,
  modem: Partial<ModemConfiguration> = {},
): Promise<Ended> {
  const row = WAYS.find((each) => each.way === way);
  if (!row) throw new Error(`no such way: ${way}`);
  const rig = new Rig({ ...row.modem, ...modem, behaviour });
  return { rig, report: await rig.upgrade(row.files) };
}

async function expectUpgraded(
  way: string,
  behaviour: Partial<ModemBehaviour>,
  modem: Partial<ModemConfiguration> = {},
): Promise<Rig> {
  const { rig, report } = await upgrade(way, behaviour, modem);
  expect(report).toMatchObject({
    outcome: 'upgraded',
    modemState: 'upgraded',
    error: null,
    after: { build: '41065' },
  });
  expect(rig.modem.truth).toMatchObject({ condition: 'upgraded', build: '41065' });
  const image = WAYS.find((each) => each.way === way)?.files.images[0];
  expect(rig.received.at(-1)).toBe(sha256(image ?? full()));
  return rig;
}

describe('the states that a modem reports', () => {
  const forms: readonly Partial<ModemBehaviour>[] = [
    { stateForm: 'named' },
    { stateForm: 'quoted' },
    { stateForm: 'twoDigits' },
    { stateForm: 'word' },
    { updaterNumber: 3 },
    { loadedUpdaterNumber: 3 },
    { updaterNumber: 3, loadedUpdaterNumber: 3, stateForm: 'twoDigits' },
  ];
  test.each(forms.flatMap((form) => NAMED.map((way) => [way, form] as const)))(
    '%s: %o',
    async (way, form) => {
      await expectUpgraded(way, form);
    },
  );

  test('a loaded updater that reports state 1 gets the image, and is never restarted', async () => {
    const rig = await expectUpgraded('a modem in recovery', {
      loadedUpdaterNumber: 1,
      updaterInFlash: false,
    });
    expect(rig.modem.truth.commands).not.toContain('AT+SMSWBOOT=3,1');
  });

  test('state 1 may be a recovery mode, which takes an image on the fly and must not be restarted', async () => {
    const rig = new Rig({ state: 1, behaviour: { mTools: 'inRecovery' } });
    const image = full(ON_THE_FLY_BYTES);
    expect(await rig.upgrade({ images: [image] })).toMatchObject({
      outcome: 'upgraded',
      after: { state: 2, build: '41065' },
    });
    expect(rig.received).toEqual([sha256(image)]);
    expect(rig.modem.truth.commands).not.toContain('AT+SMSWBOOT=3,1');
  });

  test('a small full image is accepted, too', async () => {
    const rig = new Rig({ state: 1, behaviour: { mTools: 'inRecovery' } });
    expect(await rig.upgrade({ images: [full()] })).toMatchObject({ outcome: 'upgraded' });
  });
});

describe('a running modem', () => {
  const large = full(ON_THE_FLY_BYTES);

  test('without an updater in its flash gets the one that came with the image', async () => {
    const rig = new Rig({ behaviour: { updaterInFlash: false } });
    const report = await rig.upgrade({ images: [large], updater: updater() });
    expect(report).toMatchObject({ outcome: 'upgraded', after: { state: 2, build: '41065' } });
    expect(rig.received.at(-1)).toBe(sha256(large));
  });

  test('without an updater in its flash or among the files is not written to, and the missing file is named', async () => {
    const rig = new Rig({ behaviour: { updaterInFlash: false } });
    const report = await rig.upgrade({ images: [large] });
    expect(report).toMatchObject({
      outcome: 'failed',
      modemState: 'recoverable',
      after: { state: 0 },
      error: { code: 'UPDATER_MISSING' },
    });
    expect(rig.clock.now()).toBeLessThan(60_000);
    expect(rig.modem.truth.stpBytesReceived).toBe(0);
    // The test follows the advice, without a power cut.
    const again = await rig.upgrade({ images: [large], updater: updater() });
    expect(again).toMatchObject({ outcome: 'upgraded', after: { build: '41065' } });
  });
});

describe('a modem without a clear report that installs for half an hour', () => {
  test.each(['code', 'error'] as const)('%s: is not restarted while it writes', async (reportForm) => {
    const rig = await expectUpgraded(
      'a modem in its updater',
      { reportForm },
      { applyMs: 1_800_000, afterPowerCut: 'bricked' },
    );
    expect(rig.clock.now()).toBeGreaterThan(1_800_000);
  });

  test('after any failure meanwhile, no advice cuts its power', async () => {
    const rig = new Rig({ state: 4, applyMs: 7_200_000, behaviour: { reportForm: 'usual' } });
    const plan = await rig.plan({ images: [full()] });
    rig.watch = (event) => {
      if (event.type === 'step' && event.id === 'apply-1' && event.state === 'started')
        rig.modem.declareFaults([{ when: { at: 'AT*' }, what: 'ignore', times: 'always' }]);
    };
    const report = await rig.run(plan);
    expect(report).toMatchObject({
      outcome: 'failed',
      modemState: 'recoverable',
      error: { code: 'MODEM_SILENT' },
    });
    expect(report.next[0]?.template).toMatch(/^Leave the power on, and read the modem again in half an hour/);
    expect(rig.modem.truth.condition).toBe('recoverable');
  });
});

describe('the reports of a modem about an upgrade', () => {
  const forms = ['otherWords', 'capitals', 'percentage', 'code', 'error'] as const;
  test.each(forms.flatMap((form) => NAMED.map((way) => [way, form] as const)))(
    '%s: %s',
    async (way, reportForm) => {
      await expectUpgraded(way, { reportForm });
    },
  );

  test.each(['otherWords', 'capitals', 'percentage'] as const)(
    '%s are understood at once',
    async (reportForm) => {
      const rig = await expectUpgraded('a modem in its updater', { reportForm });
      expect(rig.clock.now()).toBeLessThan(120_000);
    },
  );

  test.each(['aborted', 'badImage'] as const)(
    'a failure called %s is recognised at once',
    async (failureWord) => {
      const { rig, report } = await upgrade(
        'a modem in its updater',
        { failureWord },
        { faults: [{ when: { phase: 'apply' }, what: 'fail' }] },
      );
      expect(report).toMatchObject({
        outcome: 'failed',
        modemState: 'recoverable',
        error: { code: 'UPGRADE_REPORTED_FAILURE' },
      });
      expect(rig.clock.now()).toBeLessThan(120_000);
    },
  );

  const bootModeForms = ['lowerCase', 'quoted', 'number', 'error'] as const;
  test.each(bootModeForms.flatMap((form) => NAMED.map((way) => [way, form] as const)))(
    '%s: its boot mode %s',
    async (way, bootModeForm) => {
      const rig = await expectUpgraded(way, { bootModeForm });
      expect(rig.clock.now()).toBeLessThan(240_000);
    },
  );
});

describe('an earlier upgrade’s report', () => {
  const reports = ['success', 'failure[flash,77] Write error'];
  const kinds = ['saidWhileApplying', 'saidUntilRestart'] as const;
  const cells = reports.flatMap((initialReport) =>
    kinds.flatMap((earlierReport) => NAMED.map((way) => [way, initialReport, earlierReport] as const)),
  );
  test.each(cells)('%s: %s, %s', async (way, initialReport, earlierReport) => {
    await expectUpgraded(way, { earlierReport }, { initialReport, applyMs: 200_000 });
  });

  test('of success does not cause a restart of a modem that writes', async () => {
    const rig = await expectUpgraded(
      'a modem in its updater',
      { earlierReport: 'saidWhileApplying' },
      { initialReport: 'success', applyMs: 330_000, afterPowerCut: 'bricked' },
    );
    expect(rig.clock.now()).toBeGreaterThan(330_000);
  });
});

describe('a slow modem', () => {
  const slow: readonly (readonly [string, Partial<ModemBehaviour>, Partial<ModemConfiguration>])[] = [
    ['is silent for 400 s after the transfer', { silentAfterTransferMs: 400_000 }, {}],
    ['is silent for half an hour after the transfer', { silentAfterTransferMs: 1_800_000 }, {}],
    ['applies for 330 s', {}, { applyMs: 330_000 }],
    ['applies for half an hour', {}, { applyMs: 1_800_000 }],
    ['applies for 330 s in silence', {}, { applyMs: 330_000, silentWhileApplying: true }],
    ['applies for half an hour in silence', {}, { applyMs: 1_800_000, silentWhileApplying: true }],
    ['says OK to AT+SMUPGRADE after 22 s', { applyAnswerMs: 22_000 }, {}],
    ['says OK to AT+SMUPGRADE after 100 s', { applyAnswerMs: 100_000 }, {}],
    ['shows its updater for 90 s before its firmware', { showsUpdaterMs: 90_000 }, {}],
    ['shows its updater for five minutes before its firmware', { showsUpdaterMs: 300_000 }, {}],
    ['goes on running its firmware for 400 s', {}, { lingerMs: 400_000 }],
  ];
  test.each(slow.flatMap((row) => NAMED.map((way) => [way, ...row] as const)))(
    '%s: %s',
    async (way, _, behaviour, modem) => {
      const rig = await expectUpgraded(way, behaviour, modem);
      const applied = rig.modem.truth.commands.filter((command) => command === 'AT+SMUPGRADE');
      expect(applied).toHaveLength(way === 'a file' ? 1 : 0);
    },
  );

  test('that installs for longer than the field’s tool waits keeps its power, and the advice says for how long', async () => {
    const { rig, report } = await upgrade('a modem in its updater', {}, { applyMs: 3_600_000 });
    expect(report).toMatchObject({
      outcome: 'failed',
      modemState: 'recoverable',
      error: { code: 'APPLY_TIMEOUT' },
    });
    expect(rig.clock.now()).toBeGreaterThan(2_100_000);
    const [advice] = report.next;
    expect(advice?.template).toMatch(/^Leave the power on/);
    // Following the advice upgrades the modem.
    await rig.clock.sleep(1_800_000);
    expect(await rig.inspect()).toMatchObject({ kind: 'modem', modem: { state: 4, applying: false } });
    expect(rig.modem.upgradeReport).toBe('success');
  });
});

describe('a radio that does not switch off', () => {
  const refusals = ['ERROR', '+CME ERROR: operation not allowed'] as const;
  test.each(refusals.flatMap((radioOff) => NAMED.map((way) => [way, radioOff] as const)))(
    '%s: %s to AT+CFUN=4 is tolerated',
    async (way, radioOff) => {
      await expectUpgraded(way, { radioOff });
    },
  );
});

describe('a modem that answers ERROR to everything', () => {
  test('is reported as such, and not as a board that runs a program', async () => {
    const rig = new Rig({ behaviour: { refusesEverything: true } });
    const finding = await rig.inspect();
    expect(finding).toMatchObject({ kind: 'silent', refusesCommands: true });
    const { condition, repairs } = rig.service.diagnose(finding, []);
    expect(condition).toBe('modemRefuses');
    expect(repairs.map(({ id }) => id)).toEqual(['power-off', 'upgrade-with-updater']);
    expect(rig.modem.truth.commands.every((command) => command.endsWith('AT'))).toBe(true);
  });

  test('after the plan was made stays unchanged', async () => {
    const rig = new Rig();
    const plan = await rig.plan({ images: [differential()] });
    rig.modem.declareFaults([{ when: { at: 'AT*' }, what: 'error', times: 'always' }]);
    expect(await rig.run(plan)).toMatchObject({
      outcome: 'failed',
      modemState: 'untouched',
      error: {
        code: 'AT_ERROR',
        message: { template: expect.stringContaining('refuses every command') as string },
      },
    });
    expect(rig.modem.truth.stpBytesReceived).toBe(0);
  });
});

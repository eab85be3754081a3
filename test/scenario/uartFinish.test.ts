import { describe, expect, test } from 'vitest';
import { differentialImage } from '../fixtures/firmware';
import { differential, full, Rig, updater } from './rig';

const FILE = { images: [differential()] };
const ON_THE_FLY = { images: [full()] };

describe('the modem’s start', () => {
  test.each(['noStart', 'doubleStart', { lateMs: 200_000 }] as const)(
    '%o after it received the image',
    async (what) => {
      const rig = new Rig({ state: 4, faults: [{ when: { phase: 'start' }, what }] });
      expect(await rig.upgrade(ON_THE_FLY)).toMatchObject({ outcome: 'upgraded', modemState: 'upgraded' });
    },
  );

  test('that never comes is given up after ten minutes', async () => {
    const rig = new Rig({ state: 4, faults: [{ when: { phase: 'start' }, what: { lateMs: 3_600_000 } }] });
    const report = await rig.upgrade(ON_THE_FLY);
    expect(report).toMatchObject({
      outcome: 'failed',
      modemState: 'recoverable',
      error: { code: 'RESTART_TIMEOUT' },
    });
    expect(rig.clock.now()).toBeLessThan(900_000);
  });

  test('that repeatedly ends in its updater is tried four times, and given up after ten minutes', async () => {
    const rig = new Rig({
      state: 4,
      faults: [{ when: { at: 'AT+SMSWBOOT=1*' }, what: 'reset', times: 'always' }],
    });
    expect(await rig.upgrade(ON_THE_FLY)).toMatchObject({
      outcome: 'failed',
      modemState: 'recoverable',
      after: { state: 4 },
      error: { code: 'RESTART_TIMEOUT' },
    });
    const { commands } = rig.modem.truth;
    expect(commands.filter((command) => command.startsWith('AT+SMSWBOOT=1'))).toHaveLength(4);
    // The run queries the modem every five seconds, not as fast as it answers.
    expect(commands.filter((command) => command === 'AT+SMOD?').length).toBeLessThan(160);
    expect(rig.clock.now()).toBeLessThan(900_000);
  });

  test('of an updater that takes minutes is waited for', async () => {
    const rig = new Rig({ state: 0, updaterWakeMs: 240_000 });
    expect(await rig.upgrade({ ...ON_THE_FLY, updater: updater() })).toMatchObject({ outcome: 'upgraded' });
  });

  test('of an updater that never comes is reported', async () => {
    const rig = new Rig({ state: 0 });
    const plan = await rig.plan({ ...ON_THE_FLY, updater: updater() });
    rig.modem.declareFaults([{ when: { at: 'AT+SMOD?', nth: 2 }, what: 'error', times: 'always' }]);
    const report = await rig.run(plan);
    expect(report).toMatchObject({ outcome: 'failed', error: { code: 'AT_UNEXPECTED' } });
    expect(report.modemState).toBe(rig.modem.truth.condition);
  });
});

describe('applying the image', () => {
  test.each([10_000, 60_000, 240_000])('in silence for %i ms', async (applyMs) => {
    for (const [modem, files] of [
      [{}, FILE],
      [{ state: 4 }, ON_THE_FLY],
    ] as const) {
      const rig = new Rig({ ...modem, applyMs, silentWhileApplying: true });
      expect(await rig.upgrade(files)).toMatchObject({ outcome: 'upgraded', modemState: 'upgraded' });
    }
  });

  test('takes too long', async () => {
    const rig = new Rig({ state: 4, applyMs: 3_600_000 });
    const report = await rig.upgrade(ON_THE_FLY);
    expect(report).toMatchObject({
      outcome: 'failed',
      modemState: 'recoverable',
      error: { code: 'APPLY_TIMEOUT' },
    });
    expect(rig.modem.truth.condition).toBe('recoverable');
  });

  test('fails on the fly: the modem stays in its updater', async () => {
    const rig = new Rig({ state: 4, faults: [{ when: { phase: 'apply' }, what: 'fail' }] });
    const report = await rig.upgrade(ON_THE_FLY);
    expect(report).toMatchObject({ outcome: 'failed', modemState: 'recoverable', after: { state: 4 } });
    expect(report.error?.code).toBe('UPGRADE_REPORTED_FAILURE');
    expect(rig.modem.truth.condition).toBe('recoverable');
  });

  test.each([
    ['application', 'untouched', 2, 'UPGRADE_REPORTED_FAILURE'],
    ['updater', 'recoverable', 4, 'UPGRADE_REPORTED_FAILURE'],
    // In recovery the modem reports nothing.
    ['recovery', 'recoverable', 0, 'WRONG_VERSION_AFTER'],
  ] as const)(
    'fails as a file: the modem ends in %s',
    async (afterFailedDifference, modemState, state, code) => {
      const rig = new Rig({ afterFailedDifference, faults: [{ when: { phase: 'apply' }, what: 'fail' }] });
      const report = await rig.upgrade(FILE);
      expect(report).toMatchObject({ outcome: 'failed', modemState, after: { state } });
      expect(report.error?.code).toBe(code);
      expect(rig.modem.truth.condition).toBe(modemState);
    },
  );

  test('in endless silence: the modem keeps its power, and should be read again in half an hour', async () => {
    const rig = new Rig({ state: 4, faults: [{ when: { phase: 'apply' }, what: 'powerCut' }] });
    const report = await rig.upgrade(ON_THE_FLY);
    expect(report).toMatchObject({
      outcome: 'failed',
      modemState: 'recoverable',
      error: {
        code: 'MODEM_SILENT',
        message: {
          template: 'The modem accepted the image, but hasn’t answered for {minutes} minutes since.',
        },
      },
    });
    expect(report.next.map(({ template }) => template)).toEqual([
      expect.stringMatching(/^Leave the power on, and read the modem again in half an hour/),
    ]);
  });

  test('by a modem that never names its boot mode is believed because of its report', async () => {
    const rig = new Rig({ state: 4 });
    const plan = await rig.plan(ON_THE_FLY);
    rig.modem.declareFaults([{ when: { at: 'AT+SMSWBOOT?' }, what: 'error', times: 'always' }]);
    expect(await rig.run(plan)).toMatchObject({ outcome: 'upgraded', after: { build: '41065' } });
  });

  test('an earlier upgrade’s success is not taken for this one’s', async () => {
    const rig = new Rig({ state: 4, initialReport: 'success', applyMs: 100_000 });
    expect(await rig.upgrade(ON_THE_FLY)).toMatchObject({ outcome: 'upgraded', after: { build: '41065' } });
  });
});

describe('a modem that continues to run its firmware after the command to apply an image', () => {
  test('and then restarts is upgraded', async () => {
    const rig = new Rig({ lingerMs: 120_000 });
    expect(await rig.upgrade(FILE)).toMatchObject({ outcome: 'upgraded', after: { build: '41065' } });
  });

  test('and reports an earlier success meanwhile is waited for', async () => {
    const rig = new Rig({
      lingerMs: 20_000,
      applyMs: 200_000,
      initialReport: 'success',
      forgetsReport: false,
    });
    expect(await rig.upgrade(FILE)).toMatchObject({ outcome: 'upgraded', after: { build: '41065' } });
  });

  test('and never restarts is not called unchanged, because it may still apply the image', async () => {
    const rig = new Rig({ lingerMs: 3_600_000 });
    expect(await rig.upgrade(FILE)).toMatchObject({
      outcome: 'failed',
      modemState: 'recoverable',
      after: { state: 2, build: '39529' },
      error: { code: 'APPLY_TIMEOUT' },
    });
    expect(rig.modem.truth.condition).toBe('recoverable');
  });
});

describe('the version afterwards', () => {
  test('different from the file’s is a failure, whatever the modem reported', async () => {
    const rig = new Rig({ nextImage: { build: '40000' } });
    const bytes = differentialImage({ base: '39529', target: '41065', size: 50_000, saysVersion: false });
    const misled = Buffer.from(bytes);
    const report = await rig.upgrade({ images: [{ name: 'upgdiff_39529-to-43818.dup', bytes: misled }] });
    expect(report).toMatchObject({
      outcome: 'failed',
      modemState: 'recoverable',
      after: { build: '41065' },
      error: { code: 'WRONG_VERSION_AFTER' },
    });
  });

  test('a silent modem with the image in it keeps its power, and should be read again in half an hour', async () => {
    const rig = new Rig({
      state: 4,
      faults: [{ when: { at: 'AT+SQNSUPGRADENTF="success"' }, what: 'powerCut' }],
    });
    const report = await rig.upgrade(ON_THE_FLY);
    expect(report).toMatchObject({
      outcome: 'failed',
      modemState: 'recoverable',
      error: { code: 'MODEM_SILENT' },
    });
    expect(report.next.map(({ template }) => template)).toEqual([
      expect.stringMatching(/^Leave the power on, and read the modem again in half an hour/),
    ]);
    rig.modem.restorePower();
    await rig.clock.sleep(rig.modem.configuration.bootMs);
    expect(await rig.inspect()).toMatchObject({ modem: { state: 2, build: '41065' } });
  });
});

describe('all output formats of a modem', () => {
  test.each(['plain', 'withoutVersion', 'buildForm', 'emptyUe', 'blankLines'] as const)(
    '%s',
    async (versionStyle) => {
      const rig = new Rig({ versionStyle });
      expect(await rig.upgrade(FILE)).toMatchObject({ outcome: 'upgraded', before: { bootrom: '38638' } });
    },
  );

  test.each([
    { lineEndsBeforeOk: 1 as const },
    { recoveryLeadingLineEnd: true },
    { echoIn: [0, 1, 2, 4] as const },
    { echoIn: [] },
    { reportPrefix: '' },
    { announcesStartIn: [] },
    { answerMs: 900 },
    { notifySilenceMs: 15_000 },
    { dataSession: true },
  ])('%o', async (modem) => {
    expect(await new Rig(modem).upgrade(FILE)).toMatchObject({ outcome: 'upgraded' });
    const recovered = new Rig({ ...modem, dataSession: false, state: 0 });
    expect(await recovered.upgrade({ ...ON_THE_FLY, updater: updater() })).toMatchObject({
      outcome: 'upgraded',
    });
  });
});

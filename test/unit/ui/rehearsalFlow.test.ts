import { describe, expect, it } from 'vitest';
import { errors } from '../../../src/base/errors';
import { phrase } from '../../../src/base/phrase';
import { failed, proven, type RehearsalRequest } from '../../../src/upgrade/rehearsal/rehearsal';
import { rehearsalReport } from '../../../src/upgrade/rehearsal/rehearsalReport';
import { PORT } from './fakeService';
import { file, type FlowRig, flowRig } from './flowRig';
import { BOARD_FINDING, PLAN, WARNED_PLAN } from './samples';

const CHOSEN = [file('CATM1-41065.dup')];
const FLASH_PLAN = { ...PLAN, method: 'flash' as const };

function rig(): FlowRig {
  const common = flowRig();
  common.configuredPort = '/dev/ttyACM0';
  return common;
}

/** The service reports a failed check. */
function failing({ service }: FlowRig): void {
  service.rehearse = (request: RehearsalRequest, { onEvent }) => {
    const check = failed(phrase('It does not work.'), phrase('Mend it.'));
    const checks = [{ id: 'files', title: phrase('Check the files again'), seconds: 1, ...check }];
    const report = rehearsalReport(request, { checks, leftBehind: [], broken: undefined, seconds: 1 });
    onEvent(report);
    return Promise.resolve(report);
  };
}

describe('a rehearsal without files', () => {
  it('checks only the board, by the method that takes every image, and asks first because the user has to help', async () => {
    const { rehearsal, service, user, store } = rig();
    await rehearsal.rehearse();
    expect(service.rehearsed).toMatchObject([
      { method: 'uart', answer: null, firmware: { images: [], updater: null } },
    ]);
    expect(user.questions).toMatchObject([
      {
        message: 'Rehearse the upgrade of the GPy at /dev/ttyACM0?',
        detail:
          'Nothing is written to the modem. At the end of the rehearsal, you’ll be asked to unplug the board (USB and battery) and plug it back in.',
      },
    ]);
    expect(store.state).toMatchObject({ stage: 'rehearsed', rehearsed: { verdict: 'ready' } });
  });

  it('is not started when the user declines, and nothing stays half started', async () => {
    const { rehearsal, service, user, store, work } = rig();
    user.agrees = false;
    await rehearsal.rehearse();
    expect(service.rehearsed).toEqual([]);
    expect(store.state.stage).toBe('found');
    expect(work.running).toBe(false);
  });

  it('is not started when nothing answers, and the user learns what to do', async () => {
    const { rehearsal, service, user, store } = rig();
    service.finding = {
      kind: 'silent',
      port: '/dev/ttyACM0',
      sentence: phrase('Nothing answers.'),
      remedy: phrase('Press reset.'),
    };
    await rehearsal.rehearse();
    expect(service.rehearsed).toEqual([]);
    expect(store.state.stage).toBe('found');
    expect(user.notices).toMatchObject([{ text: 'Nothing answers. Press reset.' }]);
  });

  it('reports the error when the port can’t be opened', async () => {
    const { rehearsal, service, user, store } = rig();
    service.finding = errors.cancelled();
    await rehearsal.rehearse();
    expect(store.state.stage).toBe('empty');
    service.finding = new Error('the disk burns');
    await rehearsal.rehearse();
    expect(store.state.stage).toBe('refused');
    expect(user.notices).toMatchObject([{ level: 'error' }]);
  });
});

describe('a rehearsal with the files that the panel shows', () => {
  it('uses their plan, and leads to the upgrade, which reads and plans again', async () => {
    const { rehearsal, flow, service, user, store } = rig();
    service.plans = [FLASH_PLAN];
    user.agrees = false;
    await flow.upgrade(CHOSEN);
    expect(store.state).toMatchObject({ stage: 'ready', proven: false });
    await rehearsal.rehearse();
    // The flash method needs no help of the user, so only the upgrade’s own question appeared.
    expect(user.questions).toHaveLength(1);
    expect(service.rehearsed).toMatchObject([{ method: 'flash', answer: { kind: 'plan', method: 'flash' } }]);
    expect(store.state).toMatchObject({ stage: 'rehearsed', chosen: CHOSEN });
    user.agrees = true;
    const readBefore = service.inspected.length;
    await flow.upgrade(store.state.chosen);
    expect(service.inspected).toHaveLength(readBefore + 1);
    expect(service.ran).toHaveLength(1);
    // The report can still be copied after the upgrade.
    expect(store.state).toMatchObject({ stage: 'done', rehearsed: { verdict: 'ready' } });
  });

  it('gives the reason of the refusal when the files are not for this modem', async () => {
    const { rehearsal, flow, service } = rig();
    const refusal = {
      kind: 'refusal' as const,
      rule: 'wrong-base',
      sentence: phrase('No.'),
      alternative: phrase('Take another.'),
    };
    service.plans = [refusal];
    await flow.upgrade(CHOSEN);
    await rehearsal.rehearse();
    expect(service.rehearsed).toMatchObject([{ answer: refusal }]);
  });
});

describe('the offer before an upgrade', () => {
  it('is the rehearsal, until one succeeded on this board by this method', async () => {
    const { flow, service, user } = rig();
    user.takesInstead = true;
    await flow.upgrade(CHOSEN);
    expect(user.offered).toEqual(['Rehearse first']);
    expect(user.questions[0]?.detail).toContain('You haven’t rehearsed an upgrade on this board yet.');
    expect(user.questions[0]?.detail).toContain('you’ll be asked to unplug the board');
    // The flow does not ask the same question again.
    expect(user.questions).toHaveLength(1);
    expect([service.rehearsed.length, service.ran.length]).toEqual([1, 0]);
    await flow.upgrade(CHOSEN);
    expect(user.offered).toHaveLength(1);
    expect(service.ran).toHaveLength(1);
  });

  it('is still the rehearsal after one by another method or one that failed', async () => {
    const common = rig();
    const { flow, rehearsal, service, user, proven: ways } = common;
    failing(common);
    await rehearsal.rehearse();
    expect(ways.has(BOARD_FINDING, 'uart')).toBe(false);
    ways.keep(BOARD_FINDING, 'flash');
    await flow.upgrade(CHOSEN);
    expect(user.offered).toHaveLength(1);
    service.plans = [FLASH_PLAN];
    await flow.upgrade(CHOSEN);
    expect(user.offered).toHaveLength(1);
  });

  it('is no rehearsal once the modem was upgraded by this method', async () => {
    const { flow, user } = rig();
    await flow.upgrade(CHOSEN);
    await flow.upgrade(CHOSEN);
    expect(user.offered).toHaveLength(1);
  });

  it('is beside the start in the panel, so the last question does not repeat it', async () => {
    const { flow, service, user, store } = rig();
    service.plans = [WARNED_PLAN];
    await flow.upgrade(CHOSEN);
    for (const { rule } of WARNED_PLAN.warnings) store.dispatch({ type: 'confirmed', rule, confirmed: true });
    await flow.start();
    expect([user.offered.length, service.ran.length]).toEqual([0, 1]);
  });
});

it('the result is shown to a user who does not see the panel', async () => {
  const common = rig();
  const { rehearsal, user } = common;
  await rehearsal.rehearse();
  failing(common);
  await rehearsal.rehearse();
  user.panelVisible = true;
  await rehearsal.rehearse();
  expect(user.notices).toMatchObject([
    { level: 'info', buttons: ['showPanel', 'copyRehearsal'] },
    {
      level: 'warning',
      text: 'Not ready: do not start the upgrade yet. It does not work. Nothing was written to the modem. Mend it.',
    },
  ]);
});

it('a running rehearsal can be cancelled', async () => {
  const { rehearsal, service, store, work } = rig();
  service.rehearse = async (request, { signal, onEvent }) => {
    const check = {
      type: 'check',
      id: 'files',
      index: 0,
      total: 2,
      title: phrase('Plan the upgrade'),
    } as const;
    onEvent({ ...check, result: null });
    expect(store.state.stage).toBe('rehearsing');
    work.cancel();
    expect(store.state).toMatchObject({ rehearsal: { cancelAsked: true } });
    expect(signal.aborted).toBe(true);
    const checks = [{ id: 'files', title: check.title, seconds: 1, ...proven(phrase('It works.')) }];
    const broken = errors.cancelled();
    const report = rehearsalReport(request, { checks, leftBehind: [], broken, seconds: 1 });
    onEvent(report);
    return Promise.resolve(report);
  };
  await rehearsal.rehearse();
  expect(store.state).toMatchObject({
    stage: 'rehearsed',
    rehearsed: { verdict: 'notReady', error: { code: 'CANCELLED' } },
  });
});

describe('a board that returns under another port name', () => {
  /** The rehearsal’s power cycle gives the port a new number. */
  function moving({ service }: FlowRig): void {
    service.rehearse = (request: RehearsalRequest, { onEvent }) => {
      service.ports = [PORT, { ...PORT, path: '/dev/ttyACM1' }];
      onEvent({ type: 'moved', port: '/dev/ttyACM1' });
      const report = rehearsalReport(request, { checks: [], leftBehind: [], broken: undefined, seconds: 1 });
      onEvent(report);
      return Promise.resolve(report);
    };
  }

  it('is used at its new port, whatever the settings say', async () => {
    const common = rig();
    const { flow, rehearsal, service, store, readings, ports } = common;
    moving(common);
    await flow.upgrade(CHOSEN);
    await rehearsal.rehearse({ isAgreed: true });
    expect(store.state).toMatchObject({ port: '/dev/ttyACM1', found: { finding: { port: '/dev/ttyACM1' } } });
    expect(ports.known).toBe('/dev/ttyACM1');
    expect(readings.all.map(({ port }) => port)).toEqual(['/dev/ttyACM1']);
    service.inspected.length = 0;
    await flow.upgrade(store.state.chosen);
    expect(service.inspected).toEqual(['/dev/ttyACM1']);
  });
});

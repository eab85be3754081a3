import { beforeEach, describe, expect, it, vi } from 'vitest';
import { errors } from '../../../src/base/errors';
import type { PanelAction } from '../../../src/ui/panel/panelReducer';
import { panelView } from '../../../src/ui/panel/panelView';
import { statusText } from '../../../src/ui/statusBar/statusText';
import { ENGLISH, type FlowRig } from './flowRig';
import { BOARD_FINDING, FAILED, PLAN, WARNED_PLAN } from './samples';
import { heldRuns, plugIn, portOf, rowTextsOf, severalRig } from './severalRig';

let rig: FlowRig;
beforeEach(() => {
  rig = severalRig();
});

const plug = (...numbers: readonly number[]): void => plugIn(rig, ...numbers);
const rowTexts = (): string[] => rowTextsOf(rig);

describe('what the panel shows while the folder is checked', () => {
  /** The folder stays open until the user answers the question of the check. */
  function heldFolder(): {
    readonly begun: Promise<void>;
    readonly end: (how: 'read' | 'givenUp') => void;
  } {
    const folder = rig.folders.get('firmware');
    let end: (how: 'read' | 'givenUp') => void = () => undefined;
    const answered = new Promise<void>((resolve, reject) => {
      end = (how) => (how === 'read' ? resolve() : reject(errors.cancelled()));
    });
    let begin = (): void => undefined;
    const begun = new Promise<void>((resolve) => (begin = resolve));
    if (folder)
      rig.folders.set('firmware', {
        ...folder,
        list: () => {
          begin();
          return answered.then(() => folder.list());
        },
      });
    return { begun, end: (how) => end(how) };
  }
  const upgradeAlone = (): Promise<void> =>
    rig.flow.upgrade([{ name: 'CATM1-41065.dup', location: 'x' }], '/dev/ttyACM0');

  it.each(['read', 'givenUp'] as const)('stays visible while it runs: the folder is %s', async (how) => {
    const held = heldFolder();
    const { running, end } = heldRuns(rig.service);
    rig.user.ticked = [];
    const several = rig.several.upgrade();
    await held.begun;
    const alone = upgradeAlone();
    await running(1);
    held.end(how);
    await several;
    expect(rig.store.state.stage).toBe('running');
    end();
    await alone;
    expect(rig.store.state.stage).toBe('done');
  });

  it('stays visible once it has ended', async () => {
    const held = heldFolder();
    const several = rig.several.upgrade();
    await held.begun;
    await upgradeAlone();
    held.end('givenUp');
    await several;
    expect(rig.store.state.stage).toBe('done');
  });

  it('does not become an endless check when the user declines', async () => {
    const held = heldFolder();
    const several = rig.several.upgrade();
    await held.begun;
    let choose: (port: undefined) => void = () => undefined;
    vi.spyOn(rig.user, 'pickPort').mockReturnValue(new Promise((resolve) => (choose = resolve)));
    const reading = rig.flow.readVersion();
    held.end('givenUp');
    await several;
    expect(rig.store.state.stage).toBe('empty');
    choose(undefined);
    await reading;
    expect(rig.store.state.stage).toBe('empty');
  });
});

describe('an upgrade of one board that the user confirms while a batch begins', () => {
  const whileAsked = (action: PanelAction): void => {
    vi.spyOn(rig.user, 'confirmOr').mockImplementation(() => {
      rig.store.dispatch(action);
      return Promise.resolve('yes');
    });
  };

  it('is run to its end by the panel', async () => {
    whileAsked({ type: 'severalStarted', chosen: [], takesMore: true, beside: true });
    await rig.flow.upgrade([{ name: 'CATM1-41065.dup', location: 'x' }], '/dev/ttyACM0');
    expect(rig.store.state).toMatchObject({ stage: 'done', report: { outcome: 'upgraded' } });
  });

  it('is not started when the panel no longer shows its plan, and the user is informed', async () => {
    whileAsked({ type: 'stopped' });
    await rig.flow.upgrade([{ name: 'CATM1-41065.dup', location: 'x' }], '/dev/ttyACM0');
    expect(rig.service.ran).toEqual([]);
    expect(rig.user.notices.at(-1)?.text).toMatch(/^The upgrade wasn’t started/);
  });
});

describe('each port has its own flow', () => {
  it('so that a busy board is not read, and another one can be', async () => {
    plug(0, 1, 2);
    rig.user.ticked = ['/dev/ttyACM0', '/dev/ttyACM1'];
    const { running, end } = heldRuns(rig.service);
    const several = rig.several.upgrade();
    await running(2);
    await rig.flow.readVersion('/dev/ttyACM0');
    expect(rig.store.state).toMatchObject({ stage: 'refused' });
    expect(panelView(rig.store.state, ENGLISH, 0).lede).toContain('already running on /dev/ttyACM0');
    await rig.flow.readVersion('/dev/ttyACM2');
    expect(rig.store.state).toMatchObject({ stage: 'found', port: '/dev/ttyACM2' });
    expect(rig.service.inspected).toEqual(['/dev/ttyACM0', '/dev/ttyACM1', '/dev/ttyACM2']);
    expect(rowTexts()).toHaveLength(2);
    end();
    await several;
    expect(rowTexts()).toEqual(['/dev/ttyACM0 Upgraded', '/dev/ttyACM1 Upgraded']);
    // The panel keeps what it shows.
    expect(rig.store.state.stage).toBe('found');
  });

  it('so that a board that is upgraded alone is neither offered nor taken when it returns', async () => {
    rig.service.plansAt.set('/dev/ttyACM0', { ...PLAN, finding: BOARD_FINDING });
    const { running, end } = heldRuns(rig.service);
    const alone = rig.flow.upgrade([{ name: 'CATM1-41065.dup', location: 'x' }], '/dev/ttyACM0');
    await running(1);
    rig.user.takesMore = true;
    const several = rig.several.upgrade();
    await running(2);
    expect(rig.user.boardQuestions[0]?.map(({ port }) => port)).toEqual(['/dev/ttyACM1']);
    expect(rig.store.state.stage).toBe('running');
    rig.service.ports = [portOf(1)];
    await rig.clock.sleep(2000);
    rig.service.ports = [portOf(0), portOf(1)];
    await rig.clock.sleep(2000);
    expect(rig.store.state.several?.rows).toHaveLength(1);
    end();
    await alone;
    await rig.clock.sleep(2000);
    expect(rowTexts()).toEqual(['/dev/ttyACM1 Upgraded']);
    // A board that is plugged in there again belongs to the batch.
    rig.service.ports = [portOf(1)];
    await rig.clock.sleep(2000);
    rig.service.ports = [portOf(0), portOf(1)];
    rig.service.plansAt.set('/dev/ttyACM0', WARNED_PLAN);
    await rig.clock.sleep(2000);
    expect(rowTexts()).toEqual(['/dev/ttyACM1 Upgraded', '/dev/ttyACM0 Needs you']);
    rig.work.cancelSeveral();
    await several;
  });

  it.each<[string, () => Promise<void>]>([
    ['was read alone', () => rig.flow.readVersion('/dev/ttyACM0')],
    [
      'has warnings that wait for the user',
      () => {
        rig.service.plansAt.set('/dev/ttyACM0', WARNED_PLAN);
        return rig.flow.upgrade([{ name: 'CATM1-41065.dup', location: 'x' }], '/dev/ttyACM0');
      },
    ],
  ])('so that a board that %s is left to the user when it returns', async (_, handle) => {
    rig.user.ticked = ['/dev/ttyACM1'];
    rig.user.takesMore = true;
    const several = rig.several.upgrade();
    await rig.clock.sleep(2000);
    await handle();
    const { stage } = rig.store.state;
    plug(1);
    await rig.clock.sleep(2000);
    plug(0, 1);
    await rig.clock.sleep(2000);
    expect(rig.service.inspected).toEqual(['/dev/ttyACM1', '/dev/ttyACM0']);
    expect(rig.store.state.stage).toBe(stage);
    expect(rig.user.notices.at(-1)?.text).toMatch(
      /^The board at \/dev\/ttyACM0 isn’t upgraded with the others/,
    );
    rig.store.dispatch({ type: 'severalShown' });
    plug(1);
    await rig.clock.sleep(2000);
    plug(0, 1);
    await rig.clock.sleep(2000);
    expect(rowTexts()).toEqual(['/dev/ttyACM1 Upgraded', '/dev/ttyACM0 Upgraded']);
    rig.work.cancelSeveral();
    await several;
  });

  it('so that a board of the batch that is now upgraded alone is not taken again by its name', async () => {
    rig.service.plansAt.set('/dev/ttyACM0', WARNED_PLAN);
    rig.user.takesMore = true;
    const several = rig.several.upgrade();
    await rig.clock.sleep(2000);
    await rig.several.goOnWith(1);
    const rows = rowTexts();
    plug(1);
    await rig.clock.sleep(2000);
    plug(0, 1);
    await rig.clock.sleep(2000);
    expect(rowTexts()).toEqual(rows);
    rig.work.cancelSeveral();
    await several;
  });

  it('and there is one batch at a time', async () => {
    const { running, end } = heldRuns(rig.service);
    const several = rig.several.upgrade();
    await running(2);
    await rig.several.upgrade();
    expect(rig.user.notices.at(-1)?.text).toContain('still in progress');
    end();
    await several;
    expect(rig.service.ran).toHaveLength(2);
  });
});

describe('a board that fails while the batch continues', () => {
  it.each([
    ['failed', FAILED],
    ['unknown', { ...FAILED, modemState: 'unknown' as const }],
  ])('is reported at once, with what to do: %s', async (result, report) => {
    rig.service.report = report;
    rig.user.ticked = ['/dev/ttyACM1'];
    rig.user.takesMore = true;
    const several = rig.several.upgrade();
    await rig.clock.sleep(2000);
    const isUnknown = result === 'unknown';
    expect(rig.user.notices.at(-1)?.level).toBe(isUnknown ? 'error' : 'warning');
    const remedy = ENGLISH.render(report.error?.remedy ?? '');
    expect(remedy).not.toBe('');
    expect(rig.user.notices.at(-1)?.text).toMatch(/^GPy …\d{4} \(\/dev\/ttyACM1\): /);
    expect(rig.user.notices.at(-1)?.text).toContain(remedy);
    const status = { state: rig.store.state, readings: [], knownPort: null, now: rig.clock.wallTime() };
    expect(statusText(status, ENGLISH).colour).toBe(isUnknown ? 'error' : 'warning');
    rig.work.cancelSeveral();
    await several;
  });

  it('is not reported if it succeeded', async () => {
    rig.user.takesMore = true;
    const several = rig.several.upgrade();
    await rig.clock.sleep(2000);
    expect(rig.user.notices).toEqual([]);
    rig.work.cancelSeveral();
    await several;
  });
});

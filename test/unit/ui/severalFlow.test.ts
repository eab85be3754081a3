import { beforeEach, describe, expect, it, vi } from 'vitest';
import { phrase } from '../../../src/base/phrase';
import { transportErrors } from '../../../src/transport/errors';
import { panelView } from '../../../src/ui/panel/panelView';
import type { RunOptions } from '../../../src/upgrade/upgradeService';
import { PORT } from './fakeService';
import { ENGLISH, type FlowRig } from './flowRig';
import { BOARD_FINDING, DANGEROUS_PLAN, FAILED, OLD_MODEM, UPGRADED, WARNED_PLAN } from './samples';
import { heldRuns, IMEI, plugIn, portOf, rowTextsOf, severalRig } from './severalRig';

let rig: FlowRig;
beforeEach(() => {
  rig = severalRig();
});

const plug = (...numbers: readonly number[]): void => plugIn(rig, ...numbers);

function results(): (string | null)[] {
  return (rig.store.state.several?.rows ?? []).map(({ board }) => board.end?.result ?? null);
}

const rowTexts = (): string[] => rowTextsOf(rig);

describe('several boards', () => {
  it('are upgraded at the same time after one question, each with its own report, version and method', async () => {
    await rig.several.upgrade();
    expect(rig.user.questions).toHaveLength(1);
    expect(rig.user.questions[0]?.detail).toMatch(/ttyACM0[^]*ttyACM1[^]*Dangerous upgrades are never/);
    expect(results()).toEqual(['upgraded', 'upgraded']);
    expect(rig.service.ran).toHaveLength(2);
    expect(rig.service.ran.every(({ confirmed }) => confirmed.length === 0)).toBe(true);
    expect(rig.reports).toEqual([UPGRADED, UPGRADED]);
    expect(rig.readings.at('/dev/ttyACM1')?.modem.build).toBe('41065');
    expect(rig.proven.has({ ...BOARD_FINDING, modem: { ...OLD_MODEM, imei: `${IMEI}71` } }, 'uart')).toBe(
      true,
    );
    expect(rig.store.state.several?.course).toBe('over');
    expect(rig.user.notices.at(-1)).toMatchObject({ level: 'info', text: '2 boards: 2 upgraded.' });
  });

  it('are the ticked ones and no others', async () => {
    plug(0, 1, 2);
    rig.user.ticked = ['/dev/ttyACM1'];
    await rig.several.upgrade();
    expect(rig.service.inspected).toEqual(['/dev/ttyACM1']);
  });

  it('are only offered at ports with a known board', async () => {
    rig.service.ports = [portOf(0), { ...PORT, path: '/dev/ttyUSB0', shield: null }];
    await rig.several.upgrade();
    expect(rig.user.boardQuestions[0]?.map(({ port }) => port)).toEqual(['/dev/ttyACM0']);
  });

  it('have the same names in the question as in the list', async () => {
    await rig.several.upgrade();
    expect(rig.user.questions[0]?.detail).toContain('• Pytrack, /dev/ttyACM0: USB 04D8:F013');
    expect(rig.user.questions[0]?.detail).toContain('serial number Py1');
  });

  it('can use a given folder', async () => {
    rig.user.folder = undefined;
    await rig.several.upgrade([{ name: 'firmware', location: 'file:///firmware' }]);
    expect(results()).toEqual(['upgraded', 'upgraded']);
  });

  it('end with an error when their files can’t be read', async () => {
    vi.spyOn(rig.desk, 'beside').mockRejectedValue(transportErrors.unplugged('/dev/ttyACM0'));
    await rig.several.upgrade();
    expect(rig.store.state.several?.course).toBe('over');
    expect(rig.user.notices.at(-1)).toMatchObject({ level: 'error' });
  });

  it('are reported as missing when none is connected', async () => {
    rig.user.ticked = [];
    rig.user.takesMore = true;
    const several = rig.several.upgrade();
    await rig.clock.sleep(2000);
    rig.work.cancelSeveral();
    await several;
    expect(panelView(rig.store.state, ENGLISH, 0).lede).toBe('No board was plugged in.');
  });

  it('are left alone when the user declines', async () => {
    rig.user.folder = undefined;
    await rig.several.upgrade();
    rig.user.folder = [{ name: 'firmware', location: 'file:///firmware' }];
    rig.user.agrees = false;
    await rig.several.upgrade();
    rig.user.ticked = [];
    await rig.several.upgrade();
    expect(rig.service.inspected).toEqual([]);
    expect(rig.store.state).toMatchObject({ stage: 'empty', several: null });
    expect(rig.work.severalRunning).toBe(false);
  });

  it('are not upgraded with a folder that has no firmware, and the user learns why', async () => {
    rig.folders.set('firmware', { name: 'firmware', list: () => Promise.resolve([]) });
    await rig.several.upgrade();
    expect(rig.service.inspected).toEqual([]);
    expect(rig.user.notices.at(-1)?.level).toBe('error');
    expect(rig.store.state.stage).toBe('empty');
  });
});

describe('a board with an open question', () => {
  it.each([
    ['a warning', WARNED_PLAN],
    ['a danger', DANGEROUS_PLAN],
  ])('is listed but never upgraded: %s', async (_, plan) => {
    rig.service.plansAt.set('/dev/ttyACM0', plan);
    await rig.several.upgrade();
    expect(results()).toEqual(['needsYou', 'upgraded']);
    expect(rig.service.ran).toHaveLength(1);
    const [row] = panelView(rig.store.state, ENGLISH, 0).several?.boards ?? [];
    expect(row).toMatchObject({ result: 'Needs you', alone: 'Upgrade this board alone…' });
    expect(row?.sentences.join(' ')).toContain('Upgrade this board alone');
  });

  it('continues in the flow for one board with the same files, and the table stays', async () => {
    rig.service.plansAt.set('/dev/ttyACM0', WARNED_PLAN);
    await rig.several.upgrade();
    await rig.several.goOnWith(1);
    expect(rig.store.state).toMatchObject({ stage: 'ready', port: '/dev/ttyACM0' });
    expect(rig.store.state.chosen.map(({ name }) => name)).toEqual(['firmware']);
    expect(rowTexts()).toEqual(['/dev/ttyACM0 Needs you', '/dev/ttyACM1 Upgraded']);
    rig.store.dispatch({ type: 'severalShown' });
    expect(rig.store.state.stage).toBe('several');
  });

  it('needs nothing more once it was upgraded', async () => {
    await rig.several.upgrade();
    await rig.several.goOnWith(1);
    expect(rig.store.state.stage).toBe('several');
    expect(rig.recovered).toEqual([]);
  });

  it('leads to recovery after a failed upgrade', async () => {
    rig.service.report = FAILED;
    await rig.several.upgrade();
    expect(results()).toEqual(['failed', 'failed']);
    expect(rig.user.notices.at(-1)?.level).toBe('warning');
    await rig.several.goOnWith(2);
    expect(rig.recovered).toEqual(['/dev/ttyACM1']);
  });
});

describe('the next task for one board', () => {
  const viewOf = (number: number) =>
    panelView(rig.store.state, ENGLISH, 0).several?.boards.find((row) => row.number === number);

  it('is recovery when its modem does not run its firmware', async () => {
    const finding = { ...BOARD_FINDING, modem: { ...OLD_MODEM, state: 0, build: null } } as const;
    rig.service.findings.set('/dev/ttyACM0', finding);
    rig.service.plansAt.set('/dev/ttyACM0', {
      kind: 'refusal',
      rule: 'recovery-needs-updater',
      sentence: phrase('The modem is in recovery: it needs a full image and updater.elf.'),
      alternative: phrase('Put updater.elf into the image’s folder.'),
    });
    await rig.several.upgrade();
    expect(results()).toEqual(['needsYou', 'upgraded']);
    expect(viewOf(1)?.alone).toBe('Recovery options…');
    await rig.several.goOnWith(1);
    expect(rig.recovered).toEqual(['/dev/ttyACM0']);
  });

  it('is not done to another board that is now at its port', async () => {
    rig.service.plansAt.set('/dev/ttyACM0', WARNED_PLAN);
    await rig.several.upgrade();
    const another = { ...BOARD_FINDING, modem: { ...OLD_MODEM, imei: `${IMEI}99` } };
    rig.service.findings.set('/dev/ttyACM0', another);
    await rig.several.goOnWith(1);
    expect(rig.store.state.stage).toBe('refused');
    expect(panelView(rig.store.state, ENGLISH, 0).lede).toContain(`IMEI ${IMEI}99 instead of ${IMEI}70`);
  });

  it('is not offered while the board is unplugged, or when another board came to its port', async () => {
    rig.service.plansAt.set('/dev/ttyACM0', WARNED_PLAN);
    rig.user.ticked = ['/dev/ttyACM0'];
    rig.user.takesMore = true;
    rig.service.ports = [portOf(0)];
    const several = rig.several.upgrade();
    await rig.clock.sleep(2000);
    expect(viewOf(1)?.alone).toBe('Upgrade this board alone…');
    rig.service.ports = [];
    await rig.clock.sleep(2000);
    expect(viewOf(1)).toMatchObject({ alone: null });
    expect(viewOf(1)?.sentences.at(-1)).toBe('Plug this board in again to continue with it.');
    const another = { ...BOARD_FINDING, modem: { ...OLD_MODEM, imei: `${IMEI}99` } };
    rig.service.findings.set('/dev/ttyACM0', another);
    rig.service.ports = [portOf(0)];
    await rig.clock.sleep(2000);
    rig.work.cancelSeveral();
    await several;
    expect(viewOf(1)).toMatchObject({ alone: null });
    expect(viewOf(1)?.sentences.at(-1)).toContain('Another board was connected to /dev/ttyACM0 since');
    expect(viewOf(2)?.alone).toBe('Upgrade this board alone…');
    const { length } = rig.service.inspected;
    await rig.several.goOnWith(1);
    expect(rig.service.inspected).toHaveLength(length);
  });
});

describe('boards that are plugged in later', () => {
  it('are taken if the user ticked that, and a known board that was not ticked only after it was unplugged', async () => {
    rig.user.ticked = ['/dev/ttyACM1'];
    rig.user.takesMore = true;
    const several = rig.several.upgrade();
    await rig.clock.sleep(2000);
    expect(rowTexts()).toEqual(['/dev/ttyACM1 Upgraded']);
    expect(panelView(rig.store.state, ENGLISH, 0).actions[0]).toMatchObject({
      id: 'stopSeveral',
      label: 'End here',
    });
    plug(0, 1, 2);
    await rig.clock.sleep(2000);
    expect(rowTexts()).toEqual(['/dev/ttyACM1 Upgraded', '/dev/ttyACM2 Upgraded']);
    plug(1, 2);
    await rig.clock.sleep(2000);
    plug(0, 1, 2);
    await rig.clock.sleep(2000);
    expect(rowTexts()).toHaveLength(3);
    rig.work.cancelSeveral();
    await several;
    expect(rig.store.state.several?.course).toBe('over');
  });

  it('are not taken if the user did not tick that, and the batch ends', async () => {
    rig.user.ticked = ['/dev/ttyACM1'];
    await rig.several.upgrade();
    expect(rowTexts()).toEqual(['/dev/ttyACM1 Upgraded']);
  });
});

it('a cancel asks each board to stop, and says so until each has stopped', async () => {
  const signals: RunOptions['signal'][] = [];
  const { running, end } = heldRuns(rig.service, ({ signal }) => signals.push(signal));
  const several = rig.several.upgrade();
  await running(2);
  rig.work.cancelSeveral();
  expect(signals.map(({ aborted }) => aborted)).toEqual([true, true]);
  expect(panelView(rig.store.state, ENGLISH, 0)).toMatchObject({ headline: 'Stopping' });
  expect(rig.work.severalRunning).toBe(true);
  end();
  await several;
  expect(rig.work.severalRunning).toBe(false);
});

describe('a late press of Cancel', () => {
  it('stops no board of a batch: the command asks first', async () => {
    const { running, end } = heldRuns(rig.service);
    const several = rig.several.upgrade();
    await running(2);
    rig.several.cancel();
    expect(rig.work.severalEnding).toBe(false);
    rig.user.agrees = false;
    await rig.several.cancelOrAsk();
    expect(rig.user.questions.at(-1)?.message).toBe('Stop all boards?');
    expect(rig.work.severalEnding).toBe(false);
    rig.user.agrees = true;
    await rig.several.cancelOrAsk();
    expect(rig.work.severalEnding).toBe(true);
    end();
    await several;
  });

  it('ends the panel’s own upgrade, not the batch', async () => {
    const { running, end } = heldRuns(rig.service);
    rig.user.ticked = ['/dev/ttyACM1'];
    const several = rig.several.upgrade();
    await running(1);
    const alone = rig.flow.upgrade([{ name: 'CATM1-41065.dup', location: 'x' }], '/dev/ttyACM0');
    await running(2);
    await rig.several.cancelOrAsk();
    expect([rig.work.ending, rig.work.severalEnding]).toEqual([true, false]);
    end();
    await Promise.all([several, alone]);
  });

  it('ends the check of the folder before anything has started', async () => {
    let turnAway: (folder: undefined) => void = () => undefined;
    vi.spyOn(rig.user, 'pickFolder').mockReturnValue(new Promise((resolve) => (turnAway = resolve)));
    const several = rig.several.upgrade();
    rig.several.cancel();
    expect(rig.work.severalEnding).toBe(true);
    turnAway(undefined);
    await several;
  });
});

it('text of a board goes into the log with its number', async () => {
  const logged = vi.spyOn(rig.logger, 'info');
  rig.service.events = [{ type: 'notice', level: 'info', text: phrase('It works.') }];
  rig.user.ticked = ['/dev/ttyACM1'];
  await rig.several.upgrade();
  expect(rig.store.state.log.lines.map(({ text }) => ENGLISH.render(text))).toEqual(['Board 1: It works.']);
  expect(logged).toHaveBeenCalledWith('board 1: It works.');
});

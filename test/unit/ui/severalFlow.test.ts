import { beforeEach, describe, expect, it, vi } from 'vitest';
import { errors } from '../../../src/base/errors';
import { phrase } from '../../../src/base/phrase';
import type { PortDescription } from '../../../src/transport/ports';
import { bytesSource } from '../../../src/firmware/firmwareSource';
import { heldRuns } from './severalRig';
import type { PanelAction } from '../../../src/ui/panel/panelReducer';
import { panelView } from '../../../src/ui/panel/panelView';
import type { RunOptions } from '../../../src/upgrade/upgradeService';
import { fullImage } from '../../fixtures/firmware';
import { PORT } from './fakeService';
import { ENGLISH, type FlowRig, flowRig } from './flowRig';
import { BOARD_FINDING, DANGEROUS_PLAN, FAILED, OLD_MODEM, PLAN, UPGRADED, WARNED_PLAN } from './samples';

const FULL = fullImage({ size: 4000 });
const IMEI = '3543470940285';

let rig: FlowRig;
beforeEach(() => {
  rig = flowRig();
  rig.folders.set('firmware', {
    name: 'firmware',
    list: () =>
      Promise.resolve([
        {
          kind: 'file',
          file: {
            name: 'CATM1-41065.dup',
            open: () => Promise.resolve(bytesSource('CATM1-41065.dup', FULL)),
          },
        },
      ]),
  });
  plug(0, 1);
});

function portOf(number: number): PortDescription {
  return { ...PORT, path: `/dev/ttyACM${number}`, serialNumber: `Py${number}`, location: `1-${number}` };
}

/** Boards at these ports, and nothing else. */
function plug(...numbers: readonly number[]): void {
  rig.service.ports = numbers.map(portOf);
  for (const number of numbers) {
    const port = `/dev/ttyACM${number}`;
    const modem = { ...OLD_MODEM, imei: `${IMEI}${70 + number}` };
    const finding = { ...BOARD_FINDING, port, modem };
    rig.service.findings.set(port, finding);
    rig.service.plansAt.set(port, { ...PLAN, finding });
  }
}

function results(): (string | null)[] {
  return (rig.store.state.several?.rows ?? []).map(({ board }) => board.end?.result ?? null);
}

const rowTexts = (): string[] => {
  const view = panelView(rig.store.state, ENGLISH, rig.clock.wallTime()).several;
  return (view?.boards ?? []).map(({ port, result }) => `${port} ${result}`);
};

describe('several boards', () => {
  it('are upgraded at once after one question, each with its report, its version and its method', async () => {
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

  it('are those that were ticked, and no others', async () => {
    plug(0, 1, 2);
    rig.user.ticked = ['/dev/ttyACM1'];
    await rig.several.upgrade();
    expect(rig.service.inspected).toEqual(['/dev/ttyACM1']);
  });

  it('are only offered where a board is known to be', async () => {
    rig.service.ports = [portOf(0), { ...PORT, path: '/dev/ttyUSB0', shield: null }];
    await rig.several.upgrade();
    expect(rig.user.boardQuestions[0]?.map(({ port }) => port)).toEqual(['/dev/ttyACM0']);
  });

  it('are left alone where the user turns away', async () => {
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

  it('are not upgraded with a folder that has no firmware, and the user is told why', async () => {
    rig.folders.set('firmware', { name: 'firmware', list: () => Promise.resolve([]) });
    await rig.several.upgrade();
    expect(rig.service.inspected).toEqual([]);
    expect(rig.user.notices.at(-1)?.level).toBe('error');
    expect(rig.store.state.stage).toBe('empty');
  });
});

describe('what the panel leads while the folder is checked', () => {
  /** The folder, as long as nobody has answered what the check asks. */
  function heldFolder(): { readonly end: (how: 'read' | 'givenUp') => void } {
    const folder = rig.folders.get('firmware');
    let end = (_how: 'read' | 'givenUp'): void => undefined;
    const answered = new Promise<void>((resolve, reject) => {
      end = (how) => (how === 'read' ? resolve() : reject(errors.cancelled()));
    });
    if (folder) rig.folders.set('firmware', { ...folder, list: () => answered.then(() => folder.list()) });
    return { end: (how) => end(how) };
  }
  const upgradeAlone = (): Promise<void> =>
    rig.flow.upgrade([{ name: 'CATM1-41065.dup', location: 'x' }], '/dev/ttyACM0');

  it.each(['read', 'givenUp'] as const)('stays on show while it runs: the folder is %s', async (how) => {
    const held = heldFolder();
    const { running, end } = heldRuns(rig.service);
    rig.user.ticked = [];
    const several = rig.several.upgrade();
    const alone = upgradeAlone();
    await running(1);
    held.end(how);
    await several;
    expect(rig.store.state.stage).toBe('running');
    end();
    await alone;
    expect(rig.store.state.stage).toBe('done');
  });

  it('stays on show once it is over', async () => {
    const held = heldFolder();
    const several = rig.several.upgrade();
    await upgradeAlone();
    held.end('givenUp');
    await several;
    expect(rig.store.state.stage).toBe('done');
  });

  it('is not left behind as a check that never ends where the user turns away', async () => {
    const held = heldFolder();
    const several = rig.several.upgrade();
    let choose = (_port: undefined): void => undefined;
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

describe('an upgrade of one board that is agreed to while a batch begins', () => {
  const whileAsked = (action: PanelAction): void => {
    vi.spyOn(rig.user, 'confirmOr').mockImplementation(() => {
      rig.store.dispatch(action);
      return Promise.resolve('yes');
    });
  };

  it('is led to its end by the panel', async () => {
    whileAsked({ type: 'severalStarted', chosen: [], takesMore: true, beside: true });
    await rig.flow.upgrade([{ name: 'CATM1-41065.dup', location: 'x' }], '/dev/ttyACM0');
    expect(rig.store.state).toMatchObject({ stage: 'done', report: { outcome: 'upgraded' } });
  });

  it('is not started where the panel no longer shows its plan, and the user is told', async () => {
    whileAsked({ type: 'stopped' });
    await rig.flow.upgrade([{ name: 'CATM1-41065.dup', location: 'x' }], '/dev/ttyACM0');
    expect(rig.service.ran).toEqual([]);
    expect(rig.user.notices.at(-1)?.text).toMatch(/^The upgrade wasn’t started/);
  });
});

describe('what has a question', () => {
  it.each([
    ['a warning', WARNED_PLAN],
    ['a danger', DANGEROUS_PLAN],
  ])('is never run, but listed: %s', async (_, plan) => {
    rig.service.plansAt.set('/dev/ttyACM0', plan);
    await rig.several.upgrade();
    expect(results()).toEqual(['needsYou', 'upgraded']);
    expect(rig.service.ran).toHaveLength(1);
    const [row] = panelView(rig.store.state, ENGLISH, 0).several?.boards ?? [];
    expect(row).toMatchObject({ result: 'Needs you', alone: 'Upgrade this board alone…' });
    expect(row?.sentences.join(' ')).toContain('Upgrade this board alone');
  });

  it('goes on in the ordinary flow of one board, with the same files, and the table stays', async () => {
    rig.service.plansAt.set('/dev/ttyACM0', WARNED_PLAN);
    await rig.several.upgrade();
    await rig.several.goOnWith(1);
    expect(rig.store.state).toMatchObject({ stage: 'ready', port: '/dev/ttyACM0' });
    expect(rig.store.state.chosen.map(({ name }) => name)).toEqual(['firmware']);
    expect(rowTexts()).toEqual(['/dev/ttyACM0 Needs you', '/dev/ttyACM1 Upgraded']);
    rig.store.dispatch({ type: 'severalShown' });
    expect(rig.store.state.stage).toBe('several');
  });

  it('is nothing for a board that was upgraded', async () => {
    await rig.several.upgrade();
    await rig.several.goOnWith(1);
    expect(rig.store.state.stage).toBe('several');
    expect(rig.recovered).toEqual([]);
  });

  it('leads to recovery where the upgrade failed', async () => {
    rig.service.report = FAILED;
    await rig.several.upgrade();
    expect(results()).toEqual(['failed', 'failed']);
    expect(rig.user.notices.at(-1)?.level).toBe('warning');
    await rig.several.goOnWith(2);
    expect(rig.recovered).toEqual(['/dev/ttyACM1']);
  });
});

describe('what is left to do for one board', () => {
  const viewOf = (number: number) =>
    panelView(rig.store.state, ENGLISH, 0).several?.boards.find((row) => row.number === number);

  it('is recovery where its modem does not run its firmware', async () => {
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

  it('is not done to another board that is at its port by now', async () => {
    rig.service.plansAt.set('/dev/ttyACM0', WARNED_PLAN);
    await rig.several.upgrade();
    const another = { ...BOARD_FINDING, modem: { ...OLD_MODEM, imei: `${IMEI}99` } };
    rig.service.findings.set('/dev/ttyACM0', another);
    await rig.several.goOnWith(1);
    expect(rig.store.state.stage).toBe('refused');
    expect(panelView(rig.store.state, ENGLISH, 0).lede).toContain(`IMEI ${IMEI}99 instead of ${IMEI}70`);
  });

  it('is not offered while the board is unplugged, nor where another came to its port', async () => {
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

describe('each port has a flow of its own', () => {
  it('so that a board in progress is not read beside it, and another is', async () => {
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
    expect(results()).toEqual(['upgraded', 'upgraded']);
    // What the panel leads is not taken away.
    expect(rig.store.state.stage).toBe('found');
  });

  it('so that a board which is upgraded alone is not offered, nor taken when it comes back', async () => {
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
    rig.service.plansAt.set('/dev/ttyACM0', WARNED_PLAN);
    await rig.clock.sleep(2000);
    expect(rowTexts()).toEqual(['/dev/ttyACM1 Upgraded', '/dev/ttyACM0 Needs you']);
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

describe('boards that are plugged in meanwhile', () => {
  it('are taken where that was ticked; one that was there and not ticked only after it was unplugged', async () => {
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

  it('are not taken where it was not: it ends by itself', async () => {
    rig.user.ticked = ['/dev/ttyACM1'];
    await rig.several.upgrade();
    expect(rowTexts()).toEqual(['/dev/ttyACM1 Upgraded']);
  });
});

it('a cancel asks each board to stop, and says so until each has', async () => {
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

it('what a board says goes into the log with its number', async () => {
  rig.service.events = [{ type: 'notice', level: 'info', text: phrase('It works.') }];
  rig.user.ticked = ['/dev/ttyACM1'];
  await rig.several.upgrade();
  expect(rig.store.state.log.lines.map(({ text }) => ENGLISH.render(text))).toEqual(['Board 1: It works.']);
});

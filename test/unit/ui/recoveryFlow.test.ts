import { describe, expect, test } from 'vitest';
import { errors } from '../../../src/base/errors';
import { silentLogger } from '../../../src/base/logger';
import { UNREAD_MODEM } from '../../../src/modem/modemReading';
import { networkAddressOf } from '../../../src/transport/networkAddress';
import { transportErrors } from '../../../src/transport/errors';
import type { PanelState } from '../../../src/ui/panel/panelState';
import { panelView } from '../../../src/ui/panel/panelView';
import { readingOf } from '../../../src/ui/reading';
import type { RecoveryDialogs } from '../../../src/ui/recovery/recoveryDialogs';
import { RecoveryFlow } from '../../../src/ui/recovery/recoveryFlow';
import type { RecoveryMenu } from '../../../src/ui/recovery/recoveryMenu';
import { statusStrings } from './statusStrings';
import { sample, SAMPLE_STATES } from '../../webview/sampleStates';
import { sampleEntry } from '../upgrade/journal/sampleEntry';
import { ENGLISH, flowRig } from './flowRig';
import { BOARD_FINDING, MODEM_FINDING, NEW_MODEM, NOON } from './samples';

const PORT = '/dev/ttyACM0';
const forever = new AbortController().signal;

class Desk implements RecoveryDialogs {
  choices: (string | undefined)[] = [];
  agrees = true;
  word: string | undefined;
  pressed: string | undefined;
  readonly menus: RecoveryMenu[] = [];
  readonly told: string[] = [];
  readonly offered: string[] = [];
  readonly questions: string[] = [];

  readonly choose: RecoveryDialogs['choose'] = (menu) => {
    this.menus.push(menu);
    return Promise.resolve(this.choices.shift());
  };
  readonly confirm: RecoveryDialogs['confirm'] = ({ yes }) => {
    this.questions.push(yes);
    return Promise.resolve(this.agrees);
  };
  readonly confirmByWord: RecoveryDialogs['confirmByWord'] = (_question, word) =>
    Promise.resolve(this.word === word);
  readonly tell: RecoveryDialogs['tell'] = ({ text }) => void this.told.push(text);
  readonly offer: RecoveryDialogs['offer'] = (text) => {
    this.offered.push(text);
    return Promise.resolve(this.pressed);
  };
}

function recovery(modem: Partial<typeof UNREAD_MODEM> = {}, initial?: PanelState) {
  const rig = flowRig(initial);
  const dialogs = new Desk();
  rig.configuredPort = PORT;
  rig.service.finding = { ...BOARD_FINDING, modem: { ...UNREAD_MODEM, ...modem } };
  const upgradedAt: string[] = [];
  const flow = new RecoveryFlow({
    ...rig,
    dialogs,
    upgrade: (port) => {
      // Not from within: the upgrade is a piece of work of its own.
      upgradedAt.push(rig.work.running ? 'busy' : port);
      return Promise.resolve();
    },
    logger: silentLogger,
    speech: ENGLISH,
  });
  return { ...rig, dialogs, flow, upgrades: () => upgradedAt };
}

const ids = (menu: RecoveryMenu | undefined): string[] | undefined => menu?.items.map(({ choice }) => choice);

test('a modem that works needs nothing, and what was unfinished with it is over', async () => {
  const entry = sampleEntry();
  const { flow, service, dialogs } = recovery({ state: 2, lr: 'LR5.1.1.0-41065', imei: entry.board.imei });
  service.unfinishedUpgrades.push(entry);
  await flow.recover();
  expect(dialogs.told).toEqual(['The modem runs its firmware: LR5.1.1.0-41065. It doesn’t need recovery.']);
  expect(service.forgotten).toEqual([entry.id]);
  expect(service.repaired).toEqual([]);
});

describe('a modem that works and does not attach', () => {
  test('is offered what helped others there, and is told once that it works', async () => {
    const { flow, service, dialogs } = recovery(NEW_MODEM);
    dialogs.choices = ['power-off', 'factory-reset', 'look-again', undefined];
    dialogs.word = 'factory-reset';
    await flow.recover();
    expect(dialogs.told).toHaveLength(1);
    expect(dialogs.menus).toHaveLength(4);
    const [menu] = dialogs.menus;
    expect(menu?.title).toBe('The modem runs (LR5.1.1.0-41065). Still can’t connect to the network?');
    expect(ids(menu)).toEqual(['power-off', 'factory-reset', 'look-again']);
    expect(dialogs.questions).toEqual(['Done, check again']);
    expect(service.repaired).toEqual(['factory-reset']);
  });

  test('keeps its settings unless the word is typed', async () => {
    const { flow, service, dialogs } = recovery(NEW_MODEM);
    dialogs.choices = ['factory-reset'];
    dialogs.word = 'yes';
    await flow.recover();
    expect(service.repaired).toEqual([]);
  });

  test('is not named where it does not tell its version', async () => {
    const { flow, dialogs } = recovery({ state: 2 });
    await flow.recover();
    expect(dialogs.menus[0]?.title).toBe('The modem runs. Still can’t connect to the network?');
  });

  test('in MIRROR mode is offered what takes no board', async () => {
    const { flow, service, dialogs } = recovery();
    service.finding = MODEM_FINDING;
    await flow.recover();
    expect(ids(dialogs.menus[0])).toEqual(['power-off', 'look-again']);
  });
});

test('repairs are done one at a time when they are agreed to, and the modem is looked at after each', async () => {
  const { flow, service, dialogs } = recovery();
  dialogs.choices = ['power-off', 'lte-reset', undefined];
  await flow.recover();
  expect(dialogs.menus[0]?.title).toBe('The board answers, but its modem doesn’t.');
  expect(ids(dialogs.menus[0])?.slice(0, 3)).toEqual(['upgrade', 'power-off', 'safe-boot']);
  expect(dialogs.questions).toEqual(['Done, check again', 'Do it']);
  expect(service.repaired).toEqual(['lte-reset']);
  expect(service.inspected).toHaveLength(3);
});

test('what was not agreed to is not done', async () => {
  const { flow, service, dialogs } = recovery();
  dialogs.choices = ['lte-reset', 'factory-reset'];
  dialogs.agrees = false;
  dialogs.word = 'yes';
  await flow.recover();
  expect(service.repaired).toEqual([]);
  dialogs.choices = ['factory-reset'];
  dialogs.word = 'factory-reset';
  await flow.recover();
  expect(service.repaired).toEqual(['factory-reset']);
});

test('with files it goes on as an upgrade', async () => {
  const { flow, dialogs, upgrades } = recovery({ state: 0 });
  dialogs.choices = ['upgrade'];
  await flow.recover();
  expect(upgrades()).toEqual([PORT]);
});

test('an unfinished upgrade is offered after a start, and can be gone on with', async () => {
  const { flow, service, dialogs, upgrades } = recovery({ state: 4 });
  service.finding = { ...MODEM_FINDING, modem: { ...UNREAD_MODEM, state: 4 } };
  await flow.offerUnfinished(forever);
  expect(dialogs.offered).toEqual([]);
  service.unfinishedUpgrades.push(sampleEntry());
  dialogs.pressed = 'Recovery options…';
  dialogs.choices = ['upgrade'];
  await flow.offerUnfinished(forever);
  expect(dialogs.offered[0]).toContain('CATM1-41065.dup');
  expect(dialogs.menus[0]?.items[0]?.detail).toContain('upgrade again with CATM1-41065.dup');
  expect(upgrades()).toEqual([PORT]);
});

test('it can be forgotten instead, from the notification and from the list', async () => {
  const { flow, service, dialogs } = recovery({ state: 4 });
  const entry = sampleEntry();
  service.unfinishedUpgrades.push(entry);
  dialogs.pressed = 'Dismiss';
  await flow.offerUnfinished(forever);
  expect(service.forgotten).toEqual([entry.id]);
  dialogs.choices = ['forget'];
  await flow.recover();
  expect(service.forgotten).toEqual([entry.id, entry.id]);
});

test('a port that cannot be opened is told', async () => {
  const { flow, service, dialogs } = recovery();
  service.finding = transportErrors.unplugged('/dev/ttyACM0');
  await flow.recover();
  expect(dialogs.told[0]).toContain('/dev/ttyACM0 disappeared');
});

describe('what is shown of the modem', () => {
  test('is what recovery found, in the panel, in the status bar and among the readings', async () => {
    const { failed } = SAMPLE_STATES;
    const { flow, store, readings } = recovery(NEW_MODEM, failed);
    await flow.recover();
    expect(store.state).toMatchObject({ stage: 'found' });
    const { state } = store;
    const status = statusStrings({ state, readings: readings.all, knownPort: null, now: NOON }, ENGLISH);
    expect(status).toMatchObject({ text: '$(radio-tower) LR5.1.1.0-41065', colour: 'plain' });
  });

  test('is a port that could not be read, with the reason', async () => {
    const { flow, service, store } = recovery();
    service.finding = transportErrors.unplugged(PORT);
    await flow.recover();
    expect(store.state).toMatchObject({ stage: 'refused', port: PORT });
  });
});

describe('recovery and upgrades', () => {
  test('do not run beside each other', async () => {
    const { flow, service, work, user } = recovery();
    let end = (): void => undefined;
    const running = work.runExclusive(
      () =>
        new Promise<void>((resolve) => {
          end = resolve;
        }),
    );
    await flow.recover();
    expect(service.inspected).toEqual([]);
    expect(user.notices.map(({ text }) => text)).toEqual([expect.stringContaining('still in progress')]);
    end();
    await running;
  });

  test('a repair is ended when the window closes, and nothing is begun after it', async () => {
    const { flow, service, dialogs, work, store } = recovery();
    dialogs.choices = ['lte-reset', undefined];
    service.repairs = ({ signal }) =>
      new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(errors.cancelled()));
      });
    const recovering = flow.recover();
    await expect.poll(() => service.repaired).toEqual(['lte-reset']);
    expect(panelView(store.state, ENGLISH, NOON)).toMatchObject({
      stage: 'busy',
      lede: 'Keep the board powered and connected.',
    });
    await work.close();
    await recovering;
    await flow.recover();
    expect(service.inspected).toHaveLength(1);
  });
});

test('an upgrade that was cut off is repeated with its own files, by one press', async () => {
  const { flow, service, dialogs, upgrades, store } = recovery({}, sample('interrupted'));
  service.unfinishedUpgrades.push(sampleEntry({ begunAt: NOON, currentSince: NOON + 1000 }));
  dialogs.pressed = 'Repeat this upgrade';
  await flow.offerUnfinished(forever);
  expect(upgrades()).toEqual(['/dev/ttyACM0']);
  // Looking at the modem first keeps them at hand, and a modem that runs is no reason to forget them.
  dialogs.choices = ['upgrade'];
  await flow.recover('/dev/ttyACM0');
  expect(dialogs.menus.at(-1)?.items[0]?.label).toBe('Repeat the upgrade with CATM1-41065.dup');
  expect(store.state.chosen.map(({ name }) => name)).toEqual(['CATM1-41065.dup']);
});

describe('an upgrade that was cut off by a reload', () => {
  const cutOff = (changes: Parameters<typeof sampleEntry>[0] = {}) =>
    sampleEntry({ begunAt: NOON, currentSince: NOON + 1000, ...changes });
  const interrupted = (): PanelState => {
    const { interrupted: state } = SAMPLE_STATES;
    if (state === undefined) throw new Error('no such sample');
    return state;
  };
  const viewOf = (state: PanelState) => panelView(state, ENGLISH, NOON);

  test('is told in the panel as the journal knows it', async () => {
    const { flow, service, store } = recovery({}, interrupted());
    service.unfinishedUpgrades.push(cutOff());
    await flow.offerUnfinished(forever);
    const { lede, remedy, manual } = viewOf(store.state);
    expect(lede).toBe('The upgrade with CATM1-41065.dup at /dev/ttyACM0 was interrupted in step 2 of 3.');
    expect(remedy).toBeNull();
    expect(manual[0]).toMatch(/^Unplug the board for ten seconds/);
  });

  test('is not told by what another board’s upgrade left, nor by an older one', async () => {
    const { flow, service, store } = recovery({}, interrupted());
    const { board } = cutOff();
    service.unfinishedUpgrades.push(
      cutOff({ begunAt: NOON - 1 }),
      cutOff({ board: { ...board, port: 'COM9' } }),
    );
    await flow.offerUnfinished(forever);
    expect(store.state.stage).toBe('empty');
  });

  test('is waited for while the old window may still be at it', async () => {
    const { flow, service, store, dialogs } = recovery({}, interrupted());
    const asked = service.unfinished.bind(service);
    let times = 0;
    service.unfinished = async () => {
      times += 1;
      if (times === 5) service.unfinishedUpgrades.push(cutOff());
      return asked();
    };
    await flow.offerUnfinished(forever);
    expect(store.state).toMatchObject({ unfinished: { next: expect.any(Array) as unknown } });
    expect(dialogs.offered).toHaveLength(1);
  });

  test('leaves the panel when it is forgotten, and when the journal does not know it', async () => {
    const { flow, service, store, dialogs } = recovery({}, interrupted());
    service.unfinishedUpgrades.push(cutOff());
    dialogs.pressed = 'Dismiss';
    await flow.offerUnfinished(forever);
    expect(store.state.stage).toBe('empty');
    const other = recovery({}, interrupted());
    await other.flow.offerUnfinished(forever);
    expect(other.store.state.stage).toBe('empty');
  });

  test('leaves no version on show that may not be the modem’s any more', async () => {
    const { flow, service, readings } = recovery();
    const reading = readingOf(BOARD_FINDING, NOON);
    if (reading !== null) readings.keep(reading);
    service.unfinishedUpgrades.push(cutOff({ mayHaveChanged: false }));
    await flow.offerUnfinished(forever);
    expect(readings.at(PORT)?.modem.lr).toBe('LR5.1.1.0-39529');
    service.unfinishedUpgrades.push(cutOff());
    await flow.offerUnfinished(forever);
    expect(readings.at(PORT)?.modem.lr).toBeNull();
  });

  test('of a board in the network is gone on with by the login that was kept', async () => {
    const { flow, service, secrets, dialogs } = recovery();
    await secrets.store('login:telnet://board-x', 'telnet://me:secret@board-x');
    const { board } = cutOff();
    service.unfinishedUpgrades.push(cutOff({ board: { ...board, port: 'telnet://board-x' } }));
    dialogs.pressed = 'Recovery options…';
    await flow.offerUnfinished(forever);
    expect(service.inspected).toEqual(['telnet://board-x']);
    expect(networkAddressOf('telnet://board-x').user).toBe('me');
  });
});

import { describe, expect, test } from 'vitest';
import { errors } from '../../../src/base/errors';
import { phrase } from '../../../src/base/phrase';
import { silentLogger } from '../../../src/base/logger';
import { UNREAD_MODEM } from '../../../src/modem/modemReading';
import { networkAddressOf } from '../../../src/transport/networkAddress';
import { transportErrors } from '../../../src/transport/errors';
import type { PanelState } from '../../../src/ui/panel/panelState';
import { afterReload } from '../../../src/ui/panel/panelStore';
import { panelView } from '../../../src/ui/panel/panelView';
import { readingOf } from '../../../src/ui/reading';
import type { RecoveryDialogs } from '../../../src/ui/recovery/recoveryDialogs';
import { RecoveryFlow } from '../../../src/ui/recovery/recoveryFlow';
import type { RecoveryView } from '../../../src/ui/panel/messages';
import type { Question } from '../../../src/ui/texts/planTexts';
import { statusStrings } from './statusStrings';
import { sample, SAMPLE_STATES } from '../../webview/sampleStates';
import { sampleEntry } from '../upgrade/journal/sampleEntry';
import { BY_UART, PAIR } from '../upgrade/recovery/pairEntries';
import { ENGLISH, flowRig } from './flowRig';
import { upgradeErrors } from '../../../src/upgrade/errors';
import { BOARD_FINDING, MODEM_FINDING, NEW_MODEM, NOON } from './samples';

const PORT = '/dev/ttyACM0';
const forever = new AbortController().signal;

class Desk implements RecoveryDialogs {
  agrees = true;
  word: string | undefined;
  pressed: string | undefined;
  readonly told: string[] = [];
  readonly offered: string[] = [];
  readonly questions: string[] = [];

  timesRevealed = 0;
  readonly revealPanel = (): void => {
    this.timesRevealed += 1;
  };
  readonly asked: Question[] = [];
  readonly worded: Question[] = [];
  readonly confirm: RecoveryDialogs['confirm'] = (question) => {
    this.questions.push(question.yes);
    this.asked.push(question);
    return Promise.resolve(this.agrees);
  };
  /** What happens while the box for the word is open. */
  beforeWord = (): Promise<void> => Promise.resolve();
  readonly confirmByWord: RecoveryDialogs['confirmByWord'] = async (question, word) => {
    this.worded.push(question);
    await this.beforeWord();
    return this.word === word;
  };
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
  const view = () => panelView(rig.store.state, ENGLISH, NOON);
  const cards = (): RecoveryView['cards'] => view().recovery?.cards ?? [];
  return { ...rig, dialogs, flow, upgrades: () => upgradedAt, view, cards, ids: () => idsOf(cards()) };
}

const idsOf = (cards: RecoveryView['cards']): string[] => cards.map(({ id }) => id);

test('a modem that works needs nothing, and what was unfinished with it is over', async () => {
  const entry = sampleEntry();
  const { flow, service, view } = recovery({ state: 2, lr: 'LR5.1.1.0-41065', imei: entry.board.imei });
  service.unfinishedUpgrades.push(entry);
  await flow.recover();
  expect(view()).toMatchObject({ headline: 'The modem needs no recovery', mark: 'none' });
  expect(service.forgotten).toEqual([entry.id]);
  expect(service.repaired).toEqual([]);
});

describe('a modem that works and does not attach', () => {
  test('is offered what helped others there', async () => {
    const { flow, service, dialogs, view, ids } = recovery(NEW_MODEM);
    dialogs.word = 'factory-reset';
    await flow.recover();
    expect(dialogs.timesRevealed).toBe(1);
    expect(view().lede).toBe('The modem runs (LR5.1.1.0-41065). Still can’t connect to the network?');
    expect(ids()).toEqual(['power-off', 'factory-reset']);
    await flow.choose('power-off');
    await flow.choose('factory-reset');
    expect(dialogs.questions).toEqual([]);
    expect(service.repaired).toEqual(['factory-reset']);
    expect(service.inspected).toHaveLength(3);
    expect(ids()).toEqual(['power-off', 'factory-reset']);
  });

  test('keeps its settings unless the word is typed', async () => {
    const { flow, service, dialogs, ids } = recovery(NEW_MODEM);
    dialogs.word = 'yes';
    await flow.recover();
    await flow.choose('factory-reset');
    expect(ids()).toContain('factory-reset');
    expect(service.repaired).toEqual([]);
  });

  test('is not named where it does not tell its version', async () => {
    const { flow, view } = recovery({ state: 2 });
    await flow.recover();
    expect(view().lede).toBe('The modem runs. Still can’t connect to the network?');
  });

  test('in MIRROR mode is offered what takes no board', async () => {
    const { flow, service, ids } = recovery();
    service.finding = MODEM_FINDING;
    await flow.recover();
    expect(ids()).toEqual(['power-off']);
  });
});

test('repairs are done one at a time when they are agreed to, and the modem is looked at after each', async () => {
  const { flow, service, dialogs, view, cards } = recovery();
  await flow.recover();
  expect(view()).toMatchObject({ mark: 'care', lede: 'The board answers, but its modem doesn’t.' });
  expect(view().actions.map(({ label }) => label)).toEqual(['Check again', 'Change port…', 'Show log']);
  await flow.choose('power-off');
  await flow.choose('lte-reset');
  await flow.choose('lte-deinit-reset');
  // What is harmless is agreed to by the card's button, beside which all of it stands.
  expect(dialogs.questions).toEqual(['Run this repair']);
  expect(service.repaired).toEqual(['lte-reset', 'lte-deinit-reset']);
  expect(service.inspected).toHaveLength(4);
  expect(cards().length).toBeGreaterThan(5);
});

describe('the next useful step is the first card, and the only one whose button stands out', () => {
  test.each([
    ['a silent modem is restarted before files are asked for', {}, 'power-off'],
    ['a modem in recovery needs its firmware', { state: 0 }, 'upgrade'],
    ['one in its updater needs its image', { state: 4 }, 'upgrade'],
    ['one in its manufacturing tools is restarted', { state: 1 }, 'power-off'],
    ['one that installs is waited for', { state: 4, applying: true }, 'wait'],
  ] as const)('%s', async (_, modem, first) => {
    const { flow, cards } = recovery(modem);
    await flow.recover();
    expect(cards().map(({ primary }) => primary)).toEqual([
      true,
      ...cards()
        .slice(1)
        .map(() => false),
    ]);
    expect(cards()[0]?.id).toBe(first);
  });

  test('an upgrade is one card, with all that is said of it', async () => {
    const { flow, cards } = recovery({ state: 0 });
    await flow.recover();
    expect(cards()[0]).toMatchObject({
      title: 'Upgrade again with updater.elf',
      button: 'Upgrade with firmware files…',
      texts: [
        expect.stringContaining('It needs a full image and updater.elf') as string,
        expect.stringContaining('for some users, the third attempt worked') as string,
      ],
    });
    expect(idsOf(cards())).not.toContain('upgrade-with-updater');
  });

  test('a card says how it is done, whole, and what it may cost', async () => {
    const { flow, cards } = recovery();
    await flow.recover();
    expect(cards().find(({ id }) => id === 'factory-reset')).toMatchObject({
      texts: [
        'Deletes all settings of the modem: bands, APN, carrier. Keeps its firmware. The board restarts after about half a minute.',
      ],
      risk: 'You lose settings or firmware',
      level: 'drastic',
      button: 'Run this repair',
    });
    expect(cards().find(({ id }) => id === 'safe-boot')?.button).toBe('Done, check again');
  });
});

test('a card that is not on show any more does nothing', async () => {
  const { flow, service, store } = recovery();
  await flow.recover();
  store.dispatch({ type: 'began', activity: { template: 'x', args: {} }, chosen: [] });
  await flow.choose('lte-reset');
  expect(service.repaired).toEqual([]);
});

test('another board than the one that is meant is not recovered', async () => {
  const { flow, store, cards } = recovery({ imei: '354346099225475' });
  await flow.recover(PORT, '354346099225476');
  expect(store.state).toMatchObject({ stage: 'refused' });
  expect(cards()).toEqual([]);
});

test('after a reload the board is looked at before anything is offered', async () => {
  const { flow, store } = recovery();
  await flow.recover();
  expect(afterReload(store.state)).toMatchObject({ stage: 'found', found: { finding: { kind: 'board' } } });
});

test('a repair that fails is told, and the next can be tried', async () => {
  const { flow, service, dialogs, ids } = recovery();
  await flow.recover();
  service.repairs = () => Promise.reject(transportErrors.unplugged(PORT));
  await flow.choose('lte-reset');
  expect(dialogs.told[0]).toContain('disappeared');
  expect(ids()).toContain('lte-detach');
});

test('a repair that is not the way any more is not done, and the panel shows what is', async () => {
  const { flow, service, dialogs, ids } = recovery();
  await flow.recover();
  service.repairs = () => {
    service.finding = { ...BOARD_FINDING, modem: { ...UNREAD_MODEM, state: 4, applying: true } };
    return Promise.reject(
      upgradeErrors.repairOutdated(phrase('Restart'), phrase('It may be another board.')),
    );
  };
  await flow.choose('lte-reset');
  expect(dialogs.told[0]).toContain('wasn’t run, because the board changed since it was offered');
  expect(ids().slice(0, 1)).toEqual(['wait']);
  expect(ids()).not.toContain('lte-reset');
});

test('what was not agreed to is not done', async () => {
  const { flow, service, dialogs } = recovery();
  dialogs.agrees = false;
  dialogs.word = 'yes';
  await flow.recover();
  await flow.choose('lte-deinit-reset');
  await flow.choose('factory-reset');
  expect(service.repaired).toEqual([]);
  dialogs.word = 'factory-reset';
  await flow.choose('factory-reset');
  expect(service.repaired).toEqual(['factory-reset']);
});

describe('a drastic step that is done by hand', () => {
  const MAY_INSTALL = { installing: true };

  test('tells its steps only to who typed the word', async () => {
    const { flow, service, dialogs, cards } = recovery();
    service.unfinishedUpgrades.push(sampleEntry(MAY_INSTALL));
    await flow.recover();
    const card = cards().find(({ id }) => id === 'power-off-all-the-same');
    expect(card).toMatchObject({ level: 'drastic', button: 'Show the steps…' });
    expect(card?.texts.join(' ')).toContain('You lose whatever it is writing');
    expect(card?.texts.join(' ')).not.toContain('Disconnect the USB cable');
    await flow.choose('power-off-all-the-same');
    expect(dialogs.worded[0]?.detail).toContain('You lose whatever it is writing');
    expect(dialogs.asked).toEqual([]);
    expect(service.inspected).toHaveLength(1);
    dialogs.word = 'power-off-all-the-same';
    await flow.choose('power-off-all-the-same');
    expect(dialogs.asked[0]).toMatchObject({
      detail: expect.stringContaining('Disconnect the USB cable') as string,
      yes: 'Done, check again',
    });
    expect(service.inspected).toHaveLength(2);
  });

  test('tells no steps when the modem was looked at again meanwhile', async () => {
    const { flow, service, dialogs } = recovery();
    service.unfinishedUpgrades.push(sampleEntry(MAY_INSTALL));
    await flow.recover();
    dialogs.beforeWord = () => flow.recover();
    dialogs.word = 'power-off-all-the-same';
    await flow.choose('power-off-all-the-same');
    expect(dialogs.worded).toHaveLength(1);
    expect(dialogs.asked).toEqual([]);
  });

  test('says why between the two steps of a pair', async () => {
    const { flow, service, cards } = recovery({ state: 2 });
    service.unfinishedUpgrades.push(sampleEntry({ images: PAIR, steps: BY_UART, current: 5 }));
    await flow.recover();
    const card = cards().find(({ id }) => id === 'power-off');
    expect(card).toMatchObject({ level: 'drastic', button: 'Show the steps…' });
    expect(card?.texts).toEqual([
      'The second of two steps is missing: a modem that loses power between the two may never answer again. Do this only after the modem has been silent for an hour.',
    ]);
  });
});

test('with files it goes on as an upgrade', async () => {
  const { flow, upgrades } = recovery({ state: 0 });
  await flow.recover();
  await flow.choose('upgrade');
  expect(upgrades()).toEqual([PORT]);
});

test('an unfinished upgrade is offered after a start, and can be gone on with', async () => {
  const { flow, service, dialogs, upgrades, cards } = recovery({ state: 4 });
  service.finding = { ...MODEM_FINDING, modem: { ...UNREAD_MODEM, state: 4 } };
  await flow.offerUnfinished(forever);
  expect(dialogs.offered).toEqual([]);
  service.unfinishedUpgrades.push(sampleEntry());
  dialogs.pressed = 'Recovery options…';
  await flow.offerUnfinished(forever);
  expect(dialogs.offered[0]).toContain('CATM1-41065.dup');
  expect(cards()[0]?.texts.join(' ')).toContain('upgrade again with CATM1-41065.dup');
  await flow.choose('upgrade');
  expect(upgrades()).toEqual([PORT]);
});

test('it can be dismissed instead, from the notification and from the panel', async () => {
  const { flow, service, dialogs } = recovery({ state: 4 });
  const entry = sampleEntry();
  service.unfinishedUpgrades.push(entry);
  dialogs.pressed = 'Dismiss';
  await flow.offerUnfinished(forever);
  expect(service.forgotten).toEqual([entry.id]);
  await flow.recover();
  await flow.choose('forget');
  expect(service.forgotten).toEqual([entry.id, entry.id]);
});

describe('dismissing an unfinished upgrade', () => {
  const INSTALLING = { installing: true };
  const SECOND_HALF_DUE = { images: PAIR, steps: BY_UART, current: 5 };
  const RISKS = [
    ['whose modem may be installing', INSTALLING, 'may still be installing an image'],
    ['whose second half is due', SECOND_HALF_DUE, 'may still need the second of two steps'],
  ] as const;

  describe.each(RISKS)('%s', (_, changes, told) => {
    test('takes the typed word in the panel, where the card says what it costs', async () => {
      const { flow, service, dialogs, cards } = recovery();
      const entry = sampleEntry(changes);
      service.unfinishedUpgrades.push(entry);
      await flow.recover();
      const card = cards().find(({ id }) => id === 'forget');
      expect(card).toMatchObject({ level: 'drastic', button: 'Dismiss…' });
      expect(card?.texts.join(' ')).toContain(told);
      await flow.choose('forget');
      expect(service.forgotten).toEqual([]);
      expect(service.inspected).toHaveLength(1);
      expect(dialogs.worded[0]?.detail).toContain(told);
      dialogs.word = 'dismiss';
      await flow.choose('forget');
      expect(service.forgotten).toEqual([entry.id]);
    });

    test('takes it from the notification, too', async () => {
      const { flow, service, dialogs } = recovery();
      const entry = sampleEntry(changes);
      service.unfinishedUpgrades.push(entry);
      dialogs.pressed = 'Dismiss';
      await flow.offerUnfinished(forever);
      expect(service.forgotten).toEqual([]);
      expect(dialogs.worded[0]?.detail).toContain(told);
      dialogs.word = 'dismiss';
      await flow.offerUnfinished(forever);
      expect(service.forgotten).toEqual([entry.id]);
    });
  });

  test('asks about one that may be another board’s, by its port', async () => {
    const { flow, service, dialogs } = recovery({ state: 4 });
    dialogs.agrees = false;
    service.unfinishedUpgrades.push(sampleEntry());
    await flow.recover();
    await flow.choose('forget');
    expect(dialogs.asked[0]?.detail).toContain('may have been another board at /dev/ttyACM0');
    expect(service.forgotten).toEqual([]);
    expect(service.inspected).toHaveLength(1);
  });

  test('asks nothing about one that is surely this board’s and protects nothing', async () => {
    const entry = sampleEntry();
    const { flow, service, dialogs, cards } = recovery({ state: 4, imei: entry.board.imei });
    service.unfinishedUpgrades.push(entry);
    await flow.recover();
    expect(cards().find(({ id }) => id === 'forget')).toMatchObject({ level: 'harmless', button: 'Dismiss' });
    await flow.choose('forget');
    expect(dialogs.asked).toEqual([]);
    expect(service.forgotten).toEqual([entry.id]);
  });

  test('leaves alone what another window has finished meanwhile', async () => {
    const entry = sampleEntry();
    const { flow, service } = recovery({ state: 4, imei: entry.board.imei });
    service.unfinishedUpgrades.push(entry);
    await flow.recover();
    service.unfinishedUpgrades.length = 0;
    await flow.choose('forget');
    expect(service.forgotten).toEqual([]);
  });
});

test('a port that cannot be opened is reported', async () => {
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
    expect(store.state).toMatchObject({ stage: 'recovery', found: { finding: { kind: 'board' } } });
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
    const { flow, service, work, store } = recovery();
    await flow.recover();
    service.repairs = ({ signal }) =>
      new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(errors.cancelled()));
      });
    const recovering = flow.choose('lte-reset');
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
  const { flow, service, dialogs, upgrades, store, cards } = recovery({}, sample('interrupted'));
  service.unfinishedUpgrades.push(sampleEntry({ begunAt: NOON, currentSince: NOON + 1000 }));
  dialogs.pressed = 'Repeat this upgrade';
  await flow.offerUnfinished(forever);
  expect(upgrades()).toEqual(['/dev/ttyACM0']);
  // Looking at the modem first keeps them at hand, and a modem that runs is no reason to forget them.
  await flow.recover('/dev/ttyACM0');
  expect(cards().find(({ id }) => id === 'upgrade')?.button).toBe('Repeat the upgrade with CATM1-41065.dup');
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

  test('appears in the panel as the journal knows it', async () => {
    const { flow, service, store } = recovery({}, interrupted());
    service.unfinishedUpgrades.push(cutOff());
    await flow.offerUnfinished(forever);
    const { lede, remedy, manual } = viewOf(store.state);
    expect(lede).toBe('The upgrade with CATM1-41065.dup at /dev/ttyACM0 was interrupted in step 2 of 3.');
    expect(remedy).toBeNull();
    expect(manual[0]).toMatch(/^Unplug the board for ten seconds/);
  });

  test('is not explained by what another board’s upgrade left, nor by an older one', async () => {
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

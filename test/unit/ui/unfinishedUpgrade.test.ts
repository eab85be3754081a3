import { describe, expect, test } from 'vitest';
import { UNREAD_MODEM } from '../../../src/modem/modemReading';
import { networkAddressOf } from '../../../src/transport/networkAddress';
import type { PanelState } from '../../../src/ui/panel/panelState';
import { panelView } from '../../../src/ui/panel/panelView';
import { readingOf } from '../../../src/ui/reading';
import { sample, SAMPLE_STATES } from '../../webview/sampleStates';
import { sampleEntry } from '../upgrade/journal/sampleEntry';
import { BY_UART, PAIR } from '../upgrade/recovery/pairEntries';
import { ENGLISH } from './flowRig';
import { BOARD_FINDING, MODEM_FINDING, NOON } from './samples';
import { PORT, recovery } from './recoveryRig';

const forever = new AbortController().signal;

test('an unfinished upgrade is offered after the start, and can be continued', async () => {
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

test('the user can dismiss it in the notification and in the panel', async () => {
  const { flow, service, dialogs } = recovery({ state: 4 });
  const entry = sampleEntry();
  service.unfinishedUpgrades.push(entry);
  dialogs.pressed = 'Dismiss';
  await flow.offerUnfinished(forever);
  expect(service.forgotten).toEqual([entry.id]);
  service.unfinishedUpgrades.push(entry);
  await flow.recover();
  await flow.choose('forget');
  expect(service.forgotten).toEqual([entry.id, entry.id]);
});

test('several are offered until none is left', async () => {
  const { flow, service, dialogs } = recovery({ state: 4 });
  service.unfinishedUpgrades.push(sampleEntry({ id: 'one' }), sampleEntry({ id: 'other' }));
  dialogs.pressed = 'Dismiss';
  await flow.offerUnfinished(forever);
  expect(service.forgotten).toEqual(['other', 'one']);
  expect(dialogs.offered[0]).toContain('2 upgrades were interrupted');
  expect(dialogs.offered).toHaveLength(2);
});

describe('dismissing an unfinished upgrade', () => {
  const INSTALLING = { installing: true };
  const SECOND_HALF_DUE = { images: PAIR, steps: BY_UART, current: 5 };
  const RISKS = [
    ['whose modem may be installing', INSTALLING, 'may still be installing an image'],
    ['whose second half is due', SECOND_HALF_DUE, 'may still need the second of two steps'],
  ] as const;

  describe.each(RISKS)('%s', (_, changes, told) => {
    test('needs the typed word in the panel, where the card states the risk', async () => {
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

    test('needs it in the notification, too', async () => {
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

  test('asks about an upgrade that may belong to another board, and names its port', async () => {
    const { flow, service, dialogs } = recovery({ state: 4 });
    dialogs.agrees = false;
    service.unfinishedUpgrades.push(sampleEntry());
    await flow.recover();
    await flow.choose('forget');
    expect(dialogs.asked[0]?.detail).toContain('may have been another board at /dev/ttyACM0');
    expect(service.forgotten).toEqual([]);
    expect(service.inspected).toHaveLength(1);
  });

  test('asks nothing when it certainly belongs to this board and protects nothing', async () => {
    const entry = sampleEntry();
    const { flow, service, dialogs, cards } = recovery({ state: 4, imei: entry.board.imei });
    service.unfinishedUpgrades.push(entry);
    await flow.recover();
    expect(cards().find(({ id }) => id === 'forget')).toMatchObject({ level: 'harmless', button: 'Dismiss' });
    await flow.choose('forget');
    expect(dialogs.asked).toEqual([]);
    expect(service.forgotten).toEqual([entry.id]);
  });

  test('leaves a record alone that another window has finished in the meantime', async () => {
    const entry = sampleEntry();
    const { flow, service } = recovery({ state: 4, imei: entry.board.imei });
    service.unfinishedUpgrades.push(entry);
    await flow.recover();
    service.unfinishedUpgrades.length = 0;
    await flow.choose('forget');
    expect(service.forgotten).toEqual([]);
  });
});

test('an interrupted upgrade can be repeated with its own files by one press', async () => {
  const { flow, service, dialogs, upgrades, store, cards } = recovery({}, sample('interrupted'));
  service.unfinishedUpgrades.push(sampleEntry({ begunAt: NOON, currentSince: NOON + 1000 }));
  dialogs.pressed = 'Repeat this upgrade';
  await flow.offerUnfinished(forever);
  expect(upgrades()).toEqual(['/dev/ttyACM0']);
  // Reading the modem first keeps the files available, even if the modem runs.
  await flow.recover('/dev/ttyACM0');
  expect(cards().find(({ id }) => id === 'upgrade')?.button).toBe('Repeat the upgrade with CATM1-41065.dup');
  expect(store.state.chosen.map(({ name }) => name)).toEqual(['CATM1-41065.dup']);
});

describe('an upgrade that a reload interrupted', () => {
  const cutOff = (changes: Parameters<typeof sampleEntry>[0] = {}) =>
    sampleEntry({ begunAt: NOON, currentSince: NOON + 1000, ...changes });
  const interrupted = (): PanelState => {
    const { interrupted: state } = SAMPLE_STATES;
    if (state === undefined) throw new Error('no such sample');
    return state;
  };
  const viewOf = (state: PanelState) => panelView(state, ENGLISH, NOON);

  test('appears in the panel as the journal has it', async () => {
    const { flow, service, store } = recovery({}, interrupted());
    service.unfinishedUpgrades.push(cutOff());
    await flow.offerUnfinished(forever);
    const { lede, remedy, manual } = viewOf(store.state);
    expect(lede).toBe('The upgrade with CATM1-41065.dup at /dev/ttyACM0 was interrupted in step 2 of 3.');
    expect(remedy).toBeNull();
    expect(manual[0]).toMatch(/^Unplug the board for ten seconds/);
  });

  test('is not confused with the upgrade of another board, or an older one', async () => {
    const { flow, service, store } = recovery({}, interrupted());
    const { board } = cutOff();
    service.unfinishedUpgrades.push(
      cutOff({ begunAt: NOON - 1 }),
      cutOff({ board: { ...board, port: 'COM9' } }),
    );
    await flow.offerUnfinished(forever);
    expect(store.state.stage).toBe('empty');
  });

  test('is waited for while the old window may still be running it', async () => {
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

  test('leaves the panel when it is dismissed, and when the journal does not have it', async () => {
    const { flow, service, store, dialogs } = recovery({}, interrupted());
    service.unfinishedUpgrades.push(cutOff());
    dialogs.pressed = 'Dismiss';
    await flow.offerUnfinished(forever);
    expect(store.state.stage).toBe('empty');
    const other = recovery({}, interrupted());
    await other.flow.offerUnfinished(forever);
    expect(other.store.state.stage).toBe('empty');
  });

  test('hides a version that may no longer be the modem’s', async () => {
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

  test('of a board in the network continues with the saved login', async () => {
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

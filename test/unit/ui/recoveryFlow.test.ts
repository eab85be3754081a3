import { describe, expect, test } from 'vitest';
import { errors } from '../../../src/base/errors';
import { phrase } from '../../../src/base/phrase';
import { UNREAD_MODEM } from '../../../src/modem/modemReading';
import { transportErrors } from '../../../src/transport/errors';
import { afterReload } from '../../../src/ui/panel/panelStore';
import { panelView } from '../../../src/ui/panel/panelView';
import { statusStrings } from './statusStrings';
import { SAMPLE_STATES } from '../../webview/sampleStates';
import { sampleEntry } from '../upgrade/journal/sampleEntry';
import { BY_UART, PAIR } from '../upgrade/recovery/pairEntries';
import { ENGLISH } from './flowRig';
import { upgradeErrors } from '../../../src/upgrade/errors';
import { BOARD_FINDING, MODEM_FINDING, NEW_MODEM, NOON } from './samples';
import { idsOf, PORT, recovery } from './recoveryRig';

test('a modem that works needs nothing, and its unfinished record is removed', async () => {
  const entry = sampleEntry();
  const { flow, service, view } = recovery({ state: 2, lr: 'LR5.1.1.0-41065', imei: entry.board.imei });
  service.unfinishedUpgrades.push(entry);
  await flow.recover();
  expect(view()).toMatchObject({ headline: 'The modem needs no recovery', mark: 'none' });
  expect(service.forgotten).toEqual([entry.id]);
  expect(service.repaired).toEqual([]);
});

describe('a modem that works but can’t connect to the network', () => {
  test('gets the repairs that helped other users', async () => {
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

  test('keeps its settings unless the user types the word', async () => {
    const { flow, service, dialogs, ids } = recovery(NEW_MODEM);
    dialogs.word = 'yes';
    await flow.recover();
    await flow.choose('factory-reset');
    expect(ids()).toContain('factory-reset');
    expect(service.repaired).toEqual([]);
  });

  test('is shown without a version if it does not report one', async () => {
    const { flow, view } = recovery({ state: 2 });
    await flow.recover();
    expect(view().lede).toBe('The modem runs. Still can’t connect to the network?');
  });

  test('in MIRROR mode gets the repairs that need no board', async () => {
    const { flow, service, ids } = recovery();
    service.finding = MODEM_FINDING;
    await flow.recover();
    expect(ids()).toEqual(['power-off']);
  });
});

test('repairs are done one at a time when the user agrees, and the modem is read after each', async () => {
  const { flow, service, dialogs, view, cards } = recovery();
  await flow.recover();
  expect(view()).toMatchObject({ mark: 'care', lede: 'The board answers, but its modem doesn’t.' });
  expect(view().actions.map(({ label }) => label)).toEqual(['Check again', 'Change port…', 'Show log']);
  await flow.choose('power-off');
  await flow.choose('lte-reset');
  await flow.choose('lte-deinit-reset');
  // The card’s button confirms a harmless repair, because the card shows all its details.
  expect(dialogs.questions).toEqual(['Run this repair']);
  expect(service.repaired).toEqual(['lte-reset', 'lte-deinit-reset']);
  expect(service.inspected).toHaveLength(4);
  expect(cards().length).toBeGreaterThan(5);
});

describe('the next useful step is the first card, with the only primary button', () => {
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

  test('an upgrade is one card with all its texts', async () => {
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

  test('a card says how the repair is done and what it may cost', async () => {
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

test('a card that is no longer shown does nothing', async () => {
  const { flow, service, store } = recovery();
  await flow.recover();
  store.dispatch({ type: 'began', activity: { template: 'x', args: {} }, chosen: [] });
  await flow.choose('lte-reset');
  expect(service.repaired).toEqual([]);
});

test('recovery refuses a different board from the requested one', async () => {
  const { flow, store, cards } = recovery({ imei: '354346099225475' });
  await flow.recover(PORT, '354346099225476');
  expect(store.state).toMatchObject({ stage: 'refused' });
  expect(cards()).toEqual([]);
});

test('after a reload the board is read before anything is offered', async () => {
  const { flow, store } = recovery();
  await flow.recover();
  expect(afterReload(store.state)).toMatchObject({ stage: 'found', found: { finding: { kind: 'board' } } });
});

test('a failed repair is reported, and the next can be tried', async () => {
  const { flow, service, dialogs, ids } = recovery();
  await flow.recover();
  service.repairs = () => Promise.reject(transportErrors.unplugged(PORT));
  await flow.choose('lte-reset');
  expect(dialogs.told[0]).toContain('disappeared');
  expect(ids()).toContain('lte-detach');
});

test('an outdated repair is not done, and the panel shows the new findings', async () => {
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

test('a modem that may be installing is restarted only after the typed word, and the question states the risk', async () => {
  const { flow, service, dialogs, ids } = recovery({ state: 4 });
  service.unfinishedUpgrades.push(sampleEntry({ installing: true }));
  await flow.recover();
  expect(ids()).toContain('start-firmware');
  dialogs.word = 'yes';
  await flow.choose('start-firmware');
  expect(service.repaired).toEqual([]);
  expect(dialogs.worded.at(-1)?.detail).toMatch(/only after the modem has waited in its updater for an hour/);
  dialogs.word = 'start-firmware';
  await flow.choose('start-firmware');
  expect(service.repaired).toEqual(['start-firmware']);
});

test('a repair that the user declines is not done', async () => {
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

describe('a drastic manual step', () => {
  const MAY_INSTALL = { installing: true };

  test('shows its steps only after the user typed the word', async () => {
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

  test('shows no steps when the modem was read again in the meantime', async () => {
    const { flow, service, dialogs } = recovery();
    service.unfinishedUpgrades.push(sampleEntry(MAY_INSTALL));
    await flow.recover();
    dialogs.beforeWord = () => flow.recover();
    dialogs.word = 'power-off-all-the-same';
    await flow.choose('power-off-all-the-same');
    expect(dialogs.worded).toHaveLength(1);
    expect(dialogs.asked).toEqual([]);
  });

  test('gives the reason between the two steps of a pair', async () => {
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

test('recovery with files continues as an upgrade', async () => {
  const { flow, upgrades } = recovery({ state: 0 });
  await flow.recover();
  await flow.choose('upgrade');
  expect(upgrades()).toEqual([PORT]);
});

test('a port that cannot be opened is reported', async () => {
  const { flow, service, dialogs } = recovery();
  service.finding = transportErrors.unplugged('/dev/ttyACM0');
  await flow.recover();
  expect(dialogs.told[0]).toContain('/dev/ttyACM0 disappeared');
});

describe('the modem shown in recovery', () => {
  test('is the one that recovery found, in the panel, the status bar and the list of readings', async () => {
    const { failed } = SAMPLE_STATES;
    const { flow, store, readings } = recovery(NEW_MODEM, failed);
    await flow.recover();
    expect(store.state).toMatchObject({ stage: 'recovery', found: { finding: { kind: 'board' } } });
    const { state } = store;
    const status = statusStrings({ state, readings: readings.all, knownPort: null, now: NOON }, ENGLISH);
    expect(status).toMatchObject({ text: '$(radio-tower) LR5.1.1.0-41065', colour: 'plain' });
  });

  test('is replaced by the reason when the port can’t be read', async () => {
    const { flow, service, store } = recovery();
    service.finding = transportErrors.unplugged(PORT);
    await flow.recover();
    expect(store.state).toMatchObject({ stage: 'refused', port: PORT });
  });
});

describe('recovery and upgrades', () => {
  test('do not run at the same time', async () => {
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

  test('closing the window ends a repair, and nothing starts after it', async () => {
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

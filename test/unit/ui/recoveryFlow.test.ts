import { expect, test } from 'vitest';
import { silentLogger } from '../../../src/base/logger';
import { UNREAD_MODEM } from '../../../src/modem/modemReading';
import { transportErrors } from '../../../src/transport/errors';
import type { RecoveryDialogs } from '../../../src/ui/recovery/recoveryDialogs';
import { RecoveryFlow } from '../../../src/ui/recovery/recoveryFlow';
import type { RecoveryMenu } from '../../../src/ui/recovery/recoveryMenu';
import { sampleEntry } from '../upgrade/journal/sampleEntry';
import { FakeService } from './fakeService';
import { ENGLISH } from './flowRig';
import { BOARD_FINDING, MODEM_FINDING } from './samples';

class Desk implements RecoveryDialogs {
  choices: (string | undefined)[] = [];
  agrees = true;
  word: string | undefined;
  pressed: string | undefined;
  readonly menus: RecoveryMenu[] = [];
  readonly told: string[] = [];
  readonly offered: string[] = [];
  readonly questions: string[] = [];

  readonly busy: RecoveryDialogs['busy'] = (_title, work) =>
    work((text) => this.told.push(text), new AbortController().signal);
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
  readonly tell: RecoveryDialogs['tell'] = (_level, text) => this.told.push(text);
  readonly offer: RecoveryDialogs['offer'] = (text) => {
    this.offered.push(text);
    return Promise.resolve(this.pressed);
  };
}

function recovery(modem: Partial<typeof UNREAD_MODEM> = {}) {
  const [service, dialogs] = [new FakeService(), new Desk()];
  service.finding = { ...BOARD_FINDING, modem: { ...UNREAD_MODEM, ...modem } };
  let upgrades = 0;
  const flow = new RecoveryFlow({
    service,
    dialogs,
    choosePort: () => Promise.resolve('/dev/ttyACM0'),
    upgrade: () => {
      upgrades += 1;
      return Promise.resolve();
    },
    logger: silentLogger,
    speech: ENGLISH,
  });
  return { service, dialogs, flow, upgrades: () => upgrades };
}

test('a modem that works needs nothing, and what was unfinished with it is over', async () => {
  const { flow, service, dialogs } = recovery({ state: 2, lr: 'LR5.1.1.0-41065' });
  const entry = sampleEntry();
  service.unfinishedUpgrades.push(entry);
  await flow.recover();
  expect(dialogs.menus).toEqual([]);
  expect(dialogs.told).toEqual(['The modem runs its firmware: LR5.1.1.0-41065; it needs no recovery.']);
  expect(service.forgotten).toEqual([entry.id]);
});

test('repairs are done one at a time when they are agreed to, and the modem is looked at after each', async () => {
  const { flow, service, dialogs } = recovery();
  dialogs.choices = ['power-off', 'lte-reset', undefined];
  await flow.recover();
  expect(dialogs.menus[0]?.title).toBe('The board answers, and its modem does not.');
  expect(dialogs.menus[0]?.items.map(({ choice }) => choice).slice(0, 3)).toEqual([
    'upgrade',
    'power-off',
    'safe-boot',
  ]);
  expect(dialogs.questions).toEqual(['It is done: look again', 'Do it']);
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
  expect(upgrades()).toBe(1);
});

test('an unfinished upgrade is offered after a start, and can be gone on with', async () => {
  const { flow, service, dialogs, upgrades } = recovery({ state: 4 });
  service.finding = { ...MODEM_FINDING, modem: { ...UNREAD_MODEM, state: 4 } };
  await flow.offerUnfinished();
  expect(dialogs.offered).toEqual([]);
  service.unfinishedUpgrades.push(sampleEntry());
  dialogs.pressed = 'What to do…';
  dialogs.choices = ['upgrade'];
  await flow.offerUnfinished();
  expect(dialogs.offered[0]).toContain('CATM1-41065.dup');
  expect(dialogs.menus[0]?.items[0]?.detail).toContain('upgrade again with CATM1-41065.dup');
  expect(upgrades()).toBe(1);
});

test('it can be forgotten instead, from the notification and from the list', async () => {
  const { flow, service, dialogs } = recovery({ state: 4 });
  const entry = sampleEntry();
  service.unfinishedUpgrades.push(entry);
  dialogs.pressed = 'Forget it';
  await flow.offerUnfinished();
  expect(service.forgotten).toEqual([entry.id]);
  dialogs.choices = ['forget'];
  await flow.recover();
  expect(service.forgotten).toEqual([entry.id, entry.id]);
});

test('a port that cannot be opened is told', async () => {
  const { flow, service, dialogs } = recovery();
  service.finding = transportErrors.unplugged('/dev/ttyACM0');
  await flow.recover();
  expect(dialogs.told[0]).toContain('/dev/ttyACM0 went away');
});

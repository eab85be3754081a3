import { describe, expect, test } from 'vitest';
import { systemClock } from '../../../src/base/clock';
import { phrase } from '../../../src/base/phrase';
import { UNREAD_MODEM } from '../../../src/modem/modemReading';
import { commandContext } from '../../../src/cli/commandContext';
import { recoverCommand } from '../../../src/cli/commands/recover';
import type { Shown } from '../../../src/cli/shown';
import type { Terminal } from '../../../src/cli/terminal';
import { upgradeErrors } from '../../../src/upgrade/errors';
import { FakeService } from '../ui/fakeService';
import { BOARD_FINDING } from '../ui/samples';
import { sampleEntry } from '../upgrade/journal/sampleEntry';

/** A person who answers each question by what it is about, and remembers all that was said. */
class Person implements Terminal {
  interactive = true;
  said = '';
  readonly questions: string[] = [];
  constructor(private readonly answers: Readonly<Record<string, string>>) {}
  readonly out = ({ text }: Shown): void => void (this.said += text);
  readonly err = ({ text }: Shown): void => void (this.said += text);
  readonly drawable = false;
  readonly draw = (): void => undefined;
  readonly ask = (): Promise<string | undefined> => {
    // What a question is about was said right before it.
    const [, about = ''] = /\[([a-z-]+), \w+\]\n.*\n$/.exec(this.said) ?? [];
    this.questions.push(about);
    return Promise.resolve(this.interactive ? (this.answers[about] ?? '') : undefined);
  };
  readonly password = (): Promise<undefined> => Promise.resolve(undefined);
}

function bench(answers: Readonly<Record<string, string>> = {}) {
  const [service, person] = [new FakeService(), new Person(answers)];
  service.finding = { ...BOARD_FINDING, modem: UNREAD_MODEM };
  const run = (options = {}, json = false): Promise<number> =>
    recoverCommand(
      commandContext(person, { service, clock: systemClock, signal: new AbortController().signal, json }),
      [],
      {
        port: '/dev/ttyACM0',
        yes: false,
        accept: [],
        ...options,
      },
    );
  return { service, person, run };
}

test('each repair is asked about, in order, and only what was agreed to is done', async () => {
  const { service, person, run } = bench({ 'lte-reset': 'y', 'factory-reset': 'y' });
  expect(await run()).toBe(4);
  expect(person.questions[0]).toBe('power-off');
  expect(person.questions.at(-1)).toBe('factory-reset');
  expect(service.repaired).toEqual(['lte-reset']);
});

test('the drastic one takes its whole name', async () => {
  const { service, run } = bench({ 'factory-reset': 'factory-reset' });
  await run();
  expect(service.repaired).toEqual(['factory-reset']);
});

test('it ends as soon as the modem is back', async () => {
  const { service, person, run } = bench({ 'power-off': 'yes' });
  const inspect = service.inspect.bind(service);
  service.inspect = async (port) => {
    if (person.questions.includes('power-off')) service.finding = BOARD_FINDING;
    return inspect(port);
  };
  expect(await run()).toBe(0);
  expect(person.questions).toEqual(['power-off']);
  expect(person.said).toContain('It doesn’t need recovery');
});

test('without a person, and for scripts, nothing is asked and nothing is done', async () => {
  const { service, person, run } = bench();
  person.interactive = false;
  expect(await run()).toBe(4);
  person.interactive = true;
  expect(await run({}, true)).toBe(4);
  expect(person.questions).toEqual([]);
  expect(service.repaired).toEqual([]);
});

test('a drastic repair that is only named is not done; with --yes it is', async () => {
  const { service, person, run } = bench();
  person.interactive = false;
  await expect(run({ repair: 'factory-reset' })).rejects.toMatchObject({ code: 'CONFIRMATION_MISSING' });
  expect(service.repaired).toEqual([]);
  await run({ repair: 'factory-reset', yes: true });
  expect(service.repaired).toEqual(['factory-reset']);
});

test('a repair that fails is reported, and the next is asked about', async () => {
  const { service, person, run } = bench({ 'lte-reset': 'y', 'lte-detach': 'y' });
  const { programFailed } = (await import('../../../src/board/errors')).boardErrors;
  const repair = service.repair.bind(service);
  service.repair = async (one, ...rest) => {
    await repair(one, ...rest);
    if (one.id === 'lte-reset') throw programFailed(phrase('repair the modem'), 'OSError: no');
  };
  await run();
  expect(service.repaired).toEqual(['lte-reset', 'lte-detach']);
  expect(person.said).toContain('OSError: no');
});

describe('a repair that is not the way any more', () => {
  const outdated = () =>
    Promise.reject(upgradeErrors.repairOutdated(phrase('Restart'), phrase('It may be another board.')));

  test('is told, and the list ends with what was found', async () => {
    const { service, person, run } = bench({ 'lte-reset': 'y', 'lte-detach': 'y' });
    service.repairs = outdated;
    await run();
    expect(service.repaired).toEqual(['lte-reset']);
    expect(person.said).toContain('It may be another board.');
    expect(person.questions).not.toContain('lte-detach');
  });

  test('fails the command that named it', async () => {
    const { service, run } = bench();
    service.repairs = outdated;
    await expect(run({ repair: 'lte-reset' })).rejects.toMatchObject({ code: 'REPAIR_OUTDATED' });
  });
});

test('what was unfinished with a modem that works again is forgotten', async () => {
  const { service, person, run } = bench();
  service.finding = BOARD_FINDING;
  const board = { ...sampleEntry().board, imei: BOARD_FINDING.modem.imei };
  service.unfinishedUpgrades.push(sampleEntry({ board }));
  expect(await run()).toBe(0);
  expect(service.forgotten).toEqual([sampleEntry().id]);
  expect(person.said).not.toContain('cut off');
});

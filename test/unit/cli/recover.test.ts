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

/** A person whose answers depend on the repair in question, and who records all output. */
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
    // The output right before a question names its repair.
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

test('asks about each repair in order, and does only those that the user accepts', async () => {
  const { service, person, run } = bench({ 'lte-reset': 'y', 'factory-reset': 'y' });
  expect(await run()).toBe(4);
  expect(person.questions[0]).toBe('power-off');
  expect(person.questions.at(-1)).toBe('factory-reset');
  expect(service.repaired).toEqual(['lte-reset']);
});

test('a drastic repair needs its full name as the answer', async () => {
  const { service, run } = bench({ 'factory-reset': 'factory-reset' });
  await run();
  expect(service.repaired).toEqual(['factory-reset']);
});

test('ends as soon as the modem works again', async () => {
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

test('asks nothing and repairs nothing without a person at the terminal or with --json', async () => {
  const { service, person, run } = bench();
  person.interactive = false;
  expect(await run()).toBe(4);
  person.interactive = true;
  expect(await run({}, true)).toBe(4);
  expect(person.questions).toEqual([]);
  expect(service.repaired).toEqual([]);
});

test('--repair alone does not run a drastic repair, --repair with --yes does', async () => {
  const { service, person, run } = bench();
  person.interactive = false;
  await expect(run({ repair: 'factory-reset' })).rejects.toMatchObject({ code: 'CONFIRMATION_MISSING' });
  expect(service.repaired).toEqual([]);
  await run({ repair: 'factory-reset', yes: true });
  expect(service.repaired).toEqual(['factory-reset']);
});

test('reports a repair that fails, and asks about the next', async () => {
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

describe('a repair that is out of date', () => {
  const outdated = () =>
    Promise.reject(upgradeErrors.repairOutdated(phrase('Restart'), phrase('It may be another board.')));

  test('is reported, and the list ends with the new findings', async () => {
    const { service, person, run } = bench({ 'lte-reset': 'y', 'lte-detach': 'y' });
    service.repairs = outdated;
    await run();
    expect(service.repaired).toEqual(['lte-reset']);
    expect(person.said).toContain('It may be another board.');
    expect(person.questions).not.toContain('lte-detach');
  });

  test('is an error of the command that named it', async () => {
    const { service, run } = bench();
    service.repairs = outdated;
    await expect(run({ repair: 'lte-reset' })).rejects.toMatchObject({ code: 'REPAIR_OUTDATED' });
  });
});

test('removes the record of an unfinished upgrade when the modem works again', async () => {
  const { service, person, run } = bench();
  service.finding = BOARD_FINDING;
  const board = { ...sampleEntry().board, imei: BOARD_FINDING.modem.imei };
  service.unfinishedUpgrades.push(sampleEntry({ board }));
  expect(await run()).toBe(0);
  expect(service.forgotten).toEqual([sampleEntry().id]);
  expect(person.said).not.toContain('cut off');
});

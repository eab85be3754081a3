import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EXIT_MEANINGS, EXIT_STATUS } from '../../../src/cli/exitStatus';
import { UNREAD_MODEM } from '../../../src/modem/modemReading';
import { differentialImage } from '../../fixtures/firmware';
import { Rig } from '../../scenario/rig';
import { FakeService } from '../ui/fakeService';
import { BOARD_FINDING } from '../ui/samples';
import { runInProcess } from './runInProcess';

const ERROR = { type: 'error', error: { code: 'USAGE_INVALID', category: 'badInput' } };
let folder: string;
let image: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scripts-'));
  image = join(folder, 'upgdiff_39529-to-41065.dup');
  await writeFile(image, differentialImage({ size: 50_000 }));
});
afterAll(() => rm(folder, { recursive: true }));

describe('a wrong command line gives a script one line of JSON', () => {
  test.each([
    ['no command', ['--json'], 'there’s no command in it'],
    ['an unknown command', ['upgrade', '--json'], "unknown command 'upgrade'"],
    ['an unknown option', ['ports', '--fast', '--json'], "unknown option '--fast'"],
    ['no port', ['info', '--json'], "required option '--port <port>' not specified"],
    ['a port without a name', ['info', '--port', '', '--json'], 'Pass the name of a port'],
    ['no file', ['run', '--port', 'x', '--json'], "missing required argument 'file'"],
    [
      'an invalid value before --json',
      ['info', '--port', 'x', '--baud', 'fast', '--json'],
      'Pass a positive',
    ],
    ['a command line that asks for JSON first', ['--json', 'info'], 'required option'],
  ])('%s', async (_what, argv, problem) => {
    const { status, events, err } = await runInProcess(argv);
    expect(status).toBe(2);
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject(ERROR);
    expect(JSON.stringify(events)).toContain(problem);
    expect(err).not.toBe('');
  });

  test('a misspelt warning', async () => {
    const argv = ['run', '--port', 'x', image, '--accept', 'downgrad', '--json'];
    const { status, last, err } = await runInProcess(argv);
    expect({ status, last }).toMatchObject({ status: 2, last: ERROR });
    expect(err).toContain('downgrade, ');
  });
});

test('a rehearsal whose report would replace another file is not started', async () => {
  const service = new FakeService();
  const argv = ['rehearse', '--port', 'x', '--yes', '--report', image, '--json'];
  const { status, last } = await runInProcess(argv, { service });
  expect({ status, last }).toMatchObject({ status: 2, last: { error: { code: 'REPORT_UNWRITABLE' } } });
  expect(service.rehearsed).toEqual([]);
});

test('a rehearsal whose report folder does not exist is not started', async () => {
  const service = new FakeService();
  const report = join(dirname(image), 'missing', 'report.md');
  const argv = ['rehearse', '--port', 'x', '--yes', '--report', report, '--json'];
  const { status, last } = await runInProcess(argv, { service });
  expect({ status, last }).toMatchObject({ status: 2, last: { error: { code: 'REPORT_UNWRITABLE' } } });
  expect(service.rehearsed).toEqual([]);
});

describe('with --json a plan is described, and its files stay in the process', () => {
  const NAME = 'upgdiff_39529-to-41065.dup';
  const DESCRIBED = { images: [{ name: NAME, size: 50_000, targetBuild: '41065' }], updater: null };
  const IN_FILES = /"(source|description|sha256|origin|blocks)"/;

  test('by `plan`', async () => {
    const rig = new Rig();
    const argv = ['plan', '--port', rig.wire.path, image, '--json'];
    const { last, out } = await runInProcess(argv, { service: rig.service });
    expect(last).toMatchObject({ type: 'plan', outcome: 'allowed' });
    expect({ images: last?.['images'], updater: last?.['updater'] }).toEqual(DESCRIBED);
    expect(out).not.toMatch(IN_FILES);
  });

  test('by the first event of `run`', async () => {
    const rig = new Rig();
    const argv = ['run', '--port', rig.wire.path, image, '--yes', '--json'];
    const { events, last, out } = await runInProcess(argv, { service: rig.service, clock: rig.clock });
    expect(last).toMatchObject({ type: 'report', outcome: 'upgraded' });
    expect(events[0]).toMatchObject({ type: 'plan', plan: { method: 'uart' } });
    expect(events[0]).toHaveProperty('plan.images', DESCRIBED.images);
    expect(events[0]).toHaveProperty('plan.updater', DESCRIBED.updater);
    expect(out).not.toMatch(IN_FILES);
  });
});

describe('an unexpected error', () => {
  const broken = new TypeError('cannot read properties of undefined');

  test('is reported in a sentence, without a stack', async () => {
    const service = { ...new Rig().service, listPorts: () => Promise.reject(broken) };
    const { status, last, err } = await runInProcess(['ports', '--json'], { service });
    expect(status).toBe(EXIT_STATUS.failed);
    expect(last).toMatchObject({ type: 'error', error: { code: 'UNEXPECTED' } });
    expect(err.trimEnd().split('\n')).toHaveLength(2);
    expect(err).toContain('cannot read properties of undefined');
  });

  test('before a run is reported with an unchanged modem', async () => {
    const rig = new Rig();
    const planChosen = (): never => {
      throw broken;
    };
    const service = { ...rig.service, planChosen };
    const argv = ['run', '--port', rig.wire.path, image, '--yes', '--json'];
    const { status, last } = await runInProcess(argv, { service });
    expect(status).toBe(EXIT_STATUS.failed);
    expect(last).toMatchObject({ type: 'report', outcome: 'failed', modemState: 'untouched' });
  });

  test('during a run is reported with an unknown modem state', async () => {
    const rig = new Rig();
    const service = { ...rig.service, run: () => Promise.reject(broken) };
    const argv = ['run', '--port', rig.wire.path, image, '--yes', '--json'];
    const { status, last } = await runInProcess(argv, { service });
    expect(status).toBe(EXIT_STATUS.unknown);
    expect(last).toMatchObject({
      type: 'report',
      outcome: 'failed',
      modemState: 'unknown',
      before: { build: '39529' },
      after: null,
      error: { code: 'UNEXPECTED' },
    });
  });

  test('in a repair is reported, and the modem is read again', async () => {
    const service = new FakeService();
    service.finding = { ...BOARD_FINDING, modem: UNREAD_MODEM };
    service.repair = () => Promise.reject(broken);
    const argv = ['recover', '--port', 'x', '--repair', 'lte-reset', '--json'];
    const { status, events, err } = await runInProcess(argv, { service });
    expect(status).toBe(EXIT_STATUS.unknown);
    expect(events.map(({ type }) => type)).toEqual(['diagnosis', 'diagnosis']);
    expect(err).toContain('cannot read properties');
  });
});

test('--json keeps questions out of standard output', async () => {
  const service = new FakeService();
  service.finding = { ...BOARD_FINDING, modem: UNREAD_MODEM };
  const argv = ['recover', '--port', 'x', '--repair', 'factory-reset', '--json'];
  const { events, err } = await runInProcess(argv, { service, answers: ['factory-reset'] });
  expect(events.map(({ type }) => type)).toEqual(['diagnosis', 'diagnosis']);
  expect(err).toContain('[factory-reset, drastic]');
  expect(service.repaired).toEqual(['factory-reset']);
});

test('help shows no default for options that are off', async () => {
  const { status, out } = await runInProcess(['run', '--help']);
  expect(status).toBe(0);
  expect(out).toMatch(/--clean-up +delete the copied files/);
  expect(out).not.toContain('default: false');
});

describe('exit statuses', () => {
  const table = Object.entries(EXIT_STATUS).map(
    ([name, status]) => [status, EXIT_MEANINGS[name as keyof typeof EXIT_STATUS]] as const,
  );

  test('are listed by --help, with an example', async () => {
    const { status, out } = await runInProcess(['--help']);
    expect(status).toBe(0);
    for (const [number, meaning] of table) expect(out).toContain(`  ${String(number).padEnd(5)}${meaning}\n`);
    expect(out).toContain('lte-upgrade run --port /dev/ttyACM0');
  });

  test('are listed in ARCHITECTURE.md', async () => {
    const text = await readFile('ARCHITECTURE.md', 'utf8');
    for (const [number, meaning] of table) expect(text).toContain(`| ${number} | ${meaning} |\n`);
  });
});

describe('a request that a script can’t get is an error with its code', () => {
  test('a file for another build is refused by its rule', async () => {
    const rig = new Rig();
    const other = join(folder, 'upgdiff_38638-to-41065.dup');
    await writeFile(other, differentialImage({ base: '38638', size: 50_000 }));
    const argv = ['run', '--port', rig.wire.path, other, '--yes', '--json'];
    const { status, last } = await runInProcess(argv, { service: rig.service });
    expect(status).toBe(EXIT_STATUS.refused);
    expect(last).toMatchObject({ type: 'report', outcome: 'refused', error: { code: 'RULE_REFUSED' } });
    expect(rig.modem.truth.stpBytesReceived).toBe(0);
  });

  test('a file that is no transcript is not replayed', async () => {
    const file = join(folder, 'bad.log');
    await writeFile(file, 'hello\n');
    const { status, last } = await runInProcess(['replay', file, '--json'], { service: new Rig().service });
    expect(status).toBe(EXIT_STATUS.badInput);
    expect(last).toMatchObject({ type: 'error', error: { code: 'TRANSCRIPT_INVALID' } });
  });
});

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { differentialImage, fullImage, twoStepPair } from '../fixtures/firmware';
import { zip } from '../fixtures/zip';
import { Rig } from '../scenario/rig';
import { type ProgramRun, runInProcess } from '../unit/cli/runInProcess';

const [FIRST, SECOND] = ['CATM1-5.2-48829-1.dup', 'CATM1-5.2-48829-2.dup'];
const DANGERS = ['two-step-record', 'two-steps-on-steady-power'];
const BY_NAME = DANGERS.flatMap((rule) => ['--accept', rule]);
let folder: string;
let pair: string[];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'danger-'));
  pair = [join(folder, FIRST), join(folder, SECOND)];
  for (const [index, bytes] of twoStepPair({ size: 60_000 }).entries())
    await writeFile(pair[index] ?? '', bytes);
});
/** A folder with files of these names. The pair always continues from 41065. */
async function place(...names: string[]): Promise<string> {
  const [one, two] = twoStepPair({ size: 60_000 });
  const bytes: Record<string, Uint8Array> = {
    [FIRST]: one,
    [SECOND]: two,
    'CATM1-41065.dup': fullImage({ build: '41065', size: 60_000 }),
    'CATM1-39529.dup': fullImage({ build: '39529', size: 60_000 }),
    'NB1-41019.dup': fullImage({ build: '41019', version: '6.0.0.0', size: 60_000 }),
    'upgdiff_39529-to-41065.dup': differentialImage({ base: '39529', target: '41065', size: 60_000 }),
  };
  const at = await mkdtemp(join(folder, 'place-'));
  for (const name of names) await writeFile(join(at, name), bytes[name] ?? '');
  return at;
}
afterAll(() => rm(folder, { recursive: true }));

/** A modem on 41065, which the pair upgrades to 5.2-48829. */
const newRig = (): Rig => new Rig({ build: '41065' });

/** @param answers a person’s answers; without them, no person is at the terminal */
function program(rig: Rig, argv: readonly string[], answers?: string[]): Promise<ProgramRun> {
  const [command = '', ...rest] = argv;
  return runInProcess([command, ...pair, '--port', rig.wire.path, ...rest], {
    service: rig.service,
    ...(answers && { answers }),
  });
}

describe('the pair to 5.2-48829, chosen by its files', () => {
  test('is planned, and each of its dangers is marked as one, also for a script', async () => {
    const { status, out } = await program(newRig(), ['plan']);
    expect(status).toBe(0);
    expect(out).toMatch(
      /^! Dangerous: The upgrade to 5\.2-48829 has bricked more modems .* \[two-step-record\]$/m,
    );
    expect(out).toContain(
      `To confirm in \`run\`: ${BY_NAME.join(' ')}. --yes doesn’t confirm dangerous warnings (${DANGERS.join(', ')}).\n`,
    );
    const { last } = await program(newRig(), ['plan', '--json']);
    expect(last).toMatchObject({
      outcome: 'allowed',
      warnings: DANGERS.map((rule) => ({ rule, grade: 'dangerous' })),
    });
  });

  test.each<[string, string[], string[] | undefined, string[]]>([
    ['--yes', ['--yes'], undefined, DANGERS],
    ['--yes at a terminal, which then asks nothing', ['--yes'], DANGERS, DANGERS],
    ['--yes and one of the names', ['--yes', '--accept', 'two-step-record'], undefined, [DANGERS[1] ?? '']],
    ['no person at the terminal', [], undefined, ['two-step-record']],
    ['a yes to each question', [], ['y', 'y', 'y'], ['two-step-record']],
    ['Enter', [], ['', '', ''], ['two-step-record']],
    ['another name', [], ['two-steps-on-steady-power'], ['two-step-record']],
    ['one name typed and then a yes', [], ['two-step-record', 'yes', 'y'], ['two-steps-on-steady-power']],
  ])('is not upgraded with %s', async (_, options, answers, missing) => {
    const rig = newRig();
    const { status, out, err } = await program(rig, ['run', ...options], answers);
    expect(status).toBe(3);
    expect(out).toContain('The upgrade wasn’t started. The modem is unchanged.');
    expect(err).toContain(`or pass ${missing.map((rule) => `--accept ${rule}`).join(' ')}.`);
    expect(rig.modem.truth).toMatchObject({ stpBytesReceived: 0, condition: 'untouched' });
  });

  test.each<[string, string[], string[] | undefined]>([
    ['the names and --yes', ['--yes', ...BY_NAME], undefined],
    ['the names and a confirmed start', [...BY_NAME, '--accept', 'start'], undefined],
    ['the typed names', [], [...DANGERS, 'y']],
    [
      'one name as an option and one typed',
      ['--accept', 'two-step-record'],
      [' two-steps-on-steady-power ', 'y'],
    ],
  ])('is upgraded with %s', async (_, options, answers) => {
    const rig = newRig();
    const { status } = await program(rig, ['run', ...options], answers);
    expect(status).toBe(0);
    expect(rig.modem.truth).toMatchObject({ condition: 'upgraded', build: '48829' });
  });

  test('is not started by --yes for a script, which learns what is missing', async () => {
    const rig = newRig();
    const { status, last } = await program(rig, ['run', '--yes', '--json']);
    expect(status).toBe(3);
    expect(last).toMatchObject({
      type: 'report',
      outcome: 'refused',
      modemState: 'untouched',
      error: {
        code: 'CONFIRMATION_MISSING',
        category: 'refusal',
        remedy: expect.stringContaining(BY_NAME.join(' ')) as string,
      },
    });
  });

  test('is not started by the --yes of recover', async () => {
    const rig = new Rig({ state: 4 });
    const { status, err } = await program(rig, ['recover', '--yes', '--accept', 'two-step-record']);
    expect(status).toBe(3);
    expect(rig.modem.truth.stpBytesReceived).toBe(0);
    expect(err).toContain('--accept two-steps-on-steady-power --accept bootrom-unknown.');
  });
});

const UP_TO_DATE =
  'The modem already runs 41065, the newest safe build among these files. There’s nothing to do.';

describe('a folder for a modem on 41065', () => {
  const at = (path: string, command: string, ...options: string[]) => {
    const rig = newRig();
    const argv = [command, path, '--port', rig.wire.path, ...options];
    return runInProcess(argv, { service: rig.service }).then((run) => ({ rig, ...run }));
  };

  test.each([
    ['with the image of its build and the pair', ['CATM1-41065.dup', FIRST, SECOND]],
    [
      'with a differential image that is applied already, and the pair',
      ['upgdiff_39529-to-41065.dup', FIRST, SECOND],
    ],
    ['with an image of the other family, too', ['CATM1-41065.dup', 'NB1-41019.dup', FIRST, SECOND]],
    ['with only the image of its build', ['CATM1-41065.dup']],
  ])('%s: nothing to do, and nothing is done', async (_, names) => {
    const path = await place(...names);
    const planned = await at(path, 'plan');
    expect(planned.status).toBe(0);
    expect(planned.out.startsWith(`${UP_TO_DATE}\n`)).toBe(true);
    expect(planned.out).not.toContain('fits best');
    expect(planned.out).not.toMatch(/^ {2}or .*48829/m);
    for (const options of [['--yes'], ['--yes', ...BY_NAME]]) {
      const { rig, status, out } = await at(path, 'run', ...options);
      expect(status).toBe(0);
      expect(out).toContain(`${UP_TO_DATE}\n`);
      expect(out).toContain('The modem is unchanged.');
      expect(rig.modem.truth).toMatchObject({ stpBytesReceived: 0, condition: 'untouched' });
    }
  });

  test('with nothing to do gets that answer in a script, too', async () => {
    const path = await place('CATM1-41065.dup', FIRST, SECOND);
    expect((await at(path, 'plan', '--json')).last).toMatchObject({
      type: 'plan',
      outcome: 'nothingToDo',
      build: '41065',
      sentence: UP_TO_DATE,
      chosen: [],
      others: expect.arrayContaining([
        expect.objectContaining({ files: [FIRST, SECOND], outcome: 'refused' }),
      ]) as unknown,
    });
    const { status, events, last } = await at(path, 'run', '--yes', '--json');
    expect(status).toBe(0);
    expect(events).toMatchObject([{ type: 'notice', text: UP_TO_DATE }, { type: 'report' }]);
    expect(last).toMatchObject({
      outcome: 'nothingToDo',
      modemState: 'untouched',
      error: null,
      after: { build: '41065' },
    });
  });

  test('with older builds only: nothing to do, and the downgrade is listed', async () => {
    const { status, out } = await at(await place('CATM1-39529.dup'), 'run', '--yes');
    expect(status).toBe(0);
    expect(out).toContain(
      'The modem runs 41065. None of these files is a safe upgrade to a newer build. There’s nothing to do.',
    );
    expect(out).toContain('or CATM1-39529.dup: Upgrades to build 39529; needs confirmation: downgrade.');
  });

  test.each([
    ['a folder', (path: string) => Promise.resolve(path)],
    [
      'an archive',
      async (path: string) => {
        const [one, two] = twoStepPair({ size: 60_000 });
        const archive = join(path, 'CATM1-48829.zip');
        await writeFile(
          archive,
          await zip([
            [FIRST, one],
            [SECOND, two],
          ] as const),
        );
        return archive;
      },
    ],
  ])('with only the pair, in %s: refused, whatever is confirmed', async (_, of) => {
    const path = await of(await place(FIRST, SECOND));
    for (const options of [['--yes'], ['--yes', ...BY_NAME]]) {
      const { rig, status, err } = await at(path, 'run', ...options);
      expect(status).toBe(3);
      expect(err).toContain(`${FIRST} + ${SECOND} would work, but is dangerous for this modem.`);
      expect(err).toContain('choose the files directly');
      expect(rig.modem.truth).toMatchObject({ stpBytesReceived: 0, condition: 'untouched' });
    }
    const { last } = await at(path, 'plan', '--json');
    expect(last).toMatchObject({ outcome: 'refused', rule: 'dangerous-unless-chosen', chosen: [] });
  });

  test('a differential image that is applied already, chosen with the pair beside it', async () => {
    const path = await place('upgdiff_39529-to-41065.dup', FIRST, SECOND);
    const { rig, status, out } = await at(join(path, 'upgdiff_39529-to-41065.dup'), 'run', '--yes');
    expect(status).toBe(0);
    expect(out).toContain(
      'The modem already runs 41065, the build in upgdiff_39529-to-41065.dup. There’s nothing to do.',
    );
    expect(out).not.toContain('48829');
    expect(rig.modem.truth.stpBytesReceived).toBe(0);
  });

  test('the same image again is installed if the user chose it', async () => {
    const path = await place('CATM1-41065.dup', FIRST, SECOND);
    const { status, out } = await at(join(path, 'CATM1-41065.dup'), 'plan');
    expect(status).toBe(0);
    expect(out).toContain('[same-version]');
  });

  test('a newer image that needs another method is not “nothing to do”', async () => {
    const rig = new Rig({ build: '39529' });
    const path = await place('CATM1-39529.dup', 'CATM1-41065.dup');
    const argv = ['plan', path, '--port', rig.wire.path, '--method', 'flash'];
    const { status } = await runInProcess(argv, { service: rig.service });
    expect(status).toBe(3);
  });
});

test('an NB-IoT modem on its newest build stays unchanged', async () => {
  const rig = new Rig({ build: '41019', version: '6.0.0.0', family: 'NB-IoT' });
  const path = await place('NB1-41019.dup', 'CATM1-41065.dup', FIRST, SECOND);
  const { status, out } = await runInProcess(['run', path, '--port', rig.wire.path, '--yes'], {
    service: rig.service,
  });
  expect(status).toBe(0);
  expect(out).toContain(
    'The modem already runs 41019, the newest safe build among these files. There’s nothing to do.',
  );
  expect(rig.modem.truth.stpBytesReceived).toBe(0);
});

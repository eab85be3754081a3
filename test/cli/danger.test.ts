import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { twoStepPair } from '../fixtures/firmware';
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
afterAll(() => rm(folder, { recursive: true }));

/** A modem on 41065, which the pair leads on to 5.2-48829. */
const newRig = (): Rig => new Rig({ build: '41065' });

/** @param answers what a person says; nobody is there when it is left out */
function program(rig: Rig, argv: readonly string[], answers?: string[]): Promise<ProgramRun> {
  const [command = '', ...rest] = argv;
  return runInProcess([command, ...pair, '--port', rig.wire.path, ...rest], {
    service: rig.service,
    ...(answers && { answers }),
  });
}

describe('the pair to 5.2-48829, given by its files', () => {
  test('is planned, and each of its dangers is called one, also for a script', async () => {
    const { status, out } = await program(newRig(), ['plan']);
    expect(status).toBe(0);
    expect(out).toMatch(/^! Dangerous: No other upgrade has cost as many modems .* \[two-step-record\]$/m);
    expect(out).toContain(
      `To confirm in \`run\`: ${BY_NAME.join(' ')}. --yes does not confirm what is dangerous (${DANGERS.join(', ')}).\n`,
    );
    const { last } = await program(newRig(), ['plan', '--json']);
    expect(last).toMatchObject({
      outcome: 'allowed',
      warnings: DANGERS.map((rule) => ({ rule, grade: 'dangerous' })),
    });
  });

  test.each<[string, string[], string[] | undefined, string[]]>([
    ['--yes', ['--yes'], undefined, DANGERS],
    ['--yes at a terminal, which asks nothing', ['--yes'], DANGERS, DANGERS],
    ['--yes and one of its names', ['--yes', '--accept', 'two-step-record'], undefined, [DANGERS[1] ?? '']],
    ['nobody who is asked', [], undefined, ['two-step-record']],
    ['a yes to each question', [], ['y', 'y', 'y'], ['two-step-record']],
    ['Enter', [], ['', '', ''], ['two-step-record']],
    ['another name', [], ['two-steps-on-steady-power'], ['two-step-record']],
    ['one name typed and then a yes', [], ['two-step-record', 'yes', 'y'], ['two-steps-on-steady-power']],
  ])('is not begun with %s', async (_, options, answers, missing) => {
    const rig = newRig();
    const { status, out, err } = await program(rig, ['run', ...options], answers);
    expect(status).toBe(3);
    expect(out).toContain('The upgrade was not started. The modem is as it was.');
    expect(err).toContain(`or give ${missing.map((rule) => `--accept ${rule}`).join(' ')}.`);
    expect(rig.modem.truth).toMatchObject({ stpBytesReceived: 0, condition: 'untouched' });
  });

  test.each<[string, string[], string[] | undefined]>([
    ['its names and --yes', ['--yes', ...BY_NAME], undefined],
    ['its names and the start', [...BY_NAME, '--accept', 'start'], undefined],
    ['its names, typed', [], [...DANGERS, 'y']],
    ['a name given and one typed', ['--accept', 'two-step-record'], [' two-steps-on-steady-power ', 'y']],
  ])('is done with %s', async (_, options, answers) => {
    const rig = newRig();
    const { status } = await program(rig, ['run', ...options], answers);
    expect(status).toBe(0);
    expect(rig.modem.truth).toMatchObject({ condition: 'upgraded', build: '48829' });
  });

  test('is not begun by --yes for a script either, which reads what is missing', async () => {
    const rig = newRig();
    const { status, last } = await program(rig, ['run', '--yes', '--json']);
    expect(status).toBe(3);
    expect(last).toMatchObject({
      type: 'report',
      outcome: 'refused',
      modemState: 'untouched',
      error: {
        code: 'CONFIRMATION_MISSING',
        exposure: 'refusal',
        remedy: expect.stringContaining(BY_NAME.join(' ')) as string,
      },
    });
  });

  test('nor by the --yes of recover', async () => {
    const rig = new Rig({ state: 4 });
    const { status, err } = await program(rig, ['recover', '--yes', '--accept', 'two-step-record']);
    expect(status).toBe(3);
    expect(rig.modem.truth.stpBytesReceived).toBe(0);
    expect(err).toContain('--accept two-steps-on-steady-power --accept bootrom-unknown.');
  });
});

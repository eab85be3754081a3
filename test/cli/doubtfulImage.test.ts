import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fullImage, otherLayoutImage } from '../fixtures/firmware';
import { Rig } from '../scenario/rig';
import { type ProgramRun, runInProcess } from '../unit/cli/runInProcess';

const NAME = 'upgdiff_39529-to-41065.dup';
const DOUBT = `The layout of ${NAME} is unknown, so its checksums couldn’t be verified.`;
let folder: string;
let file: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'doubtful-'));
  file = join(folder, NAME);
  await writeFile(file, otherLayoutImage());
});
afterAll(() => rm(folder, { recursive: true }));

/** @param answers a person’s answers; without them, no person is at the terminal */
function program(argv: string[], rig = new Rig(), answers?: string[]): Promise<ProgramRun> {
  return runInProcess(argv, { service: rig.service, ...(answers && { answers }) });
}

describe('a differential image of unknown layout', () => {
  test('is reported with its doubt by check', async () => {
    const { status, out } = await program(['check', file]);
    expect(status).toBe(0);
    expect(out).toContain(`${NAME}: differential image from build 39529\n  target  CAT-M1 build 41065\n`);
    expect(out).toContain(`  !       ${DOUBT}\n`);
    const { last } = await program(['check', file, '--json']);
    expect(last).toMatchObject({
      files: [{ kind: 'differential', baseBuild: '39529', targetBuild: '41065', findings: [{}] }],
    });
  });

  test('is dangerous by plan', async () => {
    const rig = new Rig();
    const { status, out } = await program(['plan', file, '--port', rig.wire.path], rig);
    expect(status).toBe(0);
    expect(out).toContain(`! Dangerous: ${DOUBT}`);
    expect(out).toContain('[doubtful-image]');
    expect(rig.modem.truth.stpBytesReceived).toBe(0);
  });

  test.each([
    ['no person at the terminal', undefined],
    ['a no', ['n']],
    ['a yes', ['y', 'y']],
  ])('is not sent with %s', async (_, answers) => {
    const rig = new Rig();
    const { status, err } = await program(['run', file, '--port', rig.wire.path], rig, answers);
    expect(status).toBe(3);
    expect(err).toContain('--accept doubtful-image');
    expect(rig.modem.truth.stpBytesReceived).toBe(0);
  });

  test.each([
    ['its name', ['--accept', 'doubtful-image', '--accept', 'start'], undefined],
    ['the typed name', [], ['doubtful-image', 'y']],
  ])('is sent with %s, and the report has the modem’s answer', async (_, options, answers) => {
    const rig = new Rig();
    const { status, out } = await program(['run', file, '--port', rig.wire.path, ...options], rig, answers);
    expect(rig.modem.truth.stpBytesReceived).toBeGreaterThan(30_000);
    // The simulated modem does not know this layout, either.
    expect(status).toBe(1);
    expect(out).not.toContain('upgraded');
  });

  test('is not chosen from a folder, and not offered there', async () => {
    const beside = join(folder, 'CATM1-39529.dup');
    await writeFile(beside, fullImage({ build: '39529', size: 60_000 }));
    const rig = new Rig();
    const { last } = await program(['plan', folder, '--port', rig.wire.path, '--json'], rig);
    await rm(beside);
    expect(last).toMatchObject({
      outcome: 'nothingToDo',
      chosen: [],
      others: expect.arrayContaining([
        expect.objectContaining({ files: [NAME], outcome: 'refused' }),
      ]) as unknown,
    });
    expect(JSON.stringify(last)).not.toContain('"allowed"');
  });
});

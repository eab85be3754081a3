import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { render } from '../../../src/base/phrase';
import { cliErrors } from '../../../src/cli/errors';
import { transcriptFile } from '../../../src/cli/transcriptFile';
import { fullImage } from '../../fixtures/firmware';
import { Rig } from '../../scenario/rig';
import { runInProcess } from './runInProcess';

let folder: string;
let image: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sentences-'));
  image = join(folder, 'CATM1-39529.dup');
  await writeFile(image, fullImage({ build: '39529', size: 4_194_400 }));
});
afterAll(() => rm(folder, { recursive: true }));

test('a transcript that can’t be written has its own error', () => {
  const file = join(folder, 'none', 'a.log');
  const refusal = { code: 'TRANSCRIPT_UNWRITABLE', category: 'badInput' };
  expect(() => transcriptFile(file, () => undefined)).toThrow(expect.objectContaining(refusal) as Error);
  expect(() => transcriptFile(file, () => undefined)).toThrow(`Can’t write the transcript ${file}`);
});

describe('a warning to confirm', () => {
  const plan = (...more: string[]) => {
    const rig = new Rig();
    return runInProcess([...more, image, '--port', rig.wire.path], { service: rig.service, answers: [] });
  };

  test('is named by the plan in the form that `run` accepts', async () => {
    const { status, out } = await plan('plan');
    expect(status).toBe(0);
    expect(out).toMatch(/^From LR5\.1\.1\.0-39529 to CATM1-39529\.dup \(build 39529\), over UART, about/m);
    expect(out).toContain(
      '[same-version]\nTo confirm in `run`: --accept same-version, or --yes for everything.\n',
    );
  });

  test.each([
    [[], 'you didn’t confirm the warning same-version', '--accept same-version'],
    [['--accept', 'same-version'], 'you didn’t confirm it', '--yes or --accept start'],
  ])('is named by the refusal after %j', async (accepted, why, way) => {
    const { status, out, err } = await plan('run', ...accepted);
    expect(status).toBe(3);
    expect(out).toContain('The upgrade wasn’t started. The modem is unchanged.');
    expect(err).toContain(`The upgrade wasn’t started, because ${why}.`);
    expect(err).toContain(way);
  });

  test.each([
    [
      cliErrors.repairNotConfirmed('lte-reset'),
      'The recovery step lte-reset wasn’t run, because you didn’t confirm it.',
    ],
    [cliErrors.cardNotFormatted('format'), 'The card wasn’t formatted.'],
  ])('that was not confirmed leads to an error that says why', (error, sentence) => {
    expect(error).toMatchObject({ code: 'CONFIRMATION_MISSING', category: 'refusal' });
    expect(render(error.sentence)).toBe(sentence);
  });
});

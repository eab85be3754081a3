import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sealedBlock } from '../fixtures/block';
import { differentialImage, fullImage, twoStepPair, updaterElf } from '../fixtures/firmware';
import { renamed, zip } from '../fixtures/zip';
import { Rig } from '../scenario/rig';
import { type ProgramRun, runInProcess } from '../unit/cli/runInProcess';

const SIZE = 30_000;
const [FIRST, SECOND] = twoStepPair({ size: SIZE });
const PAIR = ['--accept', 'two-step-record', '--accept', 'two-steps-on-steady-power', '--accept', 'start'];

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'names-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function put(name: string, bytes: Uint8Array): Promise<string> {
  const path = join(folder, name);
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, bytes);
  return path;
}

function program(argv: string[], rig: Rig): Promise<ProgramRun> {
  return runInProcess([...argv, '--port', rig.wire.path], { service: rig.service });
}

/** The error of `plan` and `run --yes` for this file, on a modem with this build. */
async function refusalOf(build: string, ...paths: string[]): Promise<string> {
  const rig = new Rig({ build });
  const planned = await program(['plan', ...paths], rig);
  expect(planned.status).toBe(3);
  const run = await program(['run', ...paths, '--yes'], rig);
  expect(run.status).toBe(3);
  expect(rig.modem.truth.stpBytesReceived).toBe(0);
  return `${planned.out}${planned.err}${run.err}`;
}

describe('halves of the pair under the names that browsers and file managers make', () => {
  const COPIES = [
    ['CATM1-5.2-48829-1 (1).dup', 'CATM1-5.2-48829-2 (1).dup'],
    ['Kopie von CATM1-5.2-48829-1.dup', 'CATM1-5.2-48829-2.dup'],
    ['CATM1-5.2-48829-1 - Copy.dup', 'catm1_5.2_48829_2 2.DUP'],
    ['CATM1-5.2-48829-1.dup.dup', 'CATM1-5.2-48829-2 - 副本.dup'],
  ] as const;

  test.each(COPIES)('%s and %s are installed in one run, never the first alone', async (one, two) => {
    const [first, second] = [await put(one, FIRST), await put(two, SECOND)];
    const rig = new Rig({ build: '41065' });
    const { status } = await program(['run', second, first, ...PAIR], rig);
    expect(status).toBe(0);
    expect(rig.modem.truth).toMatchObject({ build: '48829', condition: 'upgraded' });
  });

  test.each(COPIES)('%s alone is refused', async (one) => {
    expect(await refusalOf('41065', await put(one, FIRST))).toContain('is only the first of two steps');
  });

  test.each(COPIES)('of a folder with %s and %s neither half is planned alone', async (one, two) => {
    await put(one, FIRST);
    await put(two, SECOND);
    const rig = new Rig({ build: '41065' });
    const { out } = await program(['plan', folder], rig);
    expect(out.includes(one)).toBe(out.includes(two));
    await program(['run', folder, '--yes'], rig);
    expect(rig.modem.truth.stpBytesReceived).toBe(0);
  });
});

test.each(['firmware.dup', 'CATM1-41065.dup', 'CATM1-5.2-48829.dup', '更新.dup', 'CATM1-5.2-48829-1-2.dup'])(
  'a file with build 48829 and the name %s is treated as part of the pair',
  async (name) => {
    expect(await refusalOf('41065', await put(name, SECOND))).toContain(
      'belongs to the two-step upgrade to 5.2-48829',
    );
  },
);

test('a first half is recognised by its size, with any name', async () => {
  const first = fullImage({ build: '39529', size: 416_448 });
  expect(await refusalOf('38638', await put('CATM1-39529.dup', first))).toContain(
    'belongs to the two-step upgrade to 5.2-48829',
  );
});

describe('a copy of a differential image', () => {
  const bytes = differentialImage({ base: '38638', target: '39529', size: SIZE });

  test('is refused for a modem of another build', async () => {
    expect(await refusalOf('41065', await put('upgdiff_38638-to-39529 (1).dup', bytes))).toContain(
      'starts from build 38638; this modem runs 41065',
    );
  });

  test('is refused if its name no longer gives the base', async () => {
    expect(await refusalOf('38638', await put('difference.dup', bytes))).toContain(
      'doesn’t say which build it starts from',
    );
  });

  test('upgrades a modem with its base build', async () => {
    const rig = new Rig({ build: '38638' });
    const file = await put('Kopie von upgdiff_38638-to-39529.dup', bytes);
    expect((await program(['run', file, '--yes'], rig)).status).toBe(0);
    expect(rig.modem.truth).toMatchObject({ build: '39529' });
  });
});

describe('firmware for another chip, or incomplete firmware', () => {
  test('an image of 8.x', async () => {
    const image = fullImage({ version: '8.0.5.13', build: '59577', size: SIZE, packed: true });
    expect(await refusalOf('41065', await put('CATM1-41065.dup', image))).toContain(
      'contains 8.0.5.13, which is firmware for another chip',
    );
  });

  test('a modem of 8.x', async () => {
    const rig = new Rig({ build: '60186', version: '8.2.0.3' });
    const file = await put('CATM1-41065.dup', fullImage({ size: SIZE }));
    const { status, err } = await program(['run', file, '--yes'], rig);
    expect(status).toBe(3);
    expect(err).toContain('This modem runs LR8.2.0.3-60186');
    expect(rig.modem.truth.stpBytesReceived).toBe(0);
  });

  test('a bootrom alone', async () => {
    const bootrom = sealedBlock('UPGR', 'bootrom upgrade package', Buffer.alloc(SIZE), {});
    expect(await refusalOf('41065', await put('CATM1-41065.dup', bootrom))).toContain(
      'doesn’t contain the modem’s application',
    );
  });
});

test('an intact image with another kind of checksum is dangerous, and not called damaged', async () => {
  const text = Buffer.from('5.1.1.0 [41065] by robot-soft at 2020-01-10'.padEnd(SIZE, '\0'));
  const image = Buffer.concat(
    ['fff', 'fs'].map((part) =>
      sealedBlock('UPGR', `${part} upgrade package`, text, { kind: 4, version: 2 }),
    ),
  );
  const file = await put('CATM1-41065.dup', image);
  const rig = new Rig({ build: '39529' });
  const { status, out } = await program(['plan', file], rig);
  expect(status).toBe(0);
  expect(out).toContain('is intact according to its CRC-32');
  expect(out).toContain('header version 2');
  expect(out).toContain('[doubtful-image]');
  expect((await program(['run', file, '--yes'], rig)).status).toBe(3);
  image[1000] = 1;
  expect((await program(['plan', await put('CATM1-41065.dup', image)], rig)).err).toContain('is damaged');
});

describe('a downloaded file', () => {
  const check = (path: string): Promise<ProgramRun> =>
    runInProcess(['check', path], { service: new Rig().service });

  test.each([
    [
      'CATM1-41065.dup.tgz',
      Buffer.from('\x1f\x8b\x08 rest', 'latin1'),
      /is packed \(gzip\).*\nUnpack it first/,
    ],
    ['CATM1-41065.dup', Buffer.from('<!DOCTYPE html><html>'), /is a web page: the download needed a login/],
    ['CATM1-41065.zip', Buffer.from('<!DOCTYPE html><html>'), /is a web page: the download needed a login/],
    ['CATM1-41065.zip', Buffer.alloc(0), /is empty/],
    ['CATM1-41065.dup', Buffer.alloc(0), /is empty/],
  ])('%s %#: is reported as what it is', async (name, bytes, said) => {
    const { status, err } = await check(await put(name, bytes));
    expect(status).toBe(2);
    expect(err).toMatch(said);
  });

  test('in an archive of .NET: both halves are found, and the updater of one package is not used for another’s image', async () => {
    const archive = renamed(
      await zip([
        ['F/CATM1-5.2-48829-1.dup', FIRST],
        ['F/CATM1-5.2-48829-2.dup', SECOND],
      ]),
      'F/CATM1',
      'F\\CATM1',
    );
    const rig = new Rig({ build: '41065' });
    const { err, out } = await program(['plan', await put('files.zip', archive)], rig);
    expect(`${out}${err}`).not.toContain('F\\');
    expect(`${out}${err}`).toContain('CATM1-5.2-48829-1.dup');
    const two = renamed(
      renamed(
        await zip([
          ['A/CATM1-41065.dup', fullImage({ size: SIZE })],
          ['B/updater.elf', updaterElf({ size: 5000 })],
        ]),
        'A/CATM1',
        'A\\CATM1',
      ),
      'B/updater',
      'B\\updater',
    );
    const cold = new Rig({ state: 0 });
    const planned = await program(['plan', await put('two.zip', two)], cold);
    expect(planned.out).toContain('updater-of-another-package');
  });
});

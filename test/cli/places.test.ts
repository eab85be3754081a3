import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Rig } from '../scenario/rig';
import { differentialImage, fullImage, updaterElf } from '../fixtures/firmware';
import { zip } from '../fixtures/zip';
import { type ProgramRun, runInProcess } from '../unit/cli/runInProcess';

const PASSWORD = 'MembersOnly!';
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'firmware-'));
  await mkdir(join(folder, 'deep', 'er'), { recursive: true });
  const image = fullImage({ build: '41065', size: 60_000 });
  const difference = differentialImage({ base: '39529', target: '41065', size: 60_000 });
  await writeFile(join(folder, 'deep', 'er', 'upgdiff_39529-to-41065.DUP'), difference);
  await writeFile(join(folder, 'broken.dup'), image.subarray(0, 50_000));
  const packed = [
    ['CATM1/CATM1-41065.dup', image],
    ['CATM1/updater.elf', updaterElf({ size: 5000 })],
  ] as const;
  await writeFile(
    join(folder, 'CATM1-41065.ZIP'),
    await zip(packed, { password: PASSWORD, zipCrypto: true }),
  );
  await mkdir(join(folder, 'empty'));
});
afterAll(() => rm(folder, { recursive: true }));

/** @param typed the answers to requests for a password */
function program(
  argv: string[],
  { rig = new Rig(), typed = [] }: { rig?: Rig; typed?: string[] } = {},
): Promise<ProgramRun> {
  return runInProcess(argv, { service: rig.service, passwords: typed });
}

const archive = (): string => join(folder, 'CATM1-41065.ZIP');

describe('check', () => {
  test('lists the content of an archive with its password', async () => {
    const { status, last } = await program(['check', archive(), '--password', PASSWORD, '--json']);
    expect(status).toBe(0);
    expect(last).toMatchObject({
      type: 'check',
      files: [
        { file: `${archive()}/CATM1-41065.dup`, kind: 'full', targetBuild: '41065' },
        { file: `${archive()}/updater.elf`, kind: 'updater' },
      ],
    });
  });

  test('asks again after a wrong password', async () => {
    expect(await program(['check', archive()], { typed: ['wrong', PASSWORD] })).toMatchObject({ status: 0 });
  });

  test.each([
    [[], 'ARCHIVE_PASSWORD_MISSING'],
    [['--password', 'wrong'], 'ARCHIVE_PASSWORD_WRONG'],
  ])('reports a password that is missing or wrong: %j', async (options, code) => {
    const { status, last } = await program(['check', archive(), ...options, '--json']);
    expect(status).toBe(2);
    expect(last).toMatchObject({ files: [{ file: archive(), error: { code } }] });
  });

  test('lists the good and the bad files of a folder', async () => {
    const { status, out, err } = await program(['check', folder, '--password', PASSWORD]);
    expect(status).toBe(2);
    expect(out).toContain('upgdiff_39529-to-41065.DUP: differential image from build 39529');
    expect(out).toContain('CATM1-41065.dup: full image');
    expect(err).toContain('broken.dup is incomplete');
  });

  test('reports an empty folder', async () => {
    const { status, last } = await program(['check', join(folder, 'empty'), '--json']);
    expect(status).toBe(2);
    expect(last).toMatchObject({ files: [{ error: { code: 'FOLDER_EMPTY' } }] });
  });
});

describe('plan and run', () => {
  test('a folder: the chosen file, the reason and the alternatives, and nothing is written', async () => {
    const rig = new Rig();
    const { status, last } = await program(
      ['plan', folder, '--port', rig.wire.path, '--password', PASSWORD, '--json'],
      { rig },
    );
    expect(status).toBe(0);
    expect(last).toMatchObject({
      type: 'plan',
      outcome: 'allowed',
      chosen: ['upgdiff_39529-to-41065.DUP'],
      others: [{ files: ['CATM1-41065.dup'], outcome: 'allowed' }],
    });
    expect(rig.modem.truth).toMatchObject({ stpBytesReceived: 0, condition: 'untouched' });
  });

  test('recovery from an archive: the image and its updater', async () => {
    const rig = new Rig({ state: 0 });
    const argv = ['run', archive(), '--port', rig.wire.path, '--password', PASSWORD, '--yes', '--json'];
    expect(await program(argv, { rig })).toMatchObject({ status: 0, last: { outcome: 'upgraded' } });
    expect(rig.modem.truth).toMatchObject({ condition: 'upgraded', build: '41065' });
  });

  test('a refused file leads to a better one in its folder', async () => {
    const wrong = join(folder, 'deep', 'er', 'upgdiff_38638-to-39529.dup');
    await writeFile(wrong, differentialImage({ base: '38638', target: '39529', size: 60_000 }));
    const rig = new Rig();
    const { status, err } = await program(['plan', wrong, '--port', rig.wire.path], { rig });
    await rm(wrong);
    expect(status).toBe(3);
    expect(err).toContain('You have upgdiff_39529-to-41065.DUP here');
  });

  test('a warning is accepted only by its own name', async () => {
    const image = join(folder, 'deep', 'CATM1-39529.dup');
    await writeFile(image, fullImage({ build: '39529', size: 4_194_400 }));
    for (const [rule, outcome] of [
      ['downgrade', 'refused'],
      ['same-version', 'refused'],
    ] as const) {
      const rig = new Rig();
      const argv = ['run', image, '--port', rig.wire.path, '--accept', rule, '--json'];
      const { last } = await program(argv, { rig });
      const missing = rule === 'same-version' ? '--accept start' : '--accept same-version';
      expect(last).toMatchObject({ outcome, error: { code: 'CONFIRMATION_MISSING' } });
      expect(JSON.stringify(last)).toContain(missing);
      expect(rig.modem.truth.stpBytesReceived).toBe(0);
    }
    await rm(image);
  });
});

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { version } from '../../package.json';
import { projectFolder } from '../../scripts/run';
import { fullImage } from '../fixtures/firmware';

/** npm starts twice while other tests run. */
const INSTALL_TIMEOUT_MS = 120_000;
const windows = process.platform === 'win32';
const PREBUILD = /^prebuilds\/[\w+-]+\/@serialport\+bindings-cpp(\.\w+)*\.node$/;

describe('the package of the command line', () => {
  const folder = mkdtempSync(join(tmpdir(), 'packaging-'));
  const prefix = join(folder, 'prefix');
  const program = join(prefix, windows ? 'lte-upgrade.cmd' : 'bin/lte-upgrade');
  let files: string[] = [];

  const npm = (...args: string[]): string =>
    execFileSync('npm', [...args, '--ignore-scripts', '--loglevel=error'], {
      cwd: projectFolder,
      encoding: 'utf8',
      // npm is a batch file there.
      shell: windows,
    });
  const lteUpgrade = (...args: string[]): string =>
    execFileSync(program, args, { encoding: 'utf8', shell: windows });

  beforeAll(() => {
    const failure = inject('buildFailure');
    if (failure !== '') throw new Error(failure);
    const [packed] = JSON.parse(npm('pack', '--json', '--pack-destination', folder)) as [
      { filename: string; files: { path: string }[] },
    ];
    files = packed.files.map(({ path }) => path);
    // Offline, because the file is all that a user needs.
    npm('install', '--global', '--offline', '--prefix', prefix, join(folder, packed.filename));
  }, INSTALL_TIMEOUT_MS);

  afterAll(() => rmSync(folder, { recursive: true }));

  it('contains what it needs and nothing else', () => {
    expect(files.filter((file) => !PREBUILD.test(file)).sort()).toEqual([
      'LICENSE',
      'LICENSES.md',
      'README.md',
      'dist/cli.js',
      'package.json',
    ]);
    expect(files.filter((file) => PREBUILD.test(file)).length).toBe(11);
  });

  it('prints its version after its installation', () => {
    expect(lteUpgrade('--version').trim()).toBe(version);
  });

  it('checks a file', () => {
    const image = join(folder, 'full.dup');
    writeFileSync(image, fullImage({ build: '41065', size: 50_000 }));
    expect(lteUpgrade('check', image)).toContain('41065');
  });

  it('finds its native part, which lists the ports', () => {
    // The last line appears with or without ports, but only if they could be listed.
    expect(lteUpgrade('ports', '--json')).not.toContain('"error"');
  });
});

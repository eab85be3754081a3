import { execFileSync, execSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { name, publisher, version } from '../../package.json';
import { projectFolder } from '../../scripts/run';
import { unpackZip } from './unpackZip';

/** Two production builds and several runs of npm, while other tests run. */
const LINE_TIMEOUT_MS = 180_000;

const windows = process.platform === 'win32';
const section =
  /^## Install$([^]*?)^## /m.exec(readFileSync(join(projectFolder, 'README.md'), 'utf8'))?.[1] ?? '';
const lines = [...section.matchAll(/^```sh$([^]*?)^```$/gm)].flatMap(([, block = '']) =>
  block.trim().split('\n'),
);

describe('the installation commands of README', () => {
  const folder = mkdtempSync(join(tmpdir(), 'install-'));
  const clone = join(folder, 'clone');
  const prefix = join(folder, 'prefix');

  const run = (line: string): string =>
    execSync(line, { cwd: clone, encoding: 'utf8', env: environment(prefix), timeout: LINE_TIMEOUT_MS });

  const performed: Readonly<Record<string, (line: string) => Promise<void> | void>> = {
    // `npm ci` installed the packages of this checkout, so this is only a dry run.
    'npm ci': (line) => {
      run(`${line} --dry-run --ignore-scripts`);
    },
    'npm run package': (line) => {
      expect(run(line)).toContain('.vsix');
    },
    // Not every computer has VS Code. The file to install must exist and must be the extension.
    'code --install-extension': async (line) => {
      const file = join(clone, line.split(' ')[2] ?? '');
      expect(existsSync(file), file).toBe(true);
      await unpackZip(file, join(folder, 'extension'));
      const manifest = readFileSync(join(folder, 'extension', 'extension', 'package.json'), 'utf8');
      expect(JSON.parse(manifest)).toMatchObject({ name, publisher, version });
    },
    'npm pack': (line) => {
      run(line);
    },
    'npm install --global': (line) => {
      run(line);
    },
    'lte-upgrade --version': (line) => {
      expect(run(line).trim()).toBe(version);
    },
  };

  beforeAll(() => {
    for (const path of filesOfCheckout()) {
      mkdirSync(dirname(join(clone, path)), { recursive: true });
      copyFileSync(join(projectFolder, path), join(clone, path));
    }
    symlinkSync(join(projectFolder, 'node_modules'), join(clone, 'node_modules'), 'junction');
  });

  // The link is removed first, so that its target is not deleted.
  afterAll(() => {
    rmSync(join(clone, 'node_modules'));
    rmSync(folder, { recursive: true });
  });

  it('are all known to this test', () => {
    expect(lines.map((line) => keyOf(line))).toEqual(Object.keys(performed));
  });

  it.each(lines)(
    '`%s` works in a clone',
    async (line) => {
      const perform = performed[keyOf(line)];
      if (!perform) throw new Error(`This test cannot run \`${line}\`.`);
      await perform(line);
    },
    LINE_TIMEOUT_MS,
  );

  /** The line without names of files and platforms. */
  function keyOf(line: string): string {
    return Object.keys(performed).find((key) => line === key || line.startsWith(`${key} `)) ?? line;
  }
});

/** The files of a clone, with uncommitted changes. */
function filesOfCheckout(): string[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
    cwd: projectFolder,
    encoding: 'utf8',
  });
  return listed.split('\0').filter((path) => path !== '' && existsSync(join(projectFolder, path)));
}

/** A separate global folder whose programs are found first, without settings of the npm that runs the tests. */
function environment(prefix: string): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([key]) => !/^(npm_|path$)/i.test(key));
  const programs = windows ? prefix : join(prefix, 'bin');
  return {
    ...Object.fromEntries(kept),
    PATH: [programs, process.env['PATH']].join(delimiter),
    npm_config_prefix: prefix,
    npm_config_offline: 'true',
    npm_config_loglevel: 'error',
  };
}

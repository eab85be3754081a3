import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { projectFolder, run } from '../run';
import { ensureSystemPackages } from '../systemPackages';

export interface Tally {
  readonly passed: number;
  readonly failed: number;
}

interface Step {
  readonly name: string;
  /** By which `npm test -- PART` runs it; a step of every part has none. */
  readonly part?: 'check' | 'plain' | 'vscode';
  readonly run: () => Promise<Tally>;
}

const RESULTS = join(projectFolder, '.cache', 'results');

export const steps: readonly Step[] = [
  { name: 'Build', run: () => untallied(run(process.execPath, ['esbuild.mjs'])) },
  { name: 'Check', part: 'check', run: () => untallied(run('npm', ['run', '--silent', 'check'])) },
  { name: 'Plain tests', part: 'plain', run: () => vitest('vitest.config.ts') },
  { name: 'Tests in the extension host', part: 'vscode', run: hostTests },
  // The window is driven through a browser, which takes the stand-in; it is built for Linux alone.
  ...(process.platform === 'linux'
    ? [
        {
          name: 'Tests in the workbench',
          part: 'vscode',
          run: async () => {
            await ensureSystemPackages();
            return vitest('vitest.vscode.config.ts');
          },
        } as const,
      ]
    : []),
];

/** What has no tests of its own counts when it fails. */
async function untallied(status: Promise<number>): Promise<Tally> {
  return { passed: 0, failed: (await status) === 0 ? 0 : 1 };
}

async function vitest(config: string): Promise<Tally> {
  const results = await freshResults(config);
  const status = await run(process.execPath, [
    ...[join('node_modules', 'vitest', 'vitest.mjs'), 'run', '--config', config],
    ...['--reporter=default', '--reporter=json', `--outputFile.json=${results}`],
  ]);
  const { numPassedTests: passed, numFailedTests: failed } = read(results, {
    numPassedTests: 0,
    numFailedTests: 0,
  });
  return withStatus({ passed, failed }, status);
}

async function hostTests(): Promise<Tally> {
  const results = await freshResults('host');
  const status = await run(process.execPath, ['--import', 'tsx', 'test/vscode/host/main.ts'], {
    env: { HOST_TEST_RESULTS: results },
  });
  return withStatus(read(results, { passed: 0, failed: 0 }), status);
}

/** A runner that fails without a failed test, by a crash or a file that does not load, is a failure too. */
function withStatus({ passed, failed }: Tally, status: number): Tally {
  return { passed, failed: status !== 0 && failed === 0 ? 1 : failed };
}

async function freshResults(name: string): Promise<string> {
  await mkdir(RESULTS, { recursive: true });
  const file = join(RESULTS, `${name}.json`);
  await rm(file, { force: true });
  return file;
}

/** What a runner wrote down; `nothing` when it did not get that far. */
function read<T>(file: string, nothing: T): T {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as T) : nothing;
}

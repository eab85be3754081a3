import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { projectFolder, run } from '../run';
import { ensureSystemPackages } from '../systemPackages';
import { windowsTests } from '../../test/windows/windowsTests';
import { codesNotProvoked, forgetCodes, PROVOKED_CODES } from './provokedCodes';
import {
  failureText,
  type HostResults,
  NOTHING,
  type Tally,
  type VitestResults,
  vitestTally,
  withStatus,
} from './tally';

export interface Step {
  readonly name: string;
  /** By which `npm test -- PART` runs it; a step of every part has none. */
  readonly part?: 'check' | 'plain' | 'thorough' | 'windows' | 'vscode';
  /** It leaves a processor to the step after it. */
  readonly besideNext?: boolean;
  readonly run: () => Promise<Tally>;
}

/** Parts that take too long for every change, and run only when they are asked for. */
export const ON_REQUEST: readonly Step['part'][] = ['thorough', 'windows'];

const onLinux = process.platform === 'linux';
const RESULTS = join(projectFolder, '.cache', 'results');

export const steps: readonly Step[] = [
  { name: 'Build', run: build },
  {
    name: 'Check',
    part: 'check',
    besideNext: true,
    run: () => untallied(run('npm', ['run', '--silent', 'check'], { shownAtEnd: true })),
  },
  { name: 'Tests in the extension host', part: 'vscode', besideNext: true, run: hostTests },
  { name: 'Unit tests', part: 'plain', run: unitTests },
  { name: 'Tests on Windows, by Wine', part: 'windows', run: testsUnderWine },
  { name: 'Plain tests', part: 'plain', run: () => vitest('plain') },
  { name: 'Plain tests, every row', part: 'thorough', run: () => vitest('plain', { THOROUGH: '1' }) },
  { name: 'Each error was provoked', part: 'plain', run: provokedCodes },
  { name: 'Tests in the workbench', part: 'vscode', run: workbenchTests },
];

/** Once for all that follow. */
async function build(): Promise<Tally> {
  const status = await run(process.execPath, ['esbuild.mjs']);
  if (status === 0) process.env['ALREADY_BUILT'] = '1';
  return untallied(Promise.resolve(status));
}

/** The first of the two steps whose tests show between them that every error can happen. */
async function unitTests(): Promise<Tally> {
  await forgetCodes();
  return vitest('unit');
}

/** Those that need a pseudo-terminal run on Linux alone. */
async function provokedCodes(): Promise<Tally> {
  if (!onLinux) return NOTHING;
  const failures = (await codesNotProvoked()).map((code) => failureText(code, 'no test provokes it'));
  return { ...NOTHING, failures };
}

/** What has no tests of its own counts when it fails. */
async function untallied(status: Promise<number>): Promise<Tally> {
  return withStatus(NOTHING, await status);
}

/** Windows' own Node runs wherever Wine does. */
async function testsUnderWine(): Promise<Tally> {
  if (!onLinux || process.arch !== 'x64') {
    console.log('Left out: Wine runs Windows programs on 64-bit Intel Linux alone.');
    return NOTHING;
  }
  return windowsTests();
}

/** The window is driven through a browser, which takes the stand-in. */
async function workbenchTests(): Promise<Tally> {
  if (!onLinux) {
    console.log('Left out: the VS Code that is driven through a browser is built for Linux alone.');
    return NOTHING;
  }
  await ensureSystemPackages();
  return vitest('vscode');
}

/** Projects of vitest.config.ts that run together. */
const PROJECTS = { unit: ['unit'], plain: ['plain', 'isolated'], vscode: ['vscode'] } as const;

/** Test files at once, for two processors: those of the plain tests mostly wait for boards in real time, the others compute. */
const WORKERS = { unit: 1, plain: 8, vscode: 4 } as const;

async function vitest(project: keyof typeof PROJECTS, env: NodeJS.ProcessEnv = {}): Promise<Tally> {
  const results = await freshResults(project);
  const workers = Math.max(WORKERS[project], availableParallelism() - 1);
  const status = await run(
    process.execPath,
    [
      ...[join('node_modules', 'vitest', 'vitest.mjs'), 'run'],
      ...PROJECTS[project].flatMap((name) => ['--project', name]),
      ...[`--minWorkers=${workers}`, `--maxWorkers=${workers}`],
      ...['--reporter=default', '--reporter=json', `--outputFile.json=${results}`],
    ],
    { env: { PROVOKED_CODES, ...env } },
  );
  return withStatus(vitestTally(read<VitestResults>(results, { testResults: [] }), onLinux), status);
}

async function hostTests(): Promise<Tally> {
  const results = await freshResults('host');
  const status = await run(process.execPath, ['--import', 'tsx', 'test/vscode/host/main.ts'], {
    env: { HOST_TEST_RESULTS: results },
  });
  return withStatus({ ...NOTHING, ...read<Partial<HostResults>>(results, {}) }, status);
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

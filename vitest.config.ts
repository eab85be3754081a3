import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import {
  configDefaults,
  defineConfig,
  type Plugin,
  type TestProjectInlineConfiguration,
} from 'vitest/config';
import type { UserConfig } from 'vitest/node';
import { codesFolder } from './test/provoked/codesFolder';
import { LongestFirst } from './test/longestFirst';
import { collectCodes } from './test/provoked/collectCodes';

/** Board-side programs are bundled as text; esbuild.mjs does the same for what ships. */
const boardPrograms: Plugin = {
  name: 'board-programs',
  enforce: 'pre',
  load: async (id) =>
    id.endsWith('.py') ? `export default ${JSON.stringify(await readFile(id, 'utf8'))};` : undefined,
};

const UNIT_TESTS = 'test/unit/**/!(*.isolated).test.ts';
/** Those that put something in a module's place need a process that has not loaded it. They run with the plain tests. */
const ISOLATED_TESTS = 'test/{unit,scenario}/**/*.isolated.test.ts';
const PLAIN_TESTS = 'test/{unit,simulator,scenario,cli,packaging,faults,assumptions,soak,fuzz}/**/*.test.ts';
const BUILD = 'test/cli/buildCli.ts';

/** All files of a project one after the other, in one process. */
const IN_ONE_PROCESS = { poolOptions: { forks: { singleFork: true } } };

/** What runs when nobody names a project. StrykerJS can't name one, so its configuration does by TEST_PROJECT. */
const wanted = process.env['TEST_PROJECT'] ?? ['unit', 'plain', 'isolated'];

const projects: NonNullable<TestProjectInlineConfiguration['test']>[] = [
  { name: 'unit', include: [UNIT_TESTS], ...IN_ONE_PROCESS },
  {
    name: 'plain',
    include: [PLAIN_TESTS],
    exclude: [...configDefaults.exclude, UNIT_TESTS, ISOLATED_TESTS],
    globalSetup: BUILD,
  },
  { name: 'isolated', include: [ISOLATED_TESTS], pool: 'threads' },
  // A real VS Code workbench, or its panel alone, in a headless browser.
  {
    name: 'vscode',
    include: ['test/vscode/workbench/**/*.test.ts', 'test/webview/**/*.test.ts'],
    globalSetup: 'test/vscode/workbench/setup.ts',
    testTimeout: 120_000,
    hookTimeout: 180_000,
    // A window that draws on a busy machine takes longer than the usual second.
    expect: { poll: { timeout: 10_000 } },
  },
  // The built command line under Wine: one test at a time, since they share its serial ports.
  {
    name: 'windows',
    include: ['test/windows/**/*.test.ts'],
    globalSetup: BUILD,
    testTimeout: 120_000,
    ...IN_ONE_PROCESS,
  },
  // Made-up input, with as much of it as FUZZ_RUNS says.
  {
    name: 'fuzz',
    include: [PLAIN_TESTS],
    globalSetup: BUILD,
    setupFiles: 'test/fuzz/runs.ts',
    testTimeout: 3_600_000,
  },
  // Those that speak to the modem inside the process: fast enough to be run for every mutant.
  {
    name: 'mutants',
    include: [
      'test/unit/{stp,modem,firmware,upgrade}/**/*.test.ts',
      'test/scenario/uart{,AtFaults,StpFaults,Finish}.test.ts',
    ],
  },
];

const WORKERS = Math.max(4, availableParallelism() - 1);

const test: UserConfig = {
  project: wanted,
  projects: projects.map((project) => ({ extends: true, test: project })),
  // Real time is only spent on pseudo-terminals and windows; everything else runs on the virtual clock.
  // Those mostly wait: four files at once are no burden even for two processors. As few as many: the run would fail when
  // a process without a task is removed.
  minWorkers: WORKERS,
  maxWorkers: WORKERS,
  sequence: { sequencer: LongestFirst },
  // To load the same modules anew for each file takes a fifth of the time. A project in `threads` does it all the same.
  poolOptions: { forks: { isolate: false } },
  // Against what hangs; a busy machine may take several times what a quiet one does.
  testTimeout: 60_000,
  hookTimeout: 60_000,
  coverage: {
    provider: 'v8',
    include: ['src/{base,transport,board,modem,stp,firmware,upgrade,project,cli}/**'],
  },
};

export default defineConfig({
  plugins: [boardPrograms, ...(codesFolder() === undefined ? [] : [collectCodes])],
  test,
});

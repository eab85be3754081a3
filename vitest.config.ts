import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { defineConfig, type Plugin } from 'vitest/config';
import { codesFolder } from './test/provoked/codesFolder';
import { collectCodes } from './test/provoked/collectCodes';

/** Board-side programs are bundled as text; esbuild.mjs does the same for what ships. */
export const boardPrograms: Plugin = {
  name: 'board-programs',
  enforce: 'pre',
  load: async (id) =>
    id.endsWith('.py') ? `export default ${JSON.stringify(await readFile(id, 'utf8'))};` : undefined,
};

export default defineConfig({
  plugins: [boardPrograms, ...(codesFolder() === undefined ? [] : [collectCodes])],
  test: {
    include: [
      'test/unit/**/*.test.ts',
      'test/simulator/**/*.test.ts',
      'test/scenario/**/*.test.ts',
      'test/cli/**/*.test.ts',
      'test/packaging/**/*.test.ts',
      'test/{faults,assumptions,soak,fuzz}/**/*.test.ts',
    ],
    globalSetup: 'test/cli/buildCli.ts',
    // Real time is only spent on pseudo-terminals; everything else runs on the virtual clock.
    // Those on pseudo-terminals and boards mostly wait: three files at once are no burden even for two processors.
    minWorkers: 1,
    maxWorkers: Math.max(3, availableParallelism() - 1),
    // Against what hangs; a busy machine may take several times what a quiet one does.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    coverage: {
      provider: 'v8',
      include: ['src/{base,transport,board,modem,stp,firmware,upgrade,project,cli}/**'],
    },
  },
});

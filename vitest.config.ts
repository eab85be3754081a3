import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: [
      'test/unit/**/*.test.ts',
      'test/simulator/**/*.test.ts',
      'test/scenario/**/*.test.ts',
      'test/cli/**/*.test.ts',
    ],
    // Real time is only spent on pseudo-terminals; everything else runs on the virtual clock.
    testTimeout: 20_000,
    hookTimeout: 30_000,
    coverage: {
      provider: 'v8',
      include: ['src/{base,transport,board,modem,stp,firmware,upgrade,project,cli}/**'],
    },
  },
});

import { defineConfig } from 'vitest/config';
import { boardPrograms } from './vitest.config';

/** The tests that drive a real VS Code workbench, or its panel alone, in a headless browser. */
export default defineConfig({
  plugins: [boardPrograms],
  test: {
    include: ['test/vscode/workbench/**/*.test.ts', 'test/webview/**/*.test.ts'],
    globalSetup: 'test/vscode/workbench/setup.ts',
    // A window waits as often as it computes: three at once keep two processors busy.
    minWorkers: 1,
    maxWorkers: 3,
    testTimeout: 120_000,
    hookTimeout: 180_000,
    // A window that draws on a busy machine takes longer than the usual second.
    expect: { poll: { timeout: 10_000 } },
  },
});

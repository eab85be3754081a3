import { defineConfig } from 'vitest/config';

/** The tests that drive a real VS Code workbench, or its panel alone, in a headless browser. */
export default defineConfig({
  test: {
    include: ['test/vscode/workbench/**/*.test.ts', 'test/webview/**/*.test.ts'],
    globalSetup: 'test/vscode/workbench/setup.ts',
    // A workbench is two processes and a browser: one at a time is what a small machine bears.
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 180_000,
  },
});

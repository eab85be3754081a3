// `npm run mutants`: which changes of the protocol's code no test notices. Others: `npm run mutants -- --mutate 'src/modem/*.ts'`.
export default {
  testRunner: 'vitest',
  vitest: { configFile: 'vitest.mutants.config.ts' },
  mutate: ['src/{stp,modem}/**/*.ts'],
  coverageAnalysis: 'perTest',
  reporters: ['clear-text', 'progress'],
  clearTextReporter: { allowColor: false, logTests: false, reportScoreTable: true },
  // Waits are virtual: whoever takes this much longer in earnest has stopped ending.
  timeoutMS: 20_000,
  tempDirName: '.cache/mutants',
  ignorePatterns: ['shots', 'prebuilds', 'dist', 'coverage', '*.vsix'],
};

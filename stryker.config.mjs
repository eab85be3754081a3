// `npm run mutants -- --mutate 'src/stp/*.ts'`: which changes of the code no test notices; without it, of all that touches
// the modem, which takes hours. What was tried once is not tried again until the code or its tests change.
process.env['TEST_PROJECT'] = 'mutants';

export default {
  testRunner: 'vitest',
  vitest: { configFile: 'vitest.config.ts' },
  mutate: ['src/{stp,modem,firmware,upgrade}/**/*.ts'],
  incremental: true,
  incrementalFile: '.cache/mutants.json',
  coverageAnalysis: 'perTest',
  reporters: ['clear-text', 'progress'],
  clearTextReporter: { allowColor: false, logTests: false, reportScoreTable: true },
  // Waits are virtual: whoever takes this much longer in earnest has stopped ending.
  timeoutMS: 20_000,
  tempDirName: '.cache/mutants',
  ignorePatterns: ['shots', 'prebuilds', 'dist', 'coverage', '*.vsix'],
};

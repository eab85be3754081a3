import plain from './vitest.config';

/**
 * The unit tests, all in one process: to load the same modules anew for each takes longer than the tests. Those that
 * put something in a module's place need one that has not loaded it, and are left to the plain tests.
 */
export default {
  ...plain,
  test: {
    ...plain.test,
    include: ['test/unit/**/*.test.ts'],
    exclude: ['**/*.isolated.test.ts'],
    globalSetup: [],
    isolate: false,
    maxWorkers: 1,
  },
};

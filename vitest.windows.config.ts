import plain from './vitest.config';

/** The built command line under Wine: one test at a time, since they share its serial ports. */
export default {
  ...plain,
  test: {
    ...plain.test,
    include: ['test/windows/**/*.test.ts'],
    fileParallelism: false,
    testTimeout: 120_000,
  },
};

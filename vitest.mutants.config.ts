import plain from './vitest.config';

/** The tests that speak to the modem inside the process: fast enough to be run for every mutant. */
export default {
  ...plain,
  test: {
    testTimeout: 20_000,
    include: [
      'test/unit/{stp,modem,firmware,upgrade}/**/*.test.ts',
      'test/scenario/uart{,AtFaults,StpFaults,Finish}.test.ts',
    ],
  },
};

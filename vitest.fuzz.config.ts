import plain from './vitest.config';

/** The tests with made-up input, with as much of it as FUZZ_RUNS says. */
export default {
  ...plain,
  test: { ...plain.test, setupFiles: 'test/fuzz/runs.ts', testTimeout: 3_600_000 },
};

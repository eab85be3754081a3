/** What a test runner sets for itself; a program that reads it would take itself for the one under test. */
const RUNNER = /^(NODE_ENV|NODE_OPTIONS|VITEST.*|TEST|MODE|DEV|PROD|SSR|BASE_URL|npm_.*)$/;

/** The environment as a program has it that a person started. */
export function hostEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !RUNNER.test(name)));
}

/** Variables that a test runner sets for itself. A program that reads them would behave as if under test. */
const RUNNER = /^(NODE_ENV|NODE_OPTIONS|VITEST.*|TEST|MODE|DEV|PROD|SSR|BASE_URL|npm_.*)$/;

/** The environment of a program that a person started. */
export function hostEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !RUNNER.test(name)));
}

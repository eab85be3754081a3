import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Mocha from 'mocha';

/** The workbench starts while the first tests run. */
const TEST_TIMEOUT_MS = 60_000;

/** Called by VS Code inside the extension host. Rejects when a test fails, which is how VS Code learns of it. */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'tdd', timeout: TEST_TIMEOUT_MS, forbidPending: true });
  mocha.addFile(join(__dirname, 'extension.test.js'));
  let passed = 0;
  const failures: string[] = [];
  const failed = await new Promise<number>((resolve) => {
    mocha
      .run(resolve)
      .on('pass', () => passed++)
      .on('fail', (test, error: Error) => failures.push(`${test.fullTitle()}: ${error.message}`));
  });
  const results = process.env['HOST_TEST_RESULTS'];
  if (results !== undefined) writeFileSync(results, JSON.stringify({ passed, failures }));
  if (failed > 0) throw new Error(`${failed} failed`);
}

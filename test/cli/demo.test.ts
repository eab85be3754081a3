import { existsSync } from 'node:fs';
import { expect, inject, test } from 'vitest';
import { startDemo } from '../../scripts/start/demo';
import { upgradeInTerminal } from '../../scripts/start/terminal';

/** `npm start -- --terminal`, without its build. */
test('the demo in the terminal rehearses and upgrades a simulated board, and ends with 0', async () => {
  expect(inject('buildFailure')).toBe('');
  const demo = await startDemo(false);
  expect(await upgradeInTerminal(demo)).toBe(0);
  await demo.stop();
  expect(existsSync(demo.folder)).toBe(false);
}, 120_000);

import { afterEach, expect, test, vi } from 'vitest';
import { chromiumPath, ensureSystemPackages } from '../../../scripts/systemPackages';

afterEach(() => {
  vi.unstubAllEnvs();
});

test('names the missing packages that it can’t install, and says what to do', async () => {
  vi.stubEnv('PATH', '');
  await expect(ensureSystemPackages()).rejects.toThrow(
    /These system packages are missing: chromium-headless-shell .*`sudo apt-get install .*Chromium or Google Chrome does as well/s,
  );
});

test('accepts another browser, and reports when there is none', () => {
  vi.stubEnv('CHROMIUM', '/opt/browser');
  expect(chromiumPath()).toBe('/opt/browser');
  vi.stubEnv('CHROMIUM', undefined);
  vi.stubEnv('PATH', '');
  expect(() => chromiumPath()).toThrow(/There is no Chromium .*chromium-headless-shell/);
});

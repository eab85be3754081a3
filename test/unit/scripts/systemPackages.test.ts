import { afterEach, expect, test, vi } from 'vitest';
import { chromiumPath, ensureSystemPackages } from '../../../scripts/systemPackages';

afterEach(() => {
  vi.unstubAllEnvs();
});

test('what is missing and cannot be installed is named, with what to do', async () => {
  vi.stubEnv('PATH', '');
  await expect(ensureSystemPackages()).rejects.toThrow(
    /These system packages are missing: chromium-headless-shell .*`sudo apt-get install .*Chromium or Google Chrome does as well/s,
  );
});

test('the browser may be another one, and where there is none that is said', () => {
  vi.stubEnv('CHROMIUM', '/opt/browser');
  expect(chromiumPath()).toBe('/opt/browser');
  vi.stubEnv('CHROMIUM', undefined);
  vi.stubEnv('PATH', '');
  expect(() => chromiumPath()).toThrow(/There is no Chromium .*chromium-headless-shell/);
});

import { resolve } from 'node:path';
import type { Plugin } from 'vitest/config';

const STAND_IN = resolve('test/provoked/upgradeError.ts');

/** Puts a class that notes each error's code in the place of `UpgradeError`, for all but the one that stands in. */
export const collectCodes: Plugin = {
  name: 'collect-codes',
  enforce: 'pre',
  resolveId: (source, importer) =>
    /(^|\/)upgradeError$/.test(source) && importer !== STAND_IN ? STAND_IN : undefined,
};

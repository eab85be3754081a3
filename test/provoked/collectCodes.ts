import { resolve } from 'node:path';
import type { Plugin } from 'vitest/config';

const STAND_IN = resolve('test/provoked/upgradeError.ts');

/** Replaces `UpgradeError` by a class that records each error’s code, except in the replacement itself. */
export const collectCodes: Plugin = {
  name: 'collect-codes',
  enforce: 'pre',
  resolveId: (source, importer) =>
    /(^|\/)upgradeError$/.test(source) && importer !== STAND_IN ? STAND_IN : undefined,
};

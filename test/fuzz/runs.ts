import { fc } from '@fast-check/vitest';

/** The default number of inputs per property. */
const runs = Number(process.env['FUZZ_RUNS'] ?? 100);

fc.configureGlobal({ ...fc.readConfigureGlobal(), numRuns: runs });

import { fc } from '@fast-check/vitest';

/** Made-up inputs for each property that does not say how many it wants. */
const runs = Number(process.env['FUZZ_RUNS'] ?? 100);

fc.configureGlobal({ ...fc.readConfigureGlobal(), numRuns: runs });

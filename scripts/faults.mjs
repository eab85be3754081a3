// `npm run faults`: a tenth of the fault matrix. `-- --all` runs all of it, `-- --only TEXT` the cells with that in their name.
import { ensureDependencies } from './dependencies.mjs';

ensureDependencies();
const { runBundled } = await import('./bundled.mjs');
await runBundled('test/faults/main.ts', 'faults');

// `npm run assumptions`: upgrades of modems and boards that differ from what is believed of them. See test/assumptions/main.ts.
import { ensureDependencies } from './dependencies.mjs';

ensureDependencies();
const { runBundled } = await import('./bundled.mjs');
await runBundled('test/assumptions/main.ts', 'assumptions');

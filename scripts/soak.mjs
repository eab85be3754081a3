// `npm run soak`: 300 upgrades in one process, each with faults of its own. `-- --seed S --runs 1` replays one.
import { ensureDependencies } from './dependencies.mjs';

ensureDependencies();
const { runBundled } = await import('./bundled.mjs');
await runBundled('test/soak/main.ts', 'soak');

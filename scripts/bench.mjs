// `npm run bench`: builds, and measures everything side by side. `npm run bench -- uart --quick` measures a part, roughly.
import { ensureDependencies } from './dependencies.mjs';

ensureDependencies();
await import('tsx');
await import('../test/bench/main.ts');

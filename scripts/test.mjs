// `npm test`: every check and every test, on a fresh clone too. `npm test -- check`, `plain`, `windows` or `vscode` runs a part.
import { ensureDependencies } from './dependencies.mjs';

ensureDependencies();
await import('tsx');
await import('./test/main.ts');

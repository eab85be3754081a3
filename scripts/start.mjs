// `npm start`: a rehearsal and an upgrade on a simulated board, in VS Code or with `-- --terminal` in the terminal.
import { ensureDependencies } from './dependencies.mjs';

ensureDependencies();
await import('tsx');
await import('./start/main.ts');

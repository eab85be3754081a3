// `npm start`: an upgrade of a simulated modem, in VS Code or with `-- --terminal` in the terminal.
import { ensureDependencies } from './dependencies.mjs';

ensureDependencies();
await import('tsx');
await import('./start/main.ts');

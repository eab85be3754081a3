// Installs the stand-in for VS Code ahead of time; `npm test` and `npm start` do it by themselves when they need it.
import { ensureDependencies } from './dependencies.mjs';

ensureDependencies();
await import('tsx');
await import('./standIn/main.ts');

// `npm run package`: the extension for each platform, and one for all of them; `-- linux-x64 --out FOLDER` makes one.
import { ensureDependencies } from './dependencies.mjs';

ensureDependencies();
await import('tsx');
await import('./package/main.ts');

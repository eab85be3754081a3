// `npm run package`: the extension for each platform, and one for all of them; `npm run package -- linux-x64` makes one.
import { ensureDependencies } from './dependencies.mjs';

ensureDependencies();
await import('tsx');
await import('./package/main.ts');

// `npm run pictures -- FOLDER`: the panel in every state, theme and width, at 200 % and in German. `-- FOLDER hc-320 failed` only some.
import { ensureDependencies } from './dependencies.mjs';

ensureDependencies();
const { runBundled } = await import('./bundled.mjs');
await runBundled('test/webview/gallery.mts', 'pictures');

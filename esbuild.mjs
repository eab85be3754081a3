// Builds the three bundles: the extension (for VS Code), the command line, and the panel's browser side.
// `--production` as they ship; `--out=FOLDER` elsewhere than beside this file; `--watch` anew after each change.
import { build, context } from 'esbuild';
import { mkdirSync, writeFileSync } from 'node:fs';
import { mirrorFolder } from './scripts/mirrorFolder.mjs';

const out = process.argv.find((argument) => argument.startsWith('--out='))?.slice('--out='.length) ?? '.';
const production = process.argv.includes('--production');
const common = { bundle: true, minify: production, sourcemap: !production, logLevel: 'warning' };
const node = {
  ...common,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  external: ['vscode'],
  loader: { '.py': 'text' },
  // Some packages' main is a UMD file, whose own imports a bundle loses; their module form is whole.
  mainFields: ['module', 'main'],
};

const builds = [
  { ...node, entryPoints: ['src/extension.ts'], outfile: `${out}/dist/extension.js` },
  {
    ...node,
    entryPoints: ['src/cli/main.ts'],
    outfile: `${out}/dist/cli.js`,
    banner: { js: '#!/usr/bin/env node' },
  },
  {
    ...common,
    platform: 'browser',
    target: 'es2022',
    format: 'iife',
    entryPoints: ['src/webview/main.ts'],
    outfile: `${out}/dist/webview.js`,
    loader: { '.css': 'text' },
  },
];

// serialport's native parts cannot be bundled. Their loader looks for them beside the folder of the file it stands in,
// which is `dist` once it is bundled.
const prebuilds = 'node_modules/@serialport/bindings-cpp/prebuilds';
mkdirSync(`${out}/dist`, { recursive: true });
mirrorFolder(prebuilds, `${out}/prebuilds`, `${out}/dist`, (path) => !path.includes('android'));

if (process.argv.includes('--watch')) await watch();
else await buildOnce();

async function buildOnce() {
  const results = await Promise.all(builds.map((options) => build({ ...options, metafile: true })));
  // Which packages ship, for the list of their licences.
  const inputs = results.flatMap(({ metafile }) => Object.keys(metafile.inputs));
  writeFileSync(`${out}/dist/inputs.json`, JSON.stringify([...new Set(inputs)].sort()));
}

/** Goes on until it is stopped. `.vscode/tasks.json` knows from these lines when F5 may begin, and where an error is. */
async function watch() {
  const unfinished = new Set(builds);
  say('Building');
  for (const options of builds) {
    const report = {
      name: 'report',
      setup: ({ onStart, onEnd }) => {
        onStart(() => {
          if (unfinished.size === 0) say('Building');
          unfinished.add(options);
        });
        onEnd(({ errors }) => {
          for (const { location, text } of errors)
            say(
              `${location?.file ?? ''}:${location?.line ?? 0}:${(location?.column ?? -1) + 1}: error: ${text}`,
            );
          unfinished.delete(options);
          if (unfinished.size === 0) say('Built');
        });
      },
    };
    const watched = await context({ ...options, logLevel: 'silent', plugins: [report] });
    await watched.watch();
  }
}

function say(line) {
  process.stdout.write(`${line}\n`);
}

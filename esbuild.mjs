// Builds the three bundles: the extension (for VS Code), the command line, and the panel's browser side.
// `--production` as they ship; `--out=FOLDER` elsewhere than beside this file.
import { build } from 'esbuild';
import { writeFileSync } from 'node:fs';
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
const results = await Promise.all(builds.map((options) => build({ ...options, metafile: true })));
// Which packages ship, for the list of their licences.
const inputs = results.flatMap(({ metafile }) => Object.keys(metafile.inputs));
writeFileSync(`${out}/dist/inputs.json`, JSON.stringify([...new Set(inputs)].sort()));

// serialport's native parts cannot be bundled. Their loader looks for them beside the folder of the file it stands in,
// which is `dist` once it is bundled.
const prebuilds = 'node_modules/@serialport/bindings-cpp/prebuilds';
mirrorFolder(prebuilds, `${out}/prebuilds`, `${out}/dist`, (path) => !path.includes('android'));

// Builds the three bundles: the extension (for VS Code), the command line, and the panel's browser side.
import { build } from 'esbuild';
import { cpSync, existsSync } from 'node:fs';

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
  { ...node, entryPoints: ['src/extension.ts'], outfile: 'dist/extension.js' },
  {
    ...node,
    entryPoints: ['src/cli/main.ts'],
    outfile: 'dist/cli.js',
    banner: { js: '#!/usr/bin/env node' },
  },
  {
    ...common,
    platform: 'browser',
    target: 'es2022',
    format: 'iife',
    entryPoints: ['src/webview/main.ts'],
    outfile: 'dist/webview.js',
    loader: { '.css': 'text' },
  },
];
await Promise.all(
  builds.filter(({ entryPoints: [entry] }) => existsSync(entry)).map((options) => build(options)),
);

// serialport's native parts cannot be bundled. Their loader looks for them beside the folder of the file it stands in,
// which is `dist` once it is bundled. What is there stays: it may be loaded right now.
cpSync('node_modules/@serialport/bindings-cpp/prebuilds', 'prebuilds', {
  recursive: true,
  force: false,
  filter: (path) => !path.includes('android'),
});

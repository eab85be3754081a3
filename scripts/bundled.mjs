// Runs a program in TypeScript that needs the board's programs as text, which only a bundle gives.
import { build } from 'esbuild';
import { fileURLToPath, pathToFileURL } from 'node:url';

const project = fileURLToPath(new URL('..', import.meta.url));

export async function runBundled(entry, name) {
  const outfile = `${project}.cache/${name}.mjs`;
  await build({
    entryPoints: [`${project}${entry}`],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    sourcemap: 'inline',
    loader: { '.py': 'text' },
    logLevel: 'warning',
  });
  await import(pathToFileURL(outfile).href);
}

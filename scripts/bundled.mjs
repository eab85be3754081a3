// Runs a program in TypeScript that needs the board's programs as text, which only a bundle gives.
import { build } from 'esbuild';
import { readFile } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';

const project = fileURLToPath(new URL('..', import.meta.url));

/** The simulator finds what lies beside its files there, wherever the bundle is. */
const simulatorInPlace = {
  name: 'simulator-in-place',
  setup: ({ onLoad }) =>
    onLoad({ filter: /[\\/]test[\\/]simulator[\\/].*\.ts$/ }, async ({ path }) => ({
      loader: 'ts',
      contents: (await readFile(path, 'utf8')).replaceAll(
        'import.meta.url',
        JSON.stringify(pathToFileURL(path).href),
      ),
    })),
};

export async function runBundled(entry, name) {
  const outfile = `${project}.cache/${name}.mjs`;
  await bundle(entry, outfile, { format: 'esm', packages: 'external' });
  await import(pathToFileURL(outfile).href);
}

/** @param how esbuild's options, where they matter */
export async function bundle(entry, outfile, how) {
  await build({
    ...how,
    entryPoints: [`${project}${entry}`],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    sourcemap: 'inline',
    loader: { '.py': 'text' },
    plugins: [simulatorInPlace],
    logLevel: 'warning',
  });
}

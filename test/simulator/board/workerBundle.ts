import { buildSync } from 'esbuild';
import { fileURLToPath } from 'node:url';

let bundled: string | undefined;

/** The program of the interpreter’s thread with its Python modules, built once per process. */
export function workerBundle(): string {
  bundled ??= build();
  return bundled;
}

function build(): string {
  const [file] = buildSync({
    entryPoints: [fileURLToPath(new URL('./worker/main.ts', import.meta.url))],
    bundle: true,
    write: false,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    loader: { '.py': 'text' },
    logLevel: 'error',
  }).outputFiles;
  if (!file) throw new Error('the board worker did not build');
  return file.text;
}

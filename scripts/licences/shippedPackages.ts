import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../run';

export interface ShippedPackage {
  readonly name: string;
  readonly version: string;
  /** As an SPDX expression. */
  readonly licence: string;
  /** The package's own copy; empty where it has none. */
  readonly text: string;
}

/** What the native parts are compiled from, which no bundle shows. */
const NATIVE = ['node_modules/@serialport/bindings-cpp', 'node_modules/node-addon-api'];

/**
 * The packages that are in the bundles and in the native parts, by name.
 * @param inputs files that were bundled, as the build lists them in `inputs.json`
 */
export function shippedPackages(inputs: readonly string[]): ShippedPackage[] {
  const folders = new Set(NATIVE);
  for (const input of inputs) {
    const folder = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)/.exec(input)?.[1];
    if (folder !== undefined) folders.add(folder);
  }
  const packages = new Map<string, ShippedPackage>();
  for (const folder of folders) {
    const shipped = read(join(projectFolder, folder));
    packages.set(`${shipped.name} ${shipped.version}`, shipped);
  }
  return [...packages.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, shipped]) => shipped);
}

function read(folder: string): ShippedPackage {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
    license?: string;
  };
  const file = readdirSync(folder).find((each) => /^licen[cs]e([-.].*)?$/i.test(each));
  const text = file === undefined ? '' : readFileSync(join(folder, file), 'utf8').replaceAll('\r', '').trim();
  return { name, version, licence: license ?? 'unknown', text };
}

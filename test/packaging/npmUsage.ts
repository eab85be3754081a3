import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { name, scripts, version } from '../../package.json';
import { projectFolder } from '../../scripts/run';
import { steps } from '../../scripts/test/steps';
import { MODEM_OPTIONS, readModemOptions } from '../simulator/modemOptions';

const VITEST_PROJECTS = [
  ...readFileSync(join(projectFolder, 'vitest.config.ts'), 'utf8').matchAll(/\bname: '([a-z]+)',/g),
].map(([, project]) => project);
const NPM_ITSELF = ['install', 'ci', 'pack', 'audit', 'outdated'];

/** @returns what is wrong with a call of npm or npx; empty when nothing is */
export function npmUsage([program, ...args]: readonly string[]): string {
  if (program === 'npx') return npxUsage(args);
  const [verb = '', ...rest] = args;
  const script = verb === 'run' ? (rest[0] ?? '') : verb;
  if (!(script in scripts) && !NPM_ITSELF.includes(script)) return `there is no script ${script}`;
  if (script === 'install') return installUsage(rest);
  const parts = rest.slice(rest.indexOf('--') + 1).filter((word) => !word.startsWith('-'));
  const unknown = parts.find((part) => !steps.some((step) => step.part === part));
  return script === 'test' && unknown !== undefined ? `the tests have no part ${unknown}` : '';
}

/** The argument of a document’s `npm install`: the package itself, by its name or a placeholder. */
function installUsage(args: readonly string[]): string {
  const others = args.filter((word) => !word.startsWith('-') && word !== 'FILE');
  const unknown = others.find((word) => word !== `${name}-${version}.tgz`);
  return unknown === undefined ? '' : `no package is called ${unknown}`;
}

function npxUsage([tool = '', ...args]: readonly string[]): string {
  if (!existsSync(join(projectFolder, 'node_modules', '.bin', tool))) return `${tool} is not installed`;
  if (!['tsx', 'vitest'].includes(tool)) return '';
  // A project of `vitest.config.ts` is given before the files.
  const named = tool === 'vitest' && args[1] === '--project' ? 3 : 1;
  const [file = '', ...options] = tool === 'vitest' ? args.slice(named) : args;
  if (named === 3 && !VITEST_PROJECTS.includes(args[2] ?? '')) return `there is no project ${args[2]}`;
  if (!existsSync(join(projectFolder, file))) return `there is no ${file}`;
  if (file !== 'test/simulator/main.ts') return '';
  readModemOptions(parseArgs({ options: MODEM_OPTIONS, args: options }).values);
  return '';
}

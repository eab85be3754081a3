// Inputs for the parsers that are guided by the lines they reach; jsfuzz makes them.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { bundle, runBundled } from '../bundled.mjs';

const project = fileURLToPath(new URL('../..', import.meta.url));
const recipe = `${project}scripts/guidedFuzz/`;
const folder = `${project}.cache/guided-fuzz/`;
const corpus = `${folder}corpus/`;
const SECONDS = '60';
const LONGEST_LINE = 1000;

/** @returns the exit status: 1 when an input made a parser do what it must not */
export async function fuzzGuided(args) {
  const { values, positionals } = parseArgs({
    args,
    options: { seconds: { type: 'string', default: SECONDS } },
    allowPositionals: true,
  });
  install();
  await bundle('test/fuzz/guided/target.ts', `${folder}target.js`, {
    format: 'cjs',
    mainFields: ['module', 'main'],
  });
  process.env.FUZZ_CORPUS = corpus;
  await runBundled('test/fuzz/guided/writeSeeds.ts', 'guided-fuzz/writeSeeds');
  const parsers = positionals.length > 0 ? positionals : readdirSync(corpus).sort();
  const failed = parsers.filter((parser) => !endures(parser, Number(values.seconds)));
  console.log(failed.length === 0 ? 'Nothing found.' : `Found something in: ${failed.join(', ')}`);
  return failed.length === 0 ? 0 : 1;
}

function install() {
  mkdirSync(corpus, { recursive: true });
  const lock = readFileSync(`${recipe}package-lock.json`, 'utf8');
  const there = `${folder}package-lock.json`;
  const isInstalled = existsSync(`${folder}node_modules`) && existsSync(there);
  if (isInstalled && readFileSync(there, 'utf8') === lock) return;
  for (const file of ['package.json', 'package-lock.json']) cpSync(recipe + file, folder + file);
  cpSync(`${project}.npmrc`, `${folder}.npmrc`);
  const { status } = spawnSync('npm', ['ci', '--ignore-scripts'], { cwd: folder, stdio: 'inherit' });
  if (status !== 0) throw new Error('the fuzzer could not be installed; what npm says is above');
}

function endures(parser, seconds) {
  console.log(`\n${parser}, ${seconds} s`);
  const fuzzer = [`${folder}node_modules/.bin/jsfuzz`, 'target.js', corpus + parser, '--timeout=120'];
  const { stdout, stderr, error } = spawnSync(process.execPath, fuzzer, {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, FUZZ_TARGET: parser },
    maxBuffer: Infinity,
    timeout: seconds * 1000,
  });
  // It ends by itself only when it found something.
  if (error?.code === 'ETIMEDOUT') {
    console.log(stdout.trimEnd().split('\n').at(-1));
    return true;
  }
  console.log(readable(stdout.slice(stdout.indexOf('====='))) + readable(stderr));
  const crash = readdirSync(folder).find((name) => name.startsWith('crash-'));
  if (crash === undefined) throw new Error('the fuzzer did not run');
  renameSync(folder + crash, `${folder}${parser}-${crash}`);
  console.log(`Keep it as a case: cp ${folder}${parser}-${crash} test/fuzz/guided/cases/${parser}/`);
  return false;
}

/** Without the program itself, which a crash shows in one line. */
function readable(text) {
  const lines = text.split('\n').filter((line) => line.length < LONGEST_LINE);
  return lines.join('\n');
}

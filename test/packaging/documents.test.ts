import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { describe, expect, it } from 'vitest';
import { scripts } from '../../package.json';
import { projectFolder } from '../../scripts/run';
import { steps } from '../../scripts/test/steps';
import { runProgram, type ProgramParts } from '../../src/cli/program';
import { MODEM_OPTIONS, readModemOptions } from '../simulator/modemOptions';
import { commandsIn } from './commandsIn';

const DOCUMENTS = [
  'README.md',
  'CONTRIBUTING.md',
  'ARCHITECTURE.md',
  'PERFORMANCE.md',
  'RELIABILITY.md',
  'SECURITY.md',
  'CHANGELOG.md',
].filter((name) => existsSync(join(projectFolder, name)));
const NPM_ITSELF = ['install', 'ci', 'pack', 'audit'];

describe.each(DOCUMENTS)('%s', (name) => {
  const text = readFileSync(join(projectFolder, name), 'utf8');

  it('names commands that there are', async () => {
    for (const { words, whole } of commandsIn(text)) {
      const [program, ...args] = words;
      const complaint = program === 'lte-upgrade' ? await usage(args, whole) : npmUsage(words);
      expect(complaint, words.join(' ')).toBe('');
    }
  });

  it('links to files that there are', () => {
    const links = [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)[^)]*\)/g)].map(([, path = '']) => path);
    const missing = links.filter((path) => !existsSync(join(projectFolder, dirname(name), path)));
    expect(missing).toEqual([]);
  });

  it('links to headings that there are', () => {
    const anchors = [...text.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor]) => anchor);
    const headings = [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replace(/[^\w\s-]/g, '')
        .replace(/\s/g, '-'),
    );
    expect(headings).toEqual(expect.arrayContaining(anchors));
  });
});

it('the documents that are checked hold commands of every program', () => {
  const all = DOCUMENTS.flatMap((name) => commandsIn(readFileSync(join(projectFolder, name), 'utf8')));
  expect([...new Set(all.map(({ words }) => words[0]))].sort()).toEqual(['lte-upgrade', 'npm', 'npx']);
});

/** The command line understood what it was to do, and begins. */
class Understood extends Error {}

/** @returns what is wrong with a command line; empty when nothing is */
async function usage(args: readonly string[], whole: boolean): Promise<string> {
  let [out, complaint] = ['', ''];
  const begin = (): never => {
    throw new Understood();
  };
  const parts: ProgramParts = {
    terminal: {
      interactive: false,
      out: (text) => (out += text),
      err: (text) => (complaint += text),
      ask: () => Promise.resolve(undefined),
      password: () => Promise.resolve(undefined),
    },
    makeService: begin,
    makeCards: begin,
    signal: AbortSignal.timeout(60_000),
    version: '0.0.0',
  };
  // In a sentence a command may lack what it needs: then only its name is asked for.
  const command = args.slice(0, 1);
  try {
    const status = await runProgram(parts, whole ? args : [...command, '--help']);
    if (status !== 0) return complaint || `it ends with ${status}`;
  } catch (error) {
    if (!(error instanceof Understood)) throw error;
  }
  if (whole || command[0]?.startsWith('-') !== false) return '';
  return out.startsWith(`Usage: lte-upgrade ${command[0]}`) ? '' : `there is no ${command[0]}`;
}

/** @returns what is wrong with a call of npm or npx; empty when nothing is */
function npmUsage([program, ...args]: readonly string[]): string {
  if (program === 'npx') return npxUsage(args);
  const [verb = '', ...rest] = args;
  const script = verb === 'run' ? (rest[0] ?? '') : verb;
  if (!(script in scripts) && !NPM_ITSELF.includes(script)) return `there is no script ${script}`;
  const parts = rest.slice(rest.indexOf('--') + 1).filter((word) => !word.startsWith('-'));
  const unknown = parts.find((part) => !steps.some((step) => step.part === part));
  return script === 'test' && unknown !== undefined ? `the tests have no part ${unknown}` : '';
}

function npxUsage([tool = '', ...args]: readonly string[]): string {
  if (!existsSync(join(projectFolder, 'node_modules', '.bin', tool))) return `${tool} is not installed`;
  const [file = '', ...options] = tool === 'vitest' ? args.slice(1) : args;
  if (!existsSync(join(projectFolder, file))) return `there is no ${file}`;
  if (file !== 'test/simulator/main.ts') return '';
  readModemOptions(parseArgs({ options: MODEM_OPTIONS, args: options }).values);
  return '';
}

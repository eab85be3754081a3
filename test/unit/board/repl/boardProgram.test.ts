import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { boardProgram, inCommands } from '../../../../src/board/repl/boardProgram';
import { assignments, pythonLiteral } from '../../../../src/board/repl/pythonLiteral';

describe('pythonLiteral', () => {
  it.each([
    [null, 'None'],
    [true, 'True'],
    [-12, '-12'],
    ["it's \\ \n\x03\x06", "'it\\x27s \\x5c \\x0a\\x03\\x06'"],
    ['ü€😀', "'\\u00fc\\u20ac\\U0001f600'"],
    [Uint8Array.of(0, 3, 6, 0x41, 0x27, 0xff), "b'\\x00\\x03\\x06A\\x27\\xff'"],
    [['a', 1, null], "['a',1,None]"],
    [{ load_fff: false }, "{'load_fff':False}"],
  ])('%j', (value, source) => {
    expect(pythonLiteral(value)).toBe(source);
  });

  it('rejects a number that is no integer', () => {
    expect(() => pythonLiteral(0.5)).toThrow(TypeError);
    expect(() => pythonLiteral(Number.NaN)).toThrow(TypeError);
  });

  test.prop([fc.string({ unit: 'binary' })])('never lets a text end its quotes', (text) => {
    const literal = pythonLiteral(text);
    expect(literal).toMatch(
      /^'(?:[\x20-\x26\x28-\x5b\x5d-\x7e]|\\x[0-9a-f]{2}|\\u[0-9a-f]{4}|\\U[0-9a-f]{8})*'$/,
    );
  });

  it('rejects an invalid name', () => {
    expect(() => assignments({ 'a=1;b': 1 })).toThrow(TypeError);
  });
});

describe('boardProgram', () => {
  it('drops comments, empty lines and superfluous indents', () => {
    const text = '# Why.\nimport os\n\nif a:\n    # because\n    if b:\n        print(a)  \n';
    expect(boardProgram(text, { a: 1 })).toBe('a=1\nimport os\nif a:\n if b:\n  print(a)\n');
  });
});

describe('inCommands', () => {
  it('sends a short program unchanged', () => {
    expect(inCommands('print(1)\n', 100)).toEqual(['print(1)\n']);
  });

  it('rejects a program with characters that the REPL takes for keys', () => {
    expect(() => inCommands('print("\x03")', 100)).toThrow(TypeError);
  });

  test.prop([fc.stringMatching(/^[\n\x20-\x7e]{0,600}$/), fc.integer({ min: 40, max: 500 })])(
    'never has a command longer than the board can hold, and loses nothing',
    (program, limit) => {
      const commands = inCommands(program, limit);
      expect(Math.max(...commands.map((command) => command.length))).toBeLessThanOrEqual(limit);
      const parts = commands.length === 1 ? commands : commands.slice(1, -1).map(unquoted);
      expect(parts.join('')).toBe(program);
    },
  );
});

/** The text that a command of the form `_program+='…'` adds. */
function unquoted(command: string): string {
  const literal = /^_program\+='(.*)'$/.exec(command)?.[1] ?? 'not a part';
  return literal.replace(/\\x([0-9a-f]{2})/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}

import { deflateRawSync } from 'node:zlib';
import { assignments, pythonLiteral, type PythonValue } from './pythonLiteral';

/** The name that holds a long program while it arrives in parts. */
const ASSEMBLED = '_program';

/**
 * A board-side program with its parameters, as short as it gets: the REPL takes text slowly. Programs have no strings over
 * several lines, so comments, blank lines and the width of indents can go.
 */
export function boardProgram(text: string, parameters: Readonly<Record<string, PythonValue>> = {}): string {
  const lines = text
    .split('\n')
    .filter((line) => !/^\s*(#.*)?$/.test(line))
    .map((line) => line.replace(/^( {4})+/, (indent) => ' '.repeat(indent.length / 4)).trimEnd());
  return assignments(parameters) + lines.map((line) => `${line}\n`).join('');
}

/**
 * A program as commands of at most `limit` bytes each, so that not even a board that reads nothing for a while loses a
 * byte of them: the receive buffer holds a whole command, and each is answered before the next is sent.
 */
export function inCommands(program: string, limit: number): string[] {
  if (/[^\n\x20-\x7e]/.test(program)) throw new TypeError('a board program is plain ASCII');
  if (program.length <= limit) return [program];
  const append = (part: string): string => `${ASSEMBLED}+=${pythonLiteral(part)}`;
  const empty = append('').length;
  const room = limit - empty;
  const commands = [`${ASSEMBLED}=''`];
  let part = '';
  let taken = 0;
  for (const character of program) {
    const length = lengthInText(character);
    if (taken + length > room) {
      commands.push(append(part));
      part = '';
      taken = 0;
    }
    part += character;
    taken += length;
  }
  commands.push(append(part), `exec(globals().pop('${ASSEMBLED}'))`);
  return commands;
}

/** Of each character that a program was found to hold: of the same few, thousands are asked. */
const LENGTHS = new Map<string, number>();

/** Bytes that a character takes in a Python text. */
function lengthInText(character: string): number {
  let length = LENGTHS.get(character);
  if (length === undefined) LENGTHS.set(character, (length = pythonLiteral(character).length - "''".length));
  return length;
}

/** The same program in half its length, for boards that have `uzlib`. */
export function packedProgram(program: string): string {
  const packed = deflateRawSync(program, { level: 9 }).toString('base64');
  return `import uzlib,ubinascii\nexec(str(uzlib.decompress(ubinascii.a2b_base64('${packed}'),-15),'ascii'))`;
}

/** The `name=value` lines of a board-side program's output. */
export function answeredValues(output: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const line of output.split(/\r?\n/)) {
    const at = line.indexOf('=');
    if (at > 0) values.set(line.slice(0, at), line.slice(at + 1));
  }
  return values;
}

/** The module's own number, in hexadecimal digits. */
export function answeredId(values: ReadonlyMap<string, string>): string | null {
  const text = values.get('id');
  return text !== undefined && /^[0-9a-f]{4,64}$/.test(text) ? text : null;
}

/** A number that the program may have left out. */
export function answeredNumber(values: ReadonlyMap<string, string>, name: string): number | null {
  const text = values.get(name);
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : null;
}

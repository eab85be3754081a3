export type PythonValue =
  | string
  | number
  | boolean
  | null
  | Uint8Array
  | readonly PythonValue[]
  | { readonly [name: string]: PythonValue };

/** What stands for itself between quotes is printable ASCII, but for the quote and the backslash. */
const NOT_PLAIN = /[^\x20-\x26\x28-\x5b\x5d-\x7e]/gu;

/**
 * A value as Python source, in plain printable ASCII, so that neither a quote nor a control character of a file's name
 * can become code, or a key of the REPL.
 */
export function pythonLiteral(value: PythonValue): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return numberLiteral(value);
  if (typeof value === 'string') return `'${value.replace(NOT_PLAIN, escapeCharacter)}'`;
  if (value instanceof Uint8Array) return `b'${[...value].map(escapeByte).join('')}'`;
  if (isList(value)) return `[${value.map(pythonLiteral).join(',')}]`;
  return `{${Object.entries(value)
    .map(([name, item]) => `${pythonLiteral(name)}:${pythonLiteral(item)}`)
    .join(',')}}`;
}

/** `name=value` lines, to stand before a program that uses those names. */
export function assignments(values: Readonly<Record<string, PythonValue>>): string {
  return Object.entries(values)
    .map(([name, value]) => {
      if (!/^[A-Za-z_]\w*$/.test(name)) throw new TypeError(`not a Python name: ${name}`);
      return `${name}=${pythonLiteral(value)}\n`;
    })
    .join('');
}

// Array.isArray does not narrow a readonly array.
function isList(value: object): value is readonly PythonValue[] {
  return Array.isArray(value);
}

function numberLiteral(value: number): string {
  if (!Number.isSafeInteger(value)) throw new TypeError(`not an integer: ${value}`);
  return String(value);
}

function escapeCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code <= 0x7f) return escapeByte(code);
  // Half of a surrogate pair is no character; MicroPython would make bytes of it that are not UTF-8.
  if (code >= 0xd800 && code <= 0xdfff) return '\\ufffd';
  return code <= 0xffff ? `\\u${hex(code, 4)}` : `\\U${hex(code, 8)}`;
}

function escapeByte(byte: number): string {
  const plain = byte >= 0x20 && byte < 0x7f && byte !== 0x27 && byte !== 0x5c;
  return plain ? String.fromCharCode(byte) : `\\x${hex(byte, 2)}`;
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}

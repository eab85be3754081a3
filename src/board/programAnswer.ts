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

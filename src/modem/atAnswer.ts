/** What the modem said between a command and its result. */
export interface AtAnswer {
  /** Lines in order, without echo, unsolicited lines and the result itself. */
  readonly lines: readonly string[];
  readonly result: 'OK' | 'ERROR';
}

/** Splits received text into whole lines and the unfinished rest. */
export function splitLines(text: string): { readonly lines: string[]; readonly rest: string } {
  const parts = text.split(/[\r\n]+/);
  const rest = parts.pop() ?? '';
  return { lines: parts.map(clean).filter((line) => line !== ''), rest };
}

/** After a reset the line carries NULs and noise, glued to what follows. */
export function clean(line: string): string {
  return line.replace(/[^\x20-\x7e]/g, '').trim();
}

export function resultOf(line: string): AtAnswer['result'] | undefined {
  if (line === 'OK') return 'OK';
  return line === 'ERROR' || /^\+CM[ES] ERROR\b/.test(line) ? 'ERROR' : undefined;
}

/**
 * Lines that begin with `+` answer the command of that name; with any other name they come unasked
 * (`+SYSSTART`, `+SHUTDOWN`, `+CEREG: …`).
 */
export function isUnsolicited(line: string, command: string): boolean {
  const name = /^\+([A-Z0-9]+)/.exec(line)?.[1];
  return name !== undefined && name !== /^AT\+([A-Z0-9]+)/.exec(command)?.[1];
}

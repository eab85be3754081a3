import { mayEndInBareLineFeed } from './atCommands';
import type { ModemConfiguration } from './configuration';

/** Longest line kept; noise without a line end must not pile up. */
const LONGEST_LINE_BYTES = 1024;

/** Cuts input into command lines. */
export class AtLines {
  private held = '';

  /** @returns the number of bytes used, up to the end of the first whole line, and that line */
  take(bytes: Uint8Array): { readonly used: number; readonly line?: string } {
    for (const [at, byte] of bytes.entries()) {
      if (byte !== 0x0a) {
        this.held = (this.held + String.fromCharCode(byte)).slice(-LONGEST_LINE_BYTES);
        continue;
      }
      const line = this.held.endsWith('\r') ? this.held.slice(0, -1) : undefined;
      if (line !== undefined || mayEndInBareLineFeed(this.held)) {
        const whole = line ?? this.held;
        this.held = '';
        return { used: at + 1, line: whole };
      }
    }
    return { used: bytes.length };
  }

  forget(): void {
    this.held = '';
  }
}

/** An empty line after an answer, on a modem that sends one. */
const TAIL = '\0\xff\0';

/** An answer on the wire, for a modem in recovery or in another program. */
export function layOutAnswer(
  lines: readonly string[],
  result: string,
  configuration: ModemConfiguration,
  inRecovery: boolean,
): string {
  const { lineEnd, lineEndsBeforeOk, answerForm, recoveryLeadingLineEnd, leadingLineEnd } = configuration;
  const lead = (inRecovery ? recoveryLeadingLineEnd : leadingLineEnd) ? lineEnd : '';
  const body = lines.length === 0 ? '' : lines.join(lineEnd) + lineEnd.repeat(lineEndsBeforeOk);
  const text = lead + body + result + lineEnd;
  return text + { once: '', twice: text, tailed: TAIL }[answerForm];
}

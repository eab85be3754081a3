import { mayEndInBareLineFeed } from './atCommands';

/** Longest line kept; noise without a line end must not pile up. */
const LONGEST_LINE_BYTES = 1024;

/** Cuts what comes in into command lines. */
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

/** How an answer looks on the wire. */
export function layOutAnswer(
  lines: readonly string[],
  result: string,
  style: { readonly leadingLineEnd: boolean; readonly lineEndsBeforeOk: 1 | 2; readonly lineEnd: string },
): string {
  const { lineEnd } = style;
  const lead = style.leadingLineEnd ? lineEnd : '';
  if (lines.length === 0) return lead + result + lineEnd;
  return lead + lines.join(lineEnd) + lineEnd.repeat(style.lineEndsBeforeOk) + result + lineEnd;
}

/** A piece of a program's output: a finished line, or what there is so far of one that is not. */
export interface OutputLine {
  readonly text: string;
  /** False for the beginning of a line that the board is still writing, such as a row of dots. */
  readonly finished: boolean;
}

/**
 * Cuts output into lines. A carriage return ends a line as a line feed does, because progress is rewritten in place
 * after one; CR LF, also when it arrives in two pieces, ends one line only.
 */
export class LineCutter {
  private readonly decoder = new TextDecoder();
  private readonly onLine: (line: OutputLine) => void;
  private begun = '';
  private afterReturn = false;

  constructor(onLine: (line: OutputLine) => void) {
    this.onLine = onLine;
  }

  push(bytes: Uint8Array): void {
    const text = this.decoder.decode(bytes, { stream: true });
    let start = 0;
    for (let at = 0; at < text.length; at++) {
      const character = text[at];
      const follows = this.afterReturn && character === '\n';
      this.afterReturn = character === '\r';
      if (follows) {
        start = at + 1;
      } else if (character === '\n' || character === '\r') {
        this.end(text.slice(start, at));
        start = at + 1;
      }
    }
    const rest = text.slice(start);
    this.begun += rest;
    if (rest !== '') this.onLine({ text: this.begun, finished: false });
  }

  /** The output is over: an unfinished line is finished. */
  finish(): void {
    if (this.begun !== '') this.end('');
  }

  private end(rest: string): void {
    const text = this.begun + rest;
    this.begun = '';
    this.onLine({ text, finished: true });
  }
}

/** A piece of a program's output: a finished line, or what there is so far of one that is not. */
export interface OutputLine {
  readonly text: string;
  /** False for the beginning of a line that the board is still writing, such as a row of dots. */
  readonly finished: boolean;
}

/** A row of dots for as long as the longest upgrade takes has fewer; what a line has beyond is not kept. */
const LONGEST_LINE = 16_384;

/**
 * Cuts output into lines. A carriage return ends a line as a line feed does, because progress is rewritten in place
 * after one; CR LF, also when it arrives in two pieces, ends one line only.
 */
export class LineCutter {
  private readonly decoder = new TextDecoder();
  private readonly onLine: (line: OutputLine) => void;
  private begun = '';
  private told = 0;
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
    this.begin(text.slice(start));
    if (this.begun.length === this.told) return;
    this.told = this.begun.length;
    this.onLine({ text: this.begun, finished: false });
  }

  /** The output is over: an unfinished line is finished. */
  finish(): void {
    if (this.begun !== '') this.end('');
  }

  private begin(more: string): void {
    this.begun += more.slice(0, Math.max(0, LONGEST_LINE - this.begun.length));
  }

  private end(rest: string): void {
    this.begin(rest);
    const text = this.begun;
    this.begun = '';
    this.told = 0;
    this.onLine({ text, finished: true });
  }
}

import { type Phrase, render } from '../base/phrase';
import { plainJson } from './plainJson';

/** Where the command line speaks: answers to standard output, troubles to standard error. */
export interface Terminal {
  /** Whether a person sits in front of it. */
  readonly interactive: boolean;
  out(text: string): void;
  err(text: string): void;
  /** Reads one line. @returns undefined when there is nobody to answer */
  ask(question: string): Promise<string | undefined>;
}

export function say(terminal: Terminal, spoken: Phrase): void {
  terminal.out(`${render(spoken)}\n`);
}

export function json(terminal: Terminal, value: object): void {
  terminal.out(`${JSON.stringify(plainJson(value))}\n`);
}

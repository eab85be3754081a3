import type { Shown } from './shown';

/** Where the command line speaks: answers to standard output, troubles to standard error. */
export interface Terminal {
  /** Whether a person sits in front of it. */
  readonly interactive: boolean;
  out(text: Shown): void;
  err(text: Shown): void;
  /** Reads one line. @returns undefined when there is nobody to answer */
  ask(question: Shown): Promise<string | undefined>;
  /** Reads a password from whoever types, or from standard input. @returns undefined when none comes */
  password(question: Shown): Promise<string | undefined>;
}

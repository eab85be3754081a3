import type { Shown } from './shown';

/** Where the command line speaks: answers to standard output, failures to standard error. */
export interface Terminal {
  /** Whether a person sits in front of it. */
  readonly interactive: boolean;
  out(text: Shown): void;
  err(text: Shown): void;
  /** Whether it can be drawn on: a person sits there, and it has a size, which one over a serial line may not tell. */
  readonly drawable: boolean;
  /**
   * Draws below all text, in place of what was drawn before; only for a person.
   * @param picture is given the number of letters that a line holds; null takes the drawing away
   */
  draw(picture: ((columns: number) => Shown) | null): void;
  /** Reads one line. @returns undefined when there is nobody to answer */
  ask(question: Shown): Promise<string | undefined>;
  /** Reads a password from the terminal or from standard input. @returns undefined when none comes */
  password(question: Shown): Promise<string | undefined>;
}

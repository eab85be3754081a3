/** Where the command line speaks: answers to standard output, troubles to standard error. */
export interface Terminal {
  /** Whether a person sits in front of it. */
  readonly interactive: boolean;
  out(text: string): void;
  err(text: string): void;
  /** Reads one line. @returns undefined when there is nobody to answer */
  ask(question: string): Promise<string | undefined>;
  /** Reads a password from whoever types, or from standard input. @returns undefined when none comes */
  password(question: string): Promise<string | undefined>;
}

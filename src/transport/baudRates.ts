/** Bits per second of the REPL, unless a user set another. */
export const REPL_BAUD = 115_200;

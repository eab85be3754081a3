/** Bits per second of the REPL, unless a user set another; of the modem's bootrom in recovery, too. */
export const REPL_BAUD = 115_200;
/** Bits per second of MIRROR mode and of a modem in any other state; the most that an upload to a board tries. */
export const FAST_BAUD = 921_600;

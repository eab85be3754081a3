/**
 * The longest that the board's own upgrade tool can be at work without a word, and with nobody listening: it may wait
 * 35 minutes for a silent modem (101 reads of 21 s).
 */
export const TOOL_LIMIT_MS = 40 * 60_000;

/**
 * The same of a tool that only replaces the bootrom: the longest silence in it is six minutes, over a frame. Behind it the port leads
 * to the modem, and no prompt ever comes.
 */
export const MIRROR_TOOL_LIMIT_MS = 10 * 60_000;

/**
 * The longest that the board's own upgrade tool can be at work without a word, and with nobody listening: it may wait
 * 35 minutes for a silent modem (101 reads of 21 s).
 */
export const TOOL_LIMIT_MS = 40 * 60_000;

import { phrase } from '../../base/phrase';

/**
 * How long a modem that has an image is waited for, silent or at work on it: the field's tool asks some 35 minutes (101
 * tries of 21 s), and users call ten normal. No advice may say to unplug the board before.
 */
export const APPLY_PATIENCE_MS = 35 * 60_000;
/** After this time the user learns that it takes longer than usual (Pycom documentation: up to five minutes). */
export const USUAL_APPLY_MS = 300_000;

export const TAKES_LONGER = phrase(
  'The modem is taking longer than usual. This has happened on other modems, too. Leave the power on.',
);

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

import { phrase } from '../base/phrase';

/**
 * How long a modem that has an image is waited for, silent or at work on it: the field's tool asks some 35 minutes (101
 * tries of 21 s), and users call ten normal. Nobody may be told to cut its power before.
 */
export const APPLY_PATIENCE_MS = 35 * 60_000;
/** After so long a person is told that it takes longer than usual (Pycom documentation: up to five minutes). */
export const USUAL_APPLY_MS = 300_000;

export const TAKES_LONGER = phrase(
  'The modem takes longer than usual, as others’ modems did, too. Power must stay on.',
);

import type { Phrase } from '../base/phrase';

/** Tells that silence is normal: what is waited for, and the time of day (ms since 1970) until which it is. */
export type OnWait = (reason: Phrase, until: number) => void;

/** Keeps this computer awake from now on, as far as it can. Never throws. @returns ends it, once */
export type KeepAwake = () => () => void;

/** For tests, and for upgrades of simulated modems. */
export const mayFallAsleep: KeepAwake = () => () => undefined;

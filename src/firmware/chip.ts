/**
 * Firmware of this modem, the SQN3330, has version 5 (CAT-M1) or 6 (NB-IoT). Version 8 is of a newer chip of Sequans, the GM02, whose
 * images and modems look alike and do not fit.
 */
const MAJORS = [5, 6];

/** @param major null where nothing tells */
export function isForThisChip(major: number | null): boolean {
  return major === null || MAJORS.includes(major);
}

/** First number of `5.1.1.0`, `LR5.1.1.0-41065` or `UE8.0.5.13`; null for a text without one. */
export function majorOf(version: string | null): number | null {
  const digits = /^(?:LR|UE)?:?(\d{1,3})\./.exec(version ?? '')?.[1];
  return digits === undefined ? null : Number(digits);
}

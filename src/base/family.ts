/** CAT-M1 and NB-IoT are different firmwares, distinguished by the first digit of their version. */
export type Family = 'CAT-M1' | 'NB-IoT';

/**
 * `LR5.x` is CAT-M1 and `LR6.x` NB-IoT, with the letters or without (Pycom documentation, modem firmware update).
 * @returns null for no version, or one of neither
 */
export function familyOf(version: string | null): Family | null {
  const major = /^(?:LR)?(\d)\./.exec(version ?? '')?.[1];
  if (major === '5') return 'CAT-M1';
  return major === '6' ? 'NB-IoT' : null;
}

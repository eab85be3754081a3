import { type Family, familyOf } from '../base/family';

/** What `ATI1` prints: `UE5.0.0.0d` and `LR5.1.1.0-41065`. */
export interface Versions {
  readonly ue: string | null;
  readonly lr: string | null;
  readonly build: string | null;
  readonly family: Family | null;
}

/** What `AT!="showver"` prints; the text is Sequans' own and varies from firmware to firmware. */
export interface SystemVersion {
  /** `5.1.1.0`; some firmwares print the build alone. */
  readonly version: string | null;
  readonly build: string | null;
  /** Build in Bootloader0, the factory bootrom. */
  readonly bootrom: string | null;
}

/** @param lines of `ATI1`, others among them are passed over */
export function parseVersions(lines: readonly string[]): Versions {
  const ue = lines.find((line) => /^UE\d/.test(line)) ?? null;
  const lr = lines.find((line) => /^LR\d/.test(line)) ?? null;
  return { ue, lr, build: /-(\d{5})\b/.exec(lr ?? '')?.[1] ?? null, family: familyOf(lr) };
}

/**
 * Reads the SYSTEM VERSION block. Forms seen in the field: `Bootloader0  : 5.1.1.0 [33080]`,
 * `Bootloader1* : BUILD5.1.1.0-33988 by …`, `Bootloader1 : NA`, `Software     : [41019] by …`.
 */
export function parseSystemVersion(lines: readonly string[]): SystemVersion {
  const entries = lines.flatMap((line) => {
    const match = /^\s*([A-Za-z0-9 ]+?)\s*\*?\s*:\s*(.*?)\s*$/.exec(line);
    return match ? [{ name: match[1] ?? '', value: match[2] ?? '' }] : [];
  });
  const value = (name: string): string => entries.find((entry) => entry.name === name)?.value ?? '';
  const software = value('Software');
  return {
    version: /(\d\.\d\.\d\.\d)/.exec(software)?.[1] ?? null,
    build: buildIn(software),
    bootrom: buildIn(value('Bootloader0')),
  };
}

function buildIn(value: string): string | null {
  return /\[(\d{5})\]|-(\d{5})\b/.exec(value)?.slice(1).find(Boolean) ?? null;
}

/** Fifteen digits, as `AT+CGSN` prints them with or without a prefix and quotes. */
export function parseImei(lines: readonly string[]): string | null {
  return /(?:^|\D)(\d{15})(?:\D|$)/.exec(lines.join('\n'))?.[1] ?? null;
}

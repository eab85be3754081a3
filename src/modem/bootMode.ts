/** What `AT+SMSWBOOT` chooses: the program the modem boots next. */
export const BOOT_MODE = { FFH: 0, FFF: 1, UPDATER: 2, RECOVERY: 3 } as const;

export type BootMode = keyof typeof BOOT_MODE;

/** A line that is the answer, whatever it names. */
export const BOOT_MODE_LINE = /SMSWBOOT:|^"?(?:FF[HF]|UPDATER|RECOVERY|[0-3])"?$/i;
/** A name or its number, in any letters, bare or quoted, with or without its prefix. */
const NAMED = /^(?:\+?SMSWBOOT:)?\s*"?(FFH|FFF|UPDATER|RECOVERY|[0-3])"?(?:\s*,.*)?$/i;

export function parseBootMode(lines: readonly string[]): BootMode | null {
  for (const line of lines) {
    const said = NAMED.exec(line)?.[1]?.toUpperCase();
    const mode = Object.entries(BOOT_MODE).find(([name, number]) => said === name || said === String(number));
    if (mode) return mode[0] as BootMode;
  }
  return null;
}

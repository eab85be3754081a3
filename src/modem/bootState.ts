/**
 * What `AT+SMOD?` answers: the program the modem runs now. `null` stands for "not detected".
 * Sources: Pycom documentation of `sqnsupgrade.state()`; a vendor's public header, which names 0 FFH, 1 FFH with
 * mtools.elf, 2 FFF, 3 UPDATER, 4 RECOVERY.
 */
export const BOOT_STATE = { recovery: 0, mTools: 1, application: 2, updater: 4 } as const;

export type BootState = (typeof BOOT_STATE)[keyof typeof BOOT_STATE];

/** 3 and 4 are two programs that both take images, and nothing else that matters here. */
const STATE_OF_NUMBER: readonly BootState[] = [0, 1, 2, 4, 4];
const STATE_OF_WORD: Readonly<Record<string, BootState>> = {
  FFH: 0,
  MTOOLS: 1,
  FFF: 2,
  UPDATER: 4,
  RECOVERY: 4,
};

/** A line that may be the answer: a number or its word, bare, quoted, or behind its name. */
export const STATE_LINE = /^(?:\+SMOD:)?\s*"?(-?\d{1,2}|FFH|MTOOLS|FFF|UPDATER|RECOVERY)"?$/i;
/** As much of it as a modem in recovery may send and no more. */
export const STATE_BEGUN = /^(?:\+SMOD:\s*)?"?\d{1,2}"?$/i;

export function parseBootState(lines: readonly string[]): BootState | null {
  for (const line of lines) {
    const said = STATE_LINE.exec(line)?.[1]?.toUpperCase();
    const state = said === undefined ? undefined : (STATE_OF_NUMBER[Number(said)] ?? STATE_OF_WORD[said]);
    if (state !== undefined) return state;
  }
  return null;
}

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

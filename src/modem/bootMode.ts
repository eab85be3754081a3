/** What `AT+SMSWBOOT` chooses: the program the modem boots next. */
export const BOOT_MODE = { FFH: 0, FFF: 1, UPDATER: 2, RECOVERY: 3 } as const;

export type BootMode = keyof typeof BOOT_MODE;

export function parseBootMode(lines: readonly string[]): BootMode | null {
  const name = /\+SMSWBOOT:\s*(\w+)/.exec(lines.join('\n'))?.[1];
  return name !== undefined && Object.hasOwn(BOOT_MODE, name) ? (name as BootMode) : null;
}

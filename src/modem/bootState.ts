/**
 * What `AT+SMOD?` answers: the program the modem runs now. `null` stands for "not detected".
 * Source: Pycom documentation of `sqnsupgrade.state()`.
 */
export const BOOT_STATE = { recovery: 0, mTools: 1, application: 2, updater: 4 } as const;

export type BootState = (typeof BOOT_STATE)[keyof typeof BOOT_STATE];

export function isBootState(value: number): value is BootState {
  return Object.values<number>(BOOT_STATE).includes(value);
}

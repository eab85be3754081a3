/** The answers to `AT+SMOD?`. */
export const STATE = { recovery: 0, mTools: 1, application: 2, updater: 4 } as const;
export type State = (typeof STATE)[keyof typeof STATE];

/** Names of `AT+SMSWBOOT` modes, by number. */
export const BOOT_MODES = ['FFH', 'FFF', 'UPDATER', 'RECOVERY'] as const;
export type BootMode = (typeof BOOT_MODES)[number];

/** The program each boot mode starts. */
export const STATE_OF_BOOT_MODE: Readonly<Record<BootMode, State>> = {
  FFH: STATE.recovery,
  FFF: STATE.application,
  UPDATER: STATE.updater,
  RECOVERY: STATE.updater,
};

export const BOOT_MODE_OF_STATE: Readonly<Record<State, BootMode>> = {
  [STATE.recovery]: 'FFH',
  [STATE.mTools]: 'FFF',
  [STATE.application]: 'FFF',
  [STATE.updater]: 'RECOVERY',
};

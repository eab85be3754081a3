import { phrase } from './phrase';

/** What alone reaches a modem in whatever state; the beginning of a sentence. */
export const POWER_OFF = phrase(
  'Unplug the board for ten seconds (USB and battery; the reset button isn’t enough)',
);

export const POWER_OFF_AND_REPEAT = phrase('{powerOff} and repeat the same steps.', { powerOff: POWER_OFF });
export const POWER_OFF_AND_RETRY = phrase('{powerOff} and try again.', { powerOff: POWER_OFF });

/** The board is unplugged; now the user is asked to plug it back in. */
export const BOARD_IS_OFF = phrase('The board is off. Plug it back in.');

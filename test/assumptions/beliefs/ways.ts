import type { WayName } from '../../faults/wayName';

/** In MIRROR mode already: the modem is spoken to by this software alone, on a virtual clock. */
export const BOARD_FREE: readonly WayName[] = ['FFF', 'ON_THE_FLY', 'recovery', 'resume', 'two-step'];
/** An image is written while it arrives. */
export const ON_THE_FLY_WAYS: readonly WayName[] = ['ON_THE_FLY', 'recovery', 'resume'];
/** An image is kept as a file and applied by `AT+SMUPGRADE`. */
export const FILE_WAYS: readonly WayName[] = ['FFF', 'two-step'];
/** Through a board's REPL. */
export const BOARD_WAYS: readonly WayName[] = ['flash', 'sd', 'wireless', 'uart', 'uart-factory'];
/** The same, without those in the network, where there is no rate. */
export const AT_A_CABLE: readonly WayName[] = BOARD_WAYS.filter((way) => way !== 'wireless');

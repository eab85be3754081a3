import type { WayName } from '../../faults/wayName';

/** Already in MIRROR mode: only this software uses the modem, on a virtual clock. */
export const BOARD_FREE: readonly WayName[] = ['FFF', 'ON_THE_FLY', 'recovery', 'resume', 'two-step'];
/** The image is written as it arrives. */
export const ON_THE_FLY_WAYS: readonly WayName[] = ['ON_THE_FLY', 'recovery', 'resume'];
/** The image is stored as a file and applied by `AT+SMUPGRADE`. */
export const FILE_WAYS: readonly WayName[] = ['FFF', 'two-step'];
/** The ways through a board’s REPL. */
export const BOARD_WAYS: readonly WayName[] = ['flash', 'sd', 'wireless', 'uart', 'uart-factory'];
/** The same without those in the network, which have no rate. */
export const AT_A_CABLE: readonly WayName[] = BOARD_WAYS.filter((way) => way !== 'wireless');

import type { UpgradeError } from '../base/upgradeError';
import type { BoardReading } from './boardReading';
import { boardErrors } from './errors';
import { isAtLeast } from './release';

const WITH_MODEM = ['GPy', 'FiPy', 'G01'];
/** Pycom's boards of the same family that have no LTE modem. */
const WITHOUT_MODEM = ['WiPy', 'LoPy', 'LoPy4', 'SiPy'];
/** The first release whose `sqnsupgrade` has `info()`; without it nothing can be told of the modem, nor planned. */
const FIRST_RELEASE = '1.18.1.r3';

/** Why this board cannot upgrade a modem, and what to do first; undefined when it can. */
export function whyUnusable(board: BoardReading): UpgradeError | undefined {
  if (WITHOUT_MODEM.includes(board.sysname)) return boardErrors.withoutModem(board.sysname);
  if (!WITH_MODEM.includes(board.sysname)) return boardErrors.notPycom(board.sysname);
  if (!isAtLeast(board.release, FIRST_RELEASE)) {
    return boardErrors.firmwareTooOld(board.release, FIRST_RELEASE);
  }
  return board.toolVersion === null ? boardErrors.toolMissing(board.release) : undefined;
}

/** As `whyUnusable`, for the method that hands the port to the modem. */
export function whyNoMirrorMode(board: BoardReading): UpgradeError | undefined {
  return whyUnusable(board) ?? (board.mirrorMode ? undefined : boardErrors.mirrorModeMissing(board.release));
}

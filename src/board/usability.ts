import type { UpgradeError } from '../base/upgradeError';
import type { BoardReading } from './boardReading';
import { boardErrors } from './errors';
import { isAtLeast } from './release';

const WITH_MODEM = ['GPy', 'FiPy', 'G01'];
/** Pycom's boards of the same family that have no LTE modem. */
const WITHOUT_MODEM = ['WiPy', 'LoPy', 'LoPy4', 'SiPy'];
/**
 * Under any other name the board's tool takes itself for a program on a computer, and looks for a serial port there. Source: the
 * first lines of every release of it.
 */
const KNOWN_TO_TOOL = ['GPy', 'FiPy'];
/** The first release whose `sqnsupgrade` has `info()`; without it nothing can be told of the modem, nor planned. */
const FIRST_RELEASE = '1.18.1.r3';

/** Why this board cannot upgrade a modem, and what to do first; undefined when it can. */
export function whyUnusable(board: BoardReading): UpgradeError | undefined {
  if (WITHOUT_MODEM.includes(board.sysname)) return boardErrors.withoutModem(board.sysname);
  if (!WITH_MODEM.includes(board.sysname)) return boardErrors.notPycom(board.sysname);
  if (!isAtLeast(board.release, FIRST_RELEASE)) {
    return boardErrors.firmwareTooOld(board.release, FIRST_RELEASE);
  }
  if (board.toolVersion !== null) return undefined;
  return KNOWN_TO_TOOL.some((name) => board.sysname.includes(name))
    ? boardErrors.toolMissing(board.release)
    : boardErrors.unknownToTool(board.sysname);
}

/** As `whyUnusable`, for the method that hands the port to the modem. */
export function whyNoMirrorMode(board: BoardReading): UpgradeError | undefined {
  return whyUnusable(board) ?? (board.mirrorMode ? undefined : boardErrors.mirrorModeMissing(board.release));
}

import { journalSteps } from './journalSteps';

export const PAIR = ([1, 2] as const).map((half) => ({
  name: `CATM1-5.2-48829-${half}.dup`,
  size: 1,
  sha256: '',
}));
/** The two steps by the board's own tool, and in MIRROR mode. */
export const BY_CARD = journalSteps([
  ['open-board', 'openBoard', null],
  ['upload-1', 'upload', 0],
  ['upload-2', 'upload', 1],
  ['run-1', 'runOnBoard', 0],
  ['verify-1', 'verifyOnBoard', 0],
  ['run-2', 'runOnBoard', 1],
  ['verify-2', 'verifyOnBoard', 1],
]);
export const BY_UART = journalSteps([
  ['wake', 'wake', null],
  ['transfer-1', 'transfer', 0],
  ['apply-1', 'apply', null],
  ['leave-updater-1', 'leaveUpdater', null],
  ['verify-1', 'verify', 0],
  ['prepare-2', 'prepare', null],
  ['boot-updater-2', 'bootUpdater', null],
  ['transfer-2', 'transfer', 1],
  ['apply-2', 'apply', null],
  ['leave-updater-2', 'leaveUpdater', null],
  ['verify-2', 'verify', 1],
]);

/** The second step alone, after an interruption between the two. */
export const SECOND_ALONE = journalSteps([
  ['wake', 'wake', null],
  ['prepare-1', 'prepare', null],
  ['boot-updater-1', 'bootUpdater', null],
  ['transfer-1', 'transfer', 0],
  ['apply-1', 'apply', null],
  ['leave-updater-1', 'leaveUpdater', null],
  ['verify-1', 'verify', 0],
]);

export const SECOND_ALONE_BY_CARD = journalSteps([
  ['open-board', 'openBoard', null],
  ['upload-1', 'upload', 0],
  ['run-1', 'runOnBoard', 0],
  ['verify-1', 'verifyOnBoard', 0],
]);

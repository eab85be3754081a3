import { apply } from './apply';
import { bootUpdater } from './bootUpdater';
import { enterMirror } from './enterMirror';
import { leaveUpdater } from './leaveUpdater';
import { loadUpdater } from './loadUpdater';
import { openBoard } from './openBoard';
import { powerCycle } from './powerCycle';
import { prepare } from './prepare';
import { removeFiles } from './removeFiles';
import { resetBoard } from './resetBoard';
import { runOnBoard } from './runOnBoard';
import type { StepKind } from './step';
import { transfer } from './transfer';
import { upload } from './upload';
import { verify } from './verify';
import { verifyOnBoard } from './verifyOnBoard';
import { wake } from './wake';

/** Every kind of step there is. */
export const STEPS = {
  openBoard,
  upload,
  enterMirror,
  wake,
  prepare,
  loadUpdater,
  bootUpdater,
  transfer,
  apply,
  leaveUpdater,
  verify,
  runOnBoard,
  verifyOnBoard,
  removeFiles,
  resetBoard,
  powerCycle,
} as const;

export type StepName = keyof typeof STEPS;

/** What is done in a step. */
export type StepAction = Parameters<(typeof STEPS)[StepName]['perform']>[0];

/** What there is to know about a step by its kind; the answers about its action take that action and no other. */
export function stepKind(action: StepAction): StepKind<StepAction> {
  // Each kind's answers take its own actions, and `STEPS` is keyed by these: TypeScript cannot see that the two belong together.
  return STEPS[action.kind] as unknown as StepKind<StepAction>;
}

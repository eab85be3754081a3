import * as v from 'valibot';
import { phrase } from '../../base/phrase';
import { HARMLESS, planStep, type StepKind } from './step';

export interface ResetBoard {
  readonly kind: 'resetBoard';
}

const RESET_DEADLINE_MS = 3000;

export const resetBoard: StepKind<ResetBoard, []> = {
  ...HARMLESS,
  kind: 'resetBoard',
  schema: v.object({ kind: v.literal('resetBoard') }),
  phase: 'verify',
  side: 'board',
  standing: 'written',
  sends: () => null,
  image: () => null,
  describe: () =>
    planStep('reset-board', { kind: 'resetBoard' }, 10, 'repeatable', [
      phrase('Restart the board'),
      phrase('Pycom’s documentation requires this after a two-step upgrade.'),
    ]),
  /** The next code that talks to the board waits for its prompt. */
  async perform(_action, { board }, signal) {
    const { client } = board.connection.link;
    await client.start('import machine\nmachine.reset()', { what: phrase('reset the board') }, signal);
    client.forget();
    await client.stream.settle(RESET_DEADLINE_MS, RESET_DEADLINE_MS * 2, signal);
  },
};

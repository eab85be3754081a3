import { expect, test } from 'vitest';
import { boardErrors } from '../../../../src/board/errors';
import { RestartRhythm } from '../../../../src/board/repl/restartRhythm';

const WATCHDOG = boardErrors.restarted('watchdog').sentence;

/** The reported cause of the last restart, when each one came this many milliseconds after its program was stopped. */
function last(times: readonly number[], cause?: Parameters<typeof boardErrors.restarted>[0]): unknown {
  const rhythm = new RestartRhythm();
  let now = 0;
  let judged = boardErrors.restarted();
  for (const ms of times) {
    rhythm.begin(now);
    now += ms;
    judged = rhythm.judge(boardErrors.restarted(cause), now);
    now += 3000;
  }
  return judged.sentence;
}

test('two restarts after equal times and without a stated cause are blamed on a watchdog', () => {
  expect(last([4000, 4600])).toBe(WATCHDOG);
  expect(last([20_000, 4000, 4100])).toBe(WATCHDOG);
});

test('one restart, restarts after different times and immediate restarts are not blamed on a watchdog', () => {
  const unknown = boardErrors.restarted().sentence;
  expect(last([4000])).toBe(unknown);
  expect(last([4000, 9000])).toBe(unknown);
  expect(last([100, 110])).toBe(unknown);
});

test('a cause that the board states is believed', () => {
  expect(last([4000, 4000], 'brownOut')).toBe(boardErrors.restarted('brownOut').sentence);
});

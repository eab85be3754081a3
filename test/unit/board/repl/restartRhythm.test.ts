import { expect, test } from 'vitest';
import { boardErrors } from '../../../../src/board/errors';
import { RestartRhythm } from '../../../../src/board/repl/restartRhythm';

const WATCHDOG = boardErrors.restarted('watchdog').sentence;

/** What the last of these restarts is said to be, each that many milliseconds after its program was stopped. */
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

test('two restarts that come equally late, without a word why, are a watchdog’s', () => {
  expect(last([4000, 4600])).toBe(WATCHDOG);
  expect(last([20_000, 4000, 4100])).toBe(WATCHDOG);
});

test('one alone, ones at odd times, and ones at once are not', () => {
  const unknown = boardErrors.restarted().sentence;
  expect(last([4000])).toBe(unknown);
  expect(last([4000, 9000])).toBe(unknown);
  expect(last([100, 110])).toBe(unknown);
});

test('a board that says why is believed', () => {
  expect(last([4000, 4000], 'brownOut')).toBe(boardErrors.restarted('brownOut').sentence);
});

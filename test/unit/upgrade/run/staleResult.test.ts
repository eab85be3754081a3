import { expect, test } from 'vitest';
import { parseUpgradeResult, saysNothing, saysTheSame } from '../../../../src/modem/upgradeResult';
import { clearResultOf } from '../../../../src/upgrade/run/clearResult';
import type { Modem } from '../../../../src/modem/modem';

const EARLIER = parseUpgradeResult(['+SMUPGRADE: success']);

test.each<readonly [string, readonly string[] | undefined]>([
  ['no answer', undefined],
  ['an OK alone', []],
])('%s says nothing of an upgrade, so an earlier result still counts as the earlier one', (_, lines) => {
  expect(saysNothing(parseUpgradeResult(lines))).toBe(true);
});

test.each(['success', 'on-going', 'No report', '7'])('“%s” says something of an upgrade', (text) => {
  expect(saysNothing(parseUpgradeResult([`+SMUPGRADE: ${text}`]))).toBe(false);
});

test('the result before an image is asked for again if its answer was lost, three times at most', async () => {
  const answers = [parseUpgradeResult(undefined), parseUpgradeResult([]), EARLIER];
  let asked = 0;
  const modem: Pick<Modem, 'readUpgradeResult'> = {
    readUpgradeResult: () => Promise.resolve(answers[asked++] ?? EARLIER),
  };
  const { signal } = new AbortController();
  expect(saysTheSame(await clearResultOf(modem, signal), EARLIER)).toBe(true);
  expect(asked).toBe(3);
});

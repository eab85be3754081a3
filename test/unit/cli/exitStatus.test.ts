import { describe, expect, test } from 'vitest';
import { errors } from '../../../src/base/errors';
import { phrase } from '../../../src/base/phrase';
import { exitStatusOfError, exitStatusOfReport } from '../../../src/cli/exitStatus';
import { plainJson } from '../../../src/cli/commandContext';
import { firmwareErrors } from '../../../src/firmware/errors';
import { modemErrors } from '../../../src/modem/errors';
import { upgradeErrors } from '../../../src/upgrade/errors';
import { reportWithoutRun } from '../../../src/upgrade/report';

const refused = upgradeErrors.refused(phrase('No.'), phrase('Another.'));
const bad = firmwareErrors.empty('a.dup');
const failed = modemErrors.silent(10);

describe('exit statuses', () => {
  test.each([
    ['cancelled', errors.cancelled(), 130],
    ['bad input', bad, 2],
    ['refused', refused, 3],
    ['failed', failed, 1],
  ])('%s', (_name, error, status) => {
    expect(exitStatusOfError(error)).toBe(status);
    expect(exitStatusOfReport(reportWithoutRun(error))).toBe(status);
  });

  test.each([
    ['upgraded', 'upgraded', 0],
    ['failed', 'recoverable', 1],
    ['failed', 'untouched', 1],
    ['failed', 'unknown', 4],
    ['cancelled', 'unknown', 130],
  ] as const)('%s, the modem %s: %i', (outcome, modemState, status) => {
    expect(exitStatusOfReport({ ...reportWithoutRun(failed), outcome, modemState })).toBe(status);
  });

  test('a report without a run says that the modem is unchanged', () => {
    expect(reportWithoutRun(refused)).toMatchObject({
      outcome: 'refused',
      modemState: 'untouched',
      bytes: 0,
      error: { code: 'RULE_REFUSED', remedy: { template: 'Another.' } },
    });
  });
});

test('JSON holds plain text in place of phrases, however deep', () => {
  const value = {
    title: phrase('Send {file}', { file: 'a' }),
    list: [phrase('b'), 3, null],
    plain: { template: 1 },
  };
  expect(plainJson(value)).toEqual({ title: 'Send a', list: ['b', 3, null], plain: { template: 1 } });
});

import { expect, test } from 'vitest';
import { errors } from '../../../src/base/errors';
import { transportErrors } from '../../../src/transport/errors';
import { upgradeErrors } from '../../../src/upgrade/errors';
import { reportWithoutRun } from '../../../src/upgrade/report';
import { OLD_MODEM } from '../ui/samples';

test.each([
  ['cancelled', 'a cancel', errors.cancelled()],
  ['failed', 'a lost port', transportErrors.unplugged('/dev/ttyACM0')],
  ['refused', 'missing files', upgradeErrors.noImage()],
  ['refused', 'a missing confirmation', upgradeErrors.confirmationMissing('downgrade')],
])(
  'an upgrade that ended before its first step is %s by %s, with the modem unchanged',
  (outcome, _, error) => {
    expect(reportWithoutRun(error, OLD_MODEM)).toMatchObject({
      outcome,
      modemState: 'untouched',
      before: OLD_MODEM,
      after: OLD_MODEM,
      method: null,
      bytes: 0,
      error: { code: error.code, category: error.category, message: error.sentence },
      next: [error.remedy],
    });
  },
);

test('a modem that was not read is in no report', () => {
  expect(reportWithoutRun(upgradeErrors.noImage())).toMatchObject({ before: null, after: null });
});

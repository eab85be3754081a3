import { describe, expect, test } from 'vitest';
import { errors } from '../../../../src/base/errors';
import { render } from '../../../../src/base/phrase';
import { upgradeErrors } from '../../../../src/upgrade/errors';
import type { Facts } from '../../../../src/upgrade/facts/fact';
import { outcomeOf, ReportBuilder } from '../../../../src/upgrade/run/reportBuilder';
import { differential, Rig } from '../../../scenario/rig';

const COUNTED = { bytes: 5, retries: 1, largestBlock: 2016 };
const HARMLESS = { safety: 'nothingWritten', action: { kind: 'wake' } } as const;
const WRITING = { safety: 'doNotInterrupt', action: { kind: 'apply', image: 0, way: 'FFF' } } as const;
const BOOTING = { safety: 'nothingWritten', action: { kind: 'bootUpdater' } } as const;
const FAILURE = { code: 'AT_TIMEOUT', category: 'failure' } as const;
const REFUSAL = { code: 'FINDING_CHANGED', category: 'refusal' } as const;
const CANCEL = { code: 'CANCELLED', category: 'failure' } as const;

test.each([
  ['a cancel is one wherever it comes', CANCEL, 'recoverable', [WRITING], 'cancelled'],
  ['a refusal before anything was written is one', REFUSAL, 'untouched', [HARMLESS], 'refused'],
  ['a refusal without a step is one', REFUSAL, 'untouched', [], 'refused'],
  ['a refusal behind a step that writes is a failure', REFUSAL, 'untouched', [WRITING], 'failed'],
  ['a refusal behind one that changes the modem is a failure', REFUSAL, 'untouched', [BOOTING], 'failed'],
  ['a refusal of a modem that is not as it was is a failure', REFUSAL, 'recoverable', [HARMLESS], 'failed'],
  ['a failure is one, though nothing was written', FAILURE, 'untouched', [HARMLESS], 'failed'],
] as const)('%s', (_, failure, condition, steps, outcome) => {
  expect(outcomeOf(failure, condition, steps)).toBe(outcome);
});

describe('the report', () => {
  async function builder(facts: Facts = []) {
    const plan = await new Rig().plan({ images: [differential()] });
    return {
      plan,
      report: new ReportBuilder({ plan, facts, counted: COUNTED, seconds: 12.3, begun: undefined }),
    };
  }

  test('of a success has the counted figures and the remaining tasks', async () => {
    const { plan, report } = await builder();
    expect(report.upgraded()).toMatchObject({
      outcome: 'upgraded',
      modemState: 'upgraded',
      before: plan.finding.modem,
      bytes: 5,
      seconds: 12.3,
      retries: 1,
      largestBlock: 2016,
      error: null,
    });
  });

  test('of a board in MIRROR mode says once how to end that mode', async () => {
    const { report } = await builder([{ kind: 'mirrorEntered' }]);
    const next = report.upgraded().next.map((each) => render(each));
    expect(next.filter((each) => each.includes('MIRROR mode doesn’t end'))).toHaveLength(1);
  });

  test('of a failed step after the verification is a success that names the step', async () => {
    const { plan, report } = await builder();
    const failure = upgradeErrors.restartTimeout(3);
    const { outcome, next } = report.verified(plan.steps[0], failure);
    expect(outcome).toBe('upgraded');
    expect(next.slice(0, 2).map((each) => render(each))).toEqual([
      expect.stringContaining('A later step failed: Connect to the modem.'),
      render(failure.remedy),
    ]);
    const [skipped] = report.verified(plan.steps[0], errors.cancelled()).next;
    expect(skipped && render(skipped)).toContain('Skipped: Connect to the modem.');
  });

  test('of a failure after which the modem reports the new version is a success with a note', async () => {
    const { report } = await builder();
    const { outcome, error, next } = report.reached(upgradeErrors.restartTimeout(3));
    expect({ outcome, error }).toEqual({ outcome: 'upgraded', error: null });
    expect(next[0] && render(next[0])).toMatch(/^The modem runs the new version, despite a problem/);
  });
});

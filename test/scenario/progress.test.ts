import { expect, test } from 'vitest';
import type { UpgradeEvent } from '../../src/upgrade/events';
import type { UpgradePlan } from '../../src/upgrade/plan/plan';
import { planSummary } from '../../src/upgrade/plan/planSummary';
import { full, Rig } from './rig';

const SIZE = 5_996_938;

type Told<T extends UpgradeEvent['type']> = Extract<UpgradeEvent, { type: T }>;

/** A complete upgrade without faults, and all its events. */
async function watched(): Promise<{ rig: Rig; plan: UpgradePlan; seconds: number }> {
  const rig = new Rig({}, { wire: { paced: true } });
  const plan = await rig.plan({ images: [full(SIZE)] });
  const begun = rig.clock.now();
  const report = await rig.run(plan);
  expect(report.outcome).toBe('upgraded');
  const seconds = (rig.clock.now() - begun) / 1000;
  expect(report.seconds).toBeCloseTo(seconds, 0);
  return { rig, plan, seconds };
}
function toldOf<T extends UpgradeEvent['type']>({ events }: Rig, type: T): Told<T>[] {
  return events.filter((event): event is Told<T> => event.type === type);
}

test('the plan is reported first, and each step at its beginning and its end', async () => {
  const { rig, plan } = await watched();
  expect(rig.events[0]).toEqual({ type: 'plan', plan: planSummary(plan) });
  expect(toldOf(rig, 'step')).toEqual(
    plan.steps.flatMap(({ id }, index) => [
      { type: 'step', id, index, state: 'started' },
      { type: 'step', id, index, state: 'done' },
    ]),
  );
});

test('progress fills the step’s share of the bar, never decreases, and is not reported more often than visible', async () => {
  const { rig, plan, seconds } = await watched();
  const told = toldOf(rig, 'progress');
  expect(new Set(told.map(({ id }) => id))).toEqual(new Set(['transfer-1']));
  const weights = plan.steps.map(({ weight }) => weight);
  const sum = weights.reduce((one, other) => one + other);
  const at = plan.steps.findIndex(({ id }) => id === 'transfer-1');
  const before = weights.slice(0, at).reduce((one, other) => one + other);
  for (const { bytes, total, fraction } of told) {
    expect(total).toBe(SIZE);
    expect(fraction).toBeCloseTo((before + (bytes / SIZE) * (weights[at] ?? 0)) / sum, 10);
  }
  const sent = told.map(({ bytes }) => bytes);
  expect(sent).toEqual([...sent].sort((one, other) => one - other));
  expect(sent.at(-1)).toBe(SIZE);
  expect(told.length).toBeGreaterThan(20);
  expect(told.length).toBeLessThan(seconds * 11);
});

test('the rate is that of the wire, and the remaining time includes the following steps', async () => {
  const { rig, plan } = await watched();
  const told = toldOf(rig, 'progress');
  const at = plan.steps.findIndex(({ id }) => id === 'transfer-1');
  const later = plan.steps.slice(at + 1).reduce((sum, { expectedSeconds }) => sum + expectedSeconds, 0);
  const rated = told.filter(({ rate, bytes }) => rate > 0 && bytes > 500_000);
  expect(rated.length).toBeGreaterThan(10);
  for (const { rate, bytes, remainingSeconds } of rated) {
    // Ten bits per byte at 921,600 bit/s, minus the pauses of the modem.
    expect(rate).toBeLessThanOrEqual(92_160 * 1.1);
    expect(Math.abs(remainingSeconds - (later + (SIZE - bytes) / rate))).toBeLessThanOrEqual(1);
  }
  // Without a rate yet, the plan’s own estimate.
  const [first] = told;
  expect(first?.rate).toBe(0);
  const expected = (plan.steps[at]?.expectedSeconds ?? 0) * (1 - (first?.bytes ?? 0) / SIZE);
  expect(first?.remainingSeconds).toBe(Math.round(expected + later));
});

test('a wait is reported once with its normal end, and again when it changes', async () => {
  const { rig } = await watched();
  const waits = toldOf(rig, 'wait');
  expect(waits.length).toBeGreaterThan(0);
  for (const [index, wait] of waits.entries()) {
    const previous = waits[index - 1];
    const between = rig.events.slice(previous ? rig.events.indexOf(previous) : 0, rig.events.indexOf(wait));
    const isSame =
      previous?.id === wait.id &&
      JSON.stringify(previous.reason) === JSON.stringify(wait.reason) &&
      Math.abs(previous.until - wait.until) < 1000 &&
      !between.some(({ type }) => type === 'progress');
    expect(isSame).toBe(false);
  }
});

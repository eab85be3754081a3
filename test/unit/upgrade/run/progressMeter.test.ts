import { expect, test } from 'vitest';
import { phrase } from '../../../../src/base/phrase';
import type { UpgradeEvent } from '../../../../src/upgrade/events';
import { ProgressMeter } from '../../../../src/upgrade/run/progressMeter';
import { differential, Rig } from '../../../scenario/rig';
import { VirtualClock } from '../../../simulator/virtualClock';

async function metered() {
  const plan = await new Rig().plan({ images: [differential()] });
  const clock = new VirtualClock();
  const events: UpgradeEvent[] = [];
  const meter = new ProgressMeter(plan, clock, (event) => events.push(event));
  const step = (index: number) => {
    const found = plan.steps[index];
    if (!found) throw new Error(`no step ${index}`);
    return found;
  };
  return { plan, clock, events, meter, step };
}

const SILENT = phrase('The modem is busy and silent.');

test('nothing is reported before the first step', async () => {
  const { events, meter } = await metered();
  meter.progress(10, 20);
  meter.wait('silence', SILENT, 1000);
  expect(events).toEqual([]);
});

test('progress is reported ten times a second at most, and the last byte always is', async () => {
  const { clock, events, meter, step } = await metered();
  meter.stepBegan(step(0));
  meter.progress(1, 100);
  await clock.sleep(50);
  meter.progress(2, 100);
  meter.progress(100, 100);
  expect(events.map((event) => event.type === 'progress' && event.bytes)).toEqual([1, 100]);
});

test('the fraction includes the finished steps, and the remaining time the following ones', async () => {
  const { plan, events, meter, step } = await metered();
  const sum = (values: readonly number[]): number => values.reduce((all, each) => all + each, 0);
  meter.stepBegan(step(0));
  meter.stepEnded(step(0));
  meter.stepBegan(step(1));
  meter.progress(1, 2);
  const half = step(1).weight / 2;
  const [event] = events;
  if (event?.type !== 'progress') throw new Error('no progress');
  expect(event).toMatchObject({ id: step(1).id, bytes: 1, total: 2, rate: 0 });
  expect(event.fraction).toBeCloseTo((step(0).weight + half) / sum(plan.steps.map(({ weight }) => weight)));
  expect(event.remainingSeconds).toBe(
    Math.round(step(1).expectedSeconds / 2 + sum(plan.steps.slice(2).map((each) => each.expectedSeconds))),
  );
});

test('a wait is reported once, until bytes arrive or its end changes', async () => {
  const { clock, events, meter, step } = await metered();
  meter.stepBegan(step(0));
  meter.wait('silence', SILENT, 60_000);
  await clock.sleep(4000);
  meter.wait('silence', SILENT, 60_000);
  expect(events).toHaveLength(1);
  await clock.sleep(4000);
  meter.wait('silence', SILENT, 60_000);
  expect(events).toHaveLength(2);
  meter.progress(1, 2);
  meter.wait('silence', SILENT, 60_000);
  expect(events.map(({ type }) => type)).toEqual(['wait', 'wait', 'progress', 'wait']);
});

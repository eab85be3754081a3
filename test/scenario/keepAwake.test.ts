import { expect, test } from 'vitest';
import type { KeepAwake } from '../../src/upgrade/run/keepAwake';
import type { UpgradeReport } from '../../src/upgrade/report';
import { differential, type Files, full, Rig } from './rig';

/** A computer that stays awake for whoever asks. */
class Computer {
  awakeFor = 0;
  asked = 0;
  readonly keepAwake: KeepAwake = () => {
    this.awakeFor += 1;
    this.asked += 1;
    return () => (this.awakeFor -= 1);
  };
}

interface Case {
  readonly modem?: ConstructorParameters<typeof Rig>[0];
  readonly files: Files;
  readonly cancel?: boolean;
  readonly expected: Partial<UpgradeReport>;
}

test.each<[string, Case]>([
  ['goes well', { files: { images: [differential()] }, expected: { outcome: 'upgraded' } }],
  [
    'fails',
    {
      modem: { state: 4, faults: [{ when: { phase: 'apply' }, what: 'fail' }] },
      files: { images: [full()] },
      expected: { outcome: 'failed' },
    },
  ],
  [
    'is cancelled',
    { modem: { state: 4 }, files: { images: [full()] }, cancel: true, expected: { outcome: 'cancelled' } },
  ],
])('the computer stays awake during an upgrade that %s, and not before or after', async (_, it) => {
  const computer = new Computer();
  const rig = new Rig(it.modem, { keepAwake: computer.keepAwake });
  const plan = await rig.plan(it.files);
  expect(computer.asked).toBe(0);
  const duringSteps = new Set<number>();
  rig.watch = (event) => {
    if (event.type === 'step') duringSteps.add(computer.awakeFor);
    if (it.cancel && event.type === 'progress') rig.cancel.abort();
  };
  expect(await rig.run(plan)).toMatchObject(it.expected);
  expect([...duringSteps]).toEqual([1]);
  expect(computer).toMatchObject({ asked: 1, awakeFor: 0 });
});

test('an upgrade that never begins does not keep it awake either', async () => {
  const computer = new Computer();
  const rig = new Rig({}, { keepAwake: computer.keepAwake });
  const plan = await rig.plan({ images: [differential()] });
  rig.wire.unplug();
  expect(await rig.run(plan)).toMatchObject({ modemState: 'untouched' });
  expect(computer.awakeFor).toBe(0);
});

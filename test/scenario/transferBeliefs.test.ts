import { describe, expect, test } from 'vitest';
import { memoryStorage } from '../../src/upgrade/journal/recordStorage';
import { twoStepPair } from '../fixtures/firmware';
import type { ModemBehaviour } from '../simulator/modem/behaviour';
import type { ModemConfiguration } from '../simulator/modem/configuration';
import type { Fault } from '../simulator/modem/fault';
import { differential, type Files, full, Rig, sha256, updater } from './rig';

const WAYS: readonly { way: string; modem: Partial<ModemConfiguration>; files: Files }[] = [
  { way: 'a file', modem: {}, files: { images: [differential(300_000)] } },
  { way: 'a modem in its updater', modem: { state: 4 }, files: { images: [full(300_000)] } },
  { way: 'a modem in recovery', modem: { state: 0 }, files: { images: [full(300_000)], updater: updater() } },
];

const RESETS = ['beginsAnew', 'endsStp', 'restarts'] as const;
const REPEATS = [
  'answered',
  'takenTwice',
  'refused',
  'notUnderstood',
  'ignored',
  'endsStp',
  'restarts',
] as const;

async function expectUpgraded(
  way: string,
  behaviour: Partial<ModemBehaviour>,
  modem: Partial<ModemConfiguration> = {},
  faults: readonly Fault[] = [],
): Promise<Rig> {
  const row = WAYS.find((each) => each.way === way);
  if (!row) throw new Error(`no such way: ${way}`);
  const rig = new Rig({ ...row.modem, ...modem, behaviour });
  const plan = await rig.plan(row.files);
  rig.modem.declareFaults(faults);
  expect(await rig.run(plan)).toMatchObject({
    outcome: 'upgraded',
    modemState: 'upgraded',
    error: null,
  });
  expect(rig.modem.truth).toMatchObject({ condition: 'upgraded', build: '41065' });
  expect(rig.received.at(-1)).toBe(sha256(row.files.images[0] ?? full()));
  return rig;
}

const each = <T>(values: readonly T[]): (readonly [string, T])[] =>
  values.flatMap((value) => WAYS.map(({ way }) => [way, value] as const));

describe('a reset in an open session', () => {
  test.each(each(RESETS))('%s: %s, after a block size without an answer', async (way, resetInSession) => {
    await expectUpgraded(way, { resetInSession }, { largestBlock: { bytes: 2016, above: 'silent' } });
  });

  test.each(each(RESETS))('%s: %s, after a pause of 7 s at the second block', async (way, resetInSession) => {
    const late: Fault = { when: { stp: 'block', nth: 2 }, what: { lateMs: 7000 } };
    await expectUpgraded(way, { resetInSession }, {}, [late]);
  });

  test.each(each(RESETS))('%s: %s, after a block without an answer', async (way, resetInSession) => {
    const lost: Fault = { when: { stp: 'block', nth: 9 }, what: 'ignore', times: 4 };
    await expectUpgraded(way, { resetInSession }, {}, [lost]);
  });

  test.each(each(RESETS))('%s: %s, without an updater in its flash', async (way, resetInSession) => {
    await expectUpgraded(
      way === 'a modem in its updater' ? 'a modem in recovery' : way,
      { resetInSession, updaterInFlash: false },
      { largestBlock: { bytes: 2016, above: 'silent' } },
    );
  });
});

describe('a trial of a block size', () => {
  test.each([
    ['beginsAnew', 'silent'],
    ['endsStp', 'silent'],
    ['beginsAnew', 'refuse'],
    ['endsStp', 'refuse'],
    ['restarts', 'refuse'],
  ] as const)('costs ten seconds at most: %s, %s', async (resetInSession, above) => {
    const usual = await expectUpgraded('a modem in its updater', {}, { maximumTransfer: 2032 });
    const rig = await expectUpgraded(
      'a modem in its updater',
      { resetInSession },
      { largestBlock: { bytes: 2016, above } },
    );
    expect(rig.clock.now() - usual.clock.now()).toBeLessThan(10_000);
  });

  test('that is refused with an answer continues in the same session', async () => {
    const rig = await expectUpgraded(
      'a modem in its updater',
      {},
      { largestBlock: { bytes: 2016, above: 'refuse' } },
    );
    expect(rig.modem.truth.sessions).toBe(1);
  });
});

describe('a repeated block', () => {
  const pauses = [0.0001, 0.01, 0.06, 0.5].map((at) => ({ at, ms: 80_000 }));
  test.each(each(REPEATS))('%s: %s, is not sent during pauses of 80 s', async (way, repeatedBlock) => {
    const rig = await expectUpgraded(way, { repeatedBlock }, { pauses });
    expect(rig.modem.truth.sessions).toBe(way === 'a modem in recovery' ? 2 : 1);
  });

  test.each(each(REPEATS))('%s: %s, after a lost answer', async (way, repeatedBlock) => {
    const nth = way === 'a modem in recovery' ? 30 : 9;
    await expectUpgraded(way, { repeatedBlock }, {}, [{ when: { stp: 'block', nth }, what: 'silence' }]);
  });

  test.each(each(REPEATS))('%s: %s, after a damaged answer', async (way, repeatedBlock) => {
    const nth = way === 'a modem in recovery' ? 30 : 9;
    const damaged: Fault = { when: { stp: 'block', nth }, what: 'damagedPayload' };
    await expectUpgraded(way, { repeatedBlock }, { answerCrcs: 'filled' }, [damaged]);
  });

  test.each(each(['endsStp', 'restarts'] as const))(
    '%s: %s, leads to a pause of 200 s when repeating did not help',
    async (way, repeatedBlock) => {
      await expectUpgraded(way, { repeatedBlock }, { pauses: [{ at: 0.08, ms: 200_000 }] });
    },
  );

  test.each(REPEATS)('in the first half of a pair: %s, after a lost answer', async (repeatedBlock) => {
    const images = twoStepPair({ size: 100_000 }).map((bytes, half) => ({
      name: `CATM1-5.2-48829-${half + 1}.dup`,
      bytes,
    }));
    const rig = new Rig({ behaviour: { repeatedBlock } });
    const plan = await rig.plan({ images });
    rig.modem.declareFaults([{ when: { stp: 'block', nth: 9 }, what: 'silence' }]);
    expect(await rig.run(plan)).toMatchObject({ outcome: 'upgraded', after: { build: '48829' } });
    expect(rig.received.slice(-2)).toEqual(images.map(sha256));
  });
});

test('a lost announcement is distinguished from a silent modem within half a minute', async () => {
  const rig = await expectUpgraded('a modem in its updater', {}, { pauses: [] }, [
    { when: { stp: 'announce', nth: 20 }, what: 'ignore' },
  ]);
  expect(rig.clock.now()).toBeLessThan(100_000);
  expect(rig.modem.truth.sessions).toBe(1);
});

test('a block size that a modem did not accept is not tried on it in the next run', async () => {
  const storage = memoryStorage();
  const sizes = { largestBlock: { bytes: 2016, above: 'silent' } } as const;
  const first = new Rig({ state: 4, ...sizes }, { storage });
  expect(await first.upgrade({ images: [full(300_000)] })).toMatchObject({ outcome: 'upgraded' });
  expect(first.modem.truth.sessions).toBe(2);
  const second = new Rig({ state: 4, ...sizes }, { storage });
  expect(await second.upgrade({ images: [full(300_000)] })).toMatchObject({ outcome: 'upgraded' });
  expect(second.modem.truth.sessions).toBe(1);
});

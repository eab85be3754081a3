import { describe, expect, test } from 'vitest';
import { twoStepPair } from '../fixtures/firmware';
import type { Effect, Fault } from '../simulator/modem/fault';
import { differential, type Files, full, ON_THE_FLY_BYTES, Rig, updater } from './rig';

const FULL = full(ON_THE_FLY_BYTES);
const DIFFERENTIAL = differential();
/** The first half of a pair goes on the fly with any size, which makes these tests fast. */
const PAIR = twoStepPair({ size: 50_000 }).map((bytes, half) => ({
  name: `CATM1-5.2-48829-${half + 1}.dup`,
  bytes,
}));

interface Way {
  readonly way: string;
  readonly modem: ConstructorParameters<typeof Rig>[0];
  readonly files: Files;
  readonly commands: readonly string[];
}

const PREPARING = [
  'AT+BIND=AT',
  'ATE0',
  'AT+SMLOG?',
  'AT+SMOD?',
  'AT+SQNSUPGRADENTF="started"',
  'AT+SQNWL="sqndcc",2',
  'AT+CFUN=4',
];
const FINISHING = [
  'AT+SMUPGRADE?',
  'AT+SMSWBOOT?',
  'AT+SQNSUPGRADENTF="success"',
  'AT+CGSN',
  'ATI1',
  'AT!="showver"',
];
const WAYS: readonly Way[] = [
  {
    way: 'a file',
    modem: {},
    files: { images: [DIFFERENTIAL] },
    commands: ['AT', ...PREPARING, 'AT+SMSTPU', 'AT+SMUPGRADE', ...FINISHING],
  },
  {
    way: 'a pair',
    modem: {},
    files: { images: PAIR },
    commands: ['AT+SMSWBOOT=3,1', 'AT+SMSTPU="ON_THE_FLY"', 'AT+SMUPGRADE?', 'AT+SMSWBOOT=1,1'],
  },
  {
    way: 'recovery',
    modem: { state: 0 },
    files: { images: [full()], updater: updater() },
    commands: ['AT', 'AT+SMOD?', 'AT+IPR=921600', 'AT+STP', 'AT+SMSTPU="ON_THE_FLY"', 'AT+SMSWBOOT=1,1'],
  },
];

const cells = WAYS.flatMap((way) => way.commands.map((command) => ({ ...way, command })));

/** Faults start after the plan was made, because nothing has started before. */
async function runWith(
  faults: readonly Fault[],
  { modem, files }: Way,
): Promise<{ rig: Rig; outcome: string }> {
  const rig = new Rig(modem);
  const plan = await rig.plan(files);
  rig.modem.declareFaults(faults);
  const { outcome, modemState, error } = await rig.run(plan);
  return { rig, outcome: [outcome, modemState, rig.modem.truth.condition, error?.code].join(' ').trim() };
}

const UPGRADED = 'upgraded upgraded upgraded';

async function upgradeWith(faults: readonly Fault[], way: Way): Promise<Rig> {
  const { rig, outcome } = await runWith(faults, way);
  expect(outcome).toBe(UPGRADED);
  return rig;
}

/** Beyond the deadline of every command. */
const VERY_LATE: Effect = { lateMs: 25_000 };

describe('one fault at each command', () => {
  const effects: readonly Effect[] = [
    'silence',
    'ignore',
    'error',
    'dropByte',
    'doubleByte',
    'unsolicited',
    'stale',
    'echo',
    'nuls',
    { lateMs: 2500 },
    VERY_LATE,
  ];
  test.each(cells)('$way: $command', async (cell) => {
    const outcomes: (readonly [Effect, string])[] = [];
    // No upgrade could succeed if the rate changed during the following transfer.
    const bearable = effects.filter((what) => cell.command !== 'AT+IPR=921600' || what !== VERY_LATE);
    for (const what of bearable) {
      const { outcome } = await runWith([{ when: { at: cell.command }, what }], cell);
      outcomes.push([what, outcome]);
    }
    expect(outcomes).toEqual(bearable.map((what) => [what, UPGRADED]));
  });
});

describe('a permanent fault', () => {
  test.each(['unsolicited', 'stale', 'echo', 'nuls', { lateMs: 700 }] as const)(
    '%o with every answer',
    async (what) => {
      for (const way of WAYS) await upgradeWith([{ when: { at: 'AT*' }, what, times: 'always' }], way);
    },
  );

  const needed: Record<string, readonly [code: string, state: string]> = {
    'AT+SMSTPU': ['AT_ERROR', 'untouched'],
    'AT+SMUPGRADE': ['AT_ERROR', 'untouched'],
  };
  test.each(Object.keys(needed))('a file: ERROR to %s', async (at) => {
    const rig = new Rig({});
    const plan = await rig.plan({ images: [DIFFERENTIAL] });
    rig.modem.declareFaults([{ when: { at }, what: 'error', times: 'always' }]);
    const report = await rig.run(plan);
    const [code, state] = needed[at] ?? [];
    expect(report).toMatchObject({ outcome: 'failed', modemState: state, error: { code } });
    expect(report.modemState).toBe(rig.modem.truth.condition);
  });

  test('a file: ERROR to AT+SMUPGRADE? matters less than the version that the modem runs', async () => {
    const rig = await upgradeWith(
      [{ when: { at: 'AT+SMUPGRADE?' }, what: 'error', times: 'always' }],
      WAYS[0] as Way,
    );
    expect(rig.modem.truth.build).toBe('41065');
  });

  test.each(PREPARING.filter((at) => at !== 'AT+SMOD?'))('ERROR to %s is tolerated', async (at) => {
    const rig = await upgradeWith([{ when: { at }, what: 'error', times: 'always' }], WAYS[0] as Way);
    const tolerated = at === 'AT+SMLOG?' ? 0 : 1;
    expect(rig.events.filter((event) => event.type === 'notice' && event.level === 'info')).toHaveLength(
      tolerated,
    );
  });

  test('ERROR to both ways into the updater leaves the modem unchanged', async () => {
    const rig = new Rig({});
    const plan = await rig.plan({ images: [FULL] });
    rig.modem.declareFaults([{ when: { at: 'AT+SMSWBOOT=*' }, what: 'error', times: 'always' }]);
    const report = await rig.run(plan);
    expect(report).toMatchObject({ outcome: 'failed', modemState: 'untouched', error: { code: 'AT_ERROR' } });
    expect(rig.modem.truth).toMatchObject({ condition: 'untouched', state: 2, stpBytesReceived: 0 });
  });

  test('ERROR to ON_THE_FLY: the modem starts its firmware again', async () => {
    const rig = new Rig({});
    const plan = await rig.plan({ images: [FULL] });
    rig.modem.declareFaults([{ when: { at: 'AT+SMSTPU*' }, what: 'error', times: 'always' }]);
    const report = await rig.run(plan);
    expect(report).toMatchObject({ outcome: 'failed', modemState: 'untouched', after: { build: '39529' } });
    expect(rig.modem.truth).toMatchObject({ condition: 'untouched', state: 2 });
  });

  test('a modem whose firmware does not start again is not called unchanged', async () => {
    const rig = new Rig({});
    const plan = await rig.plan({ images: [FULL] });
    rig.modem.declareFaults([
      { when: { at: 'AT+SMSTPU*' }, what: 'error', times: 'always' },
      { when: { at: 'AT+SMSWBOOT=1*' }, what: 'error', times: 'always' },
    ]);
    const report = await rig.run(plan);
    expect(report).toMatchObject({ outcome: 'failed', modemState: 'recoverable' });
    expect(rig.modem.truth).toMatchObject({ condition: 'recoverable', state: 4 });
  });
});

describe('fallback commands', () => {
  test('SMSWBOOT=3,1 refused: 3,0 and a reset after five seconds', async () => {
    const rig = await upgradeWith(
      [{ when: { at: 'AT+SMSWBOOT=3,1' }, what: 'error', times: 'always' }],
      WAYS[1] as Way,
    );
    expect(rig.modem.truth.commands).toEqual(expect.arrayContaining(['AT+SMSWBOOT=3,0', 'AT^RESET']));
  });

  test('SMSWBOOT=1,1 refused: 1,0 and a reset', async () => {
    const rig = await upgradeWith(
      [{ when: { at: 'AT+SMSWBOOT=1,1' }, what: 'error', times: 'always' }],
      WAYS[1] as Way,
    );
    expect(rig.modem.truth.commands).toEqual(expect.arrayContaining(['AT+SMSWBOOT=1,0', 'AT^RESET']));
  });

  test('ON_THE_FLY refused by a modem that was found in its updater: the updater is restarted and gets the command again', async () => {
    const rig = new Rig({ state: 4 });
    const plan = await rig.plan({ images: [full()] });
    rig.modem.declareFaults([{ when: { at: 'AT+SMSTPU="ON_THE_FLY"' }, what: 'error', times: 2 }]);
    expect(await rig.run(plan)).toMatchObject({ outcome: 'upgraded', modemState: 'upgraded' });
    expect(rig.modem.truth.commands).toContain('AT+SMSWBOOT=3,1');
  });

  test('an updater that refuses to switch its radio off is reported, and gets the image', async () => {
    const rig = new Rig({ state: 4 });
    const plan = await rig.plan({ images: [full()] });
    rig.modem.declareFaults([
      // The modem starts its updater again, and so the radio is switched off again.
      { when: { at: 'AT+SMSTPU="ON_THE_FLY"' }, what: 'error', times: 2 },
      { when: { at: 'AT+CFUN=4' }, what: 'error', times: 'always' },
    ]);
    expect(await rig.run(plan)).toMatchObject({ outcome: 'upgraded' });
    expect(rig.events).toContainEqual(
      expect.objectContaining({
        type: 'notice',
        level: 'info',
        text: expect.objectContaining({ args: { command: 'AT+CFUN=4' } }) as unknown,
      }),
    );
  });

  test('3,0 refused once, too', async () => {
    await upgradeWith(
      [
        { when: { at: 'AT+SMSWBOOT=3,1' }, what: 'error', times: 'always' },
        { when: { at: 'AT+SMSWBOOT=3,0' }, what: 'error' },
      ],
      WAYS[1] as Way,
    );
  });
});

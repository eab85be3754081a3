import { describe, expect, test } from 'vitest';
import type { UpgradeReport } from '../../src/upgrade/report';
import { STP_EFFECTS } from '../faults/effects';
import { type Effect, type Fault, STP_REQUESTS } from '../simulator/modem/fault';
import { differential, type Files, full, Rig, sha256 } from './rig';

async function expectUpgraded(rig: Rig, files: Files): Promise<UpgradeReport> {
  const report = await rig.upgrade(files);
  expect(report).toMatchObject({ outcome: 'upgraded', modemState: 'upgraded', error: null });
  expect(rig.modem.truth.condition).toBe('upgraded');
  expect(rig.received.at(-1)).toBe(sha256(files.images.at(-1) ?? full()));
  return report;
}

describe('a single fault in the transfer is corrected', () => {
  const cells = STP_REQUESTS.flatMap((stp) => STP_EFFECTS.map((what) => ({ stp, what, name: nameOf(what) })));
  test.each(cells)('$name at $stp', async ({ stp, what }) => {
    const nth = stp === 'announce' || stp === 'block' ? 6 : 1;
    const rig = new Rig({ state: 4, answerCrcs: 'filled', faults: [{ when: { stp, nth }, what }] });
    await expectUpgraded(rig, { images: [full()] });
  });

  test.each([1, 7, 1000, 2015, 2016, 4080, 'all'] as const)('residue of %s', async (residue) => {
    const faults: Fault[] = [1, 2, 3, 4].map((nth) => ({ when: { stp: 'block', nth }, what: { residue } }));
    const rig = new Rig({ faults });
    await expectUpgraded(rig, { images: [differential()] });
  });

  test('a residue in every block', async () => {
    const rig = new Rig({ faults: [{ when: { stp: 'block' }, what: { residue: 900 }, times: 10 }] });
    await expectUpgraded(rig, { images: [differential()] });
  });

  test.each([100, 2000, 3010, 9000, 50_000])(
    'byte %i of all received bytes is lost or flipped',
    async (byte) => {
      for (const what of ['dropByte', 'flipByte', 'doubleByte', { scramble: 1 }] as const) {
        const rig = new Rig({ state: 4, faults: [{ when: { byte }, what }] });
        await expectUpgraded(rig, { images: [full()] });
      }
    },
  );

  test('answers in single bytes', async () => {
    const rig = new Rig({ state: 4, answerCrcs: 'filled' }, { wire: { fragmentBytes: 1 } });
    await expectUpgraded(rig, { images: [full(30_000)] });
  });
});

describe('the announced maximum', () => {
  test.each([17, 18, 100, 2048, 65_535])('of %i bytes is respected', async (maximumTransfer) => {
    const size = maximumTransfer < 100 ? 6000 : 100_000;
    const rig = new Rig({ state: 4, maximumTransfer });
    await expectUpgraded(rig, { images: [full(size)] });
    expect(rig.modem.truth.largestBlock).toBeLessThanOrEqual(maximumTransfer - 16);
    expect(rig.modem.truth.maximumUnanswered).toBeLessThanOrEqual(8192);
  });

  test.each([0, 1, 15, 16])('of %i bytes counts as a refused session', async (maximumTransfer) => {
    const rig = new Rig({ state: 4, faults: [{ when: { stp: 'open' }, what: { maximumTransfer } }] });
    const report = await rig.upgrade({ images: [full()] });
    expect(report).toMatchObject({
      outcome: 'failed',
      modemState: 'untouched',
      error: { code: 'STP_SESSION_REFUSED' },
    });
    expect(rig.modem.truth).toMatchObject({ imageBytesTaken: 0, condition: 'untouched' });
  });

  test('a session that the modem does not open sends nothing', async () => {
    const rig = new Rig({ state: 4, faults: [{ when: { stp: 'open' }, what: 'sessionRefused' }] });
    const report = await rig.upgrade({ images: [full()] });
    expect(report).toMatchObject({ outcome: 'failed', error: { code: 'STP_SESSION_REFUSED' }, bytes: 0 });
    expect(rig.modem.truth.imageBytesTaken).toBe(0);
    expect(report.modemState).toBe(rig.modem.truth.condition);
  });
});

describe('blocks that are too large for the modem', () => {
  const cells = [2016, 4096, 8000].flatMap((bytes) =>
    (['silent', 'refuse'] as const).map((above) => ({ bytes, above })),
  );
  test.each(cells)('above $bytes bytes, $above', async ({ bytes, above }) => {
    const rig = new Rig({ largestBlock: { bytes, above }, state: 4 });
    const report = await expectUpgraded(rig, { images: [full(300_000)] });
    expect(rig.modem.truth.largestBlock).toBeGreaterThanOrEqual(2016);
    expect(report.largestBlock).toBe(Math.max(...[2016, 4080, 7984].filter((size) => size <= bytes)));
    // Each failed size costs five seconds, not minutes.
    expect(rig.clock.now()).toBeLessThan(180_000);
  });

  test('the requested block size is not exceeded', async () => {
    const rig = new Rig({ state: 4 }, { tuning: { bitsPerSecond: null, blockBytes: 512 } });
    await expectUpgraded(rig, { images: [full()] });
    expect(rig.modem.truth.largestBlock).toBe(512);
  });
});

describe('minutes of silence', () => {
  test.each([
    { at: 0.08, size: 100_000 },
    { at: 0.08, size: 30_000 },
    { at: 0.08, size: 1_000_000 },
    { at: 0.5, size: 300_000 },
    { at: 0.99, size: 300_000 },
    { at: 0.0001, size: 300_000 },
  ])('four at $at of $size bytes', async ({ at, size }) => {
    const rig = new Rig({ state: 4, pauses: [{ at, ms: 240_000 }] });
    await expectUpgraded(rig, { images: [full(size)] });
    expect(rig.clock.now()).toBeGreaterThan(240_000);
    expect(rig.events.some(({ type }) => type === 'wait')).toBe(true);
  });

  test('four, and then the cable delivers nothing', async () => {
    const rig = new Rig({
      state: 4,
      faults: [{ when: { stp: 'block', nth: 9 }, what: 'ignore', times: 'always' }],
    });
    const report = await rig.upgrade({ images: [full()] });
    expect(report).toMatchObject({
      outcome: 'failed',
      modemState: 'recoverable',
      error: { code: 'STP_NO_ANSWER' },
    });
    expect(rig.modem.truth.condition).toBe('recoverable');
    expect(rig.clock.now()).toBeLessThan(3600_000);
  });
});

describe('a permanent fault', () => {
  test.each([
    ['refuse', 'STP_REFUSED'],
    ['damagedPayload', 'STP_DAMAGED'],
    ['refuseUnknown', 'STP_REFUSED'],
    ['wrongSession', 'STP_DAMAGED'],
  ] as const)('%s ends with %s, and the modem can be recovered', async (what, code) => {
    const rig = new Rig({
      state: 4,
      answerCrcs: 'filled',
      faults: [{ when: { stp: 'block', nth: 5 }, what, times: 'always' }],
    });
    const report = await rig.upgrade({ images: [full()] });
    expect(report).toMatchObject({ outcome: 'failed', modemState: 'recoverable', error: { code } });
    expect(report.retries).toBeGreaterThan(0);
    expect(rig.modem.truth.condition).toBe('recoverable');
  });

  test('a modem that accepts nothing is given up', async () => {
    const rig = new Rig({
      state: 4,
      faults: [{ when: { stp: 'block', nth: 5 }, what: { residue: 'all' }, times: 'always' }],
    });
    const report = await rig.upgrade({ images: [full()] });
    expect(report).toMatchObject({ outcome: 'failed', error: { code: 'STP_NO_PROGRESS' } });
    expect(report.modemState).toBe(rig.modem.truth.condition);
  });
});

function nameOf(effect: Effect): string {
  return typeof effect === 'string' ? effect : JSON.stringify(effect);
}

test('a wait for the same silence is reported once, even if the request is repeated', async () => {
  const rig = new Rig({ state: 4, pauses: [] });
  const waits: string[] = [];
  rig.watch = (event) => {
    if (event.type === 'wait' && event.id === 'transfer-1') waits.push(event.reason.template);
  };
  const plan = await rig.plan({ images: [full()] });
  rig.modem.declareFaults([{ when: { stp: 'block', nth: 1 }, what: 'silence', times: 3 }]);
  expect(await rig.run(plan)).toMatchObject({ outcome: 'upgraded' });
  expect(waits).toEqual(['The modem is busy and silent.']);
});

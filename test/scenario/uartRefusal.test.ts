import { describe, expect, test } from 'vitest';
import { differential, full, ON_THE_FLY_BYTES, Rig, updater } from './rig';

const FILE = { images: [differential(20_000)] };

describe('an upgrade that is refused writes nothing', () => {
  test('because of a warning that was not confirmed', async () => {
    const rig = new Rig({ build: '43818' });
    const plan = await rig.plan({ images: [full(ON_THE_FLY_BYTES)] });
    expect(plan.warnings.length).toBeGreaterThan(0);
    const before = rig.modem.truth.bytesReceived;
    const report = await rig.service.run(plan, {
      confirmed: [],
      signal: rig.cancel.signal,
      onEvent: () => undefined,
    });
    expect(report).toMatchObject({
      outcome: 'refused',
      modemState: 'untouched',
      error: { code: 'CONFIRMATION_MISSING' },
    });
    expect(rig.modem.truth.bytesReceived).toBe(before);
  });

  test('because of another modem than the planned one', async () => {
    const [planned, swapped] = [new Rig(), new Rig({ build: '38638' })];
    const plan = await planned.plan(FILE);
    expect(await swapped.run(plan)).toMatchObject({
      outcome: 'refused',
      modemState: 'untouched',
      error: { code: 'FINDING_CHANGED' },
    });
    expect(swapped.modem.truth).toMatchObject({ stpBytesReceived: 0, condition: 'untouched' });
  });

  test('because of a port that is in use', async () => {
    const rig = new Rig();
    const plan = await rig.plan(FILE);
    const first = rig.run(plan);
    expect(await rig.run(plan)).toMatchObject({
      outcome: 'refused',
      error: { code: 'PORT_IN_USE_BY_SESSION' },
    });
    await expect(rig.inspect()).rejects.toMatchObject({ code: 'PORT_IN_USE_BY_SESSION' });
    expect(await first).toMatchObject({ outcome: 'upgraded' });
    expect(await rig.inspect()).toMatchObject({ kind: 'modem', modem: { build: '41065' } });
  });

  test('without an image', async () => {
    const rig = new Rig();
    const finding = await rig.inspect();
    const planning = (): unknown =>
      rig.service.plan(finding, { images: [], updater: null }, { method: 'auto' });
    expect(planning).toThrow(expect.objectContaining({ code: 'NO_IMAGE' }) as Error);
  });
});

test('a modem that has become silent is left alone', async () => {
  const rig = new Rig();
  const plan = await rig.plan(FILE);
  rig.modem.cutPower();
  expect(await rig.run(plan)).toMatchObject({
    outcome: 'failed',
    modemState: 'untouched',
    error: { code: 'MODEM_SILENT' },
  });
});

test('a radio that never reports off is tolerated if the modem still answers', async () => {
  const rig = new Rig();
  const plan = await rig.plan(FILE);
  rig.modem.declareFaults([{ when: { at: 'AT+CFUN=4' }, what: 'ignore', times: 'always' }]);
  expect(await rig.run(plan)).toMatchObject({
    outcome: 'upgraded',
    modemState: 'upgraded',
  });
});

test('a modem that falls silent when its radio is switched off is left unchanged', async () => {
  const rig = new Rig();
  const plan = await rig.plan(FILE);
  rig.modem.declareFaults([{ when: { at: 'AT+CFUN=4' }, what: 'powerCut' }]);
  expect(await rig.run(plan)).toMatchObject({
    outcome: 'failed',
    modemState: 'untouched',
    error: { code: 'AT_TIMEOUT' },
  });
  expect(rig.modem.truth.stpBytesReceived).toBe(0);
});

test('a modem that falls silent at a note in its log is left unchanged', async () => {
  const rig = new Rig({ notifySilenceMs: 3_600_000 });
  expect(await rig.upgrade(FILE)).toMatchObject({
    outcome: 'failed',
    modemState: 'untouched',
    error: { code: 'MODEM_SILENT' },
  });
  expect(rig.modem.truth).toMatchObject({ stpBytesReceived: 0, condition: 'untouched' });
});

test('a modem in recovery that falls silent at the change of its rate is left unchanged', async () => {
  const rig = new Rig({ state: 0, faults: [{ when: { at: 'AT+IPR=921600' }, what: 'powerCut' }] });
  expect(await rig.upgrade({ images: [full()], updater: updater() })).toMatchObject({
    outcome: 'failed',
    modemState: 'untouched',
    error: { code: 'MODEM_SILENT' },
  });
  expect(rig.modem.truth.stpBytesReceived).toBe(0);
});

test('a modem that does not receive the announcement of an image is left unchanged', async () => {
  const rig = new Rig({ state: 4 });
  const plan = await rig.plan({ images: [full()] });
  rig.modem.declareFaults([{ when: { at: 'AT+SMSTPU*' }, what: 'ignore', times: 'always' }]);
  expect(await rig.run(plan)).toMatchObject({
    outcome: 'failed',
    modemState: 'untouched',
    error: { code: 'AT_TIMEOUT' },
  });
  expect(rig.modem.truth).toMatchObject({ imageBytesTaken: 0, condition: 'untouched' });
});

test('a listener that throws interrupts nothing', async () => {
  const rig = new Rig();
  rig.watch = () => {
    throw new Error('the window is gone');
  };
  expect(await rig.upgrade(FILE)).toMatchObject({ outcome: 'upgraded' });
  expect(rig.modem.truth.condition).toBe('upgraded');
});

test('when the report is delivered, the port is free again', async () => {
  const rig = new Rig();
  let reopened: Promise<{ close(): Promise<void> }> | undefined;
  rig.watch = ({ type }) => {
    if (type === 'report') reopened = rig.wire.open(rig.wire.path, 921_600, rig.cancel.signal);
  };
  await rig.upgrade(FILE);
  await (await reopened)?.close();
  expect(reopened).toBeDefined();
});

test('a bug of ours during the upgrade is reported as one, with the modem’s true state', async () => {
  const rig = new Rig({ state: 4 });
  // The file is too large for memory, so it is read while it is sent.
  const plan = await rig.plan({ images: [full(8 * 1024 * 1024 + 1)] });
  const [image] = plan.images;
  if (!image) throw new Error('the plan has an image');
  let sending = false;
  rig.watch = (event) => (sending ||= event.type === 'progress' && event.bytes > 0);
  const source = {
    ...image.source,
    read: (offset: number, length: number): Promise<Uint8Array> =>
      sending ? Promise.reject(new TypeError('no such thing')) : image.source.read(offset, length),
  };
  const report = await rig.run({ ...plan, images: [{ ...image, source }] });
  expect(report).toMatchObject({
    outcome: 'failed',
    modemState: 'recoverable',
    error: { code: 'UNEXPECTED' },
  });
  expect(rig.modem.truth.condition).toBe('recoverable');
});

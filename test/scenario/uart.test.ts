import { expect, test } from 'vitest';
import { twoStepPair } from '../fixtures/firmware';
import { differential, full, ON_THE_FLY_BYTES, Rig, sha256, updater } from './rig';

const FULL_BYTES = 5_996_938;

test('a full image of genuine size is written on the fly', async () => {
  const rig = new Rig();
  const image = full(FULL_BYTES);
  const report = await rig.upgrade({ images: [image] });
  expect(report).toMatchObject({
    outcome: 'upgraded',
    modemState: 'upgraded',
    method: 'uart',
    bytes: FULL_BYTES,
    retries: 0,
    largestBlock: 8176,
    error: null,
    before: { state: 2, lr: 'LR5.1.1.0-39529', build: '39529' },
    after: { state: 2, lr: 'LR5.1.1.0-41065', build: '41065', family: 'CAT-M1', imei: '354346099225475' },
  });
  expect(rig.received).toEqual([sha256(image)]);
  expect(rig.modem.truth).toMatchObject({
    condition: 'upgraded',
    build: '41065',
    largestBlock: 8176,
    sessions: 1,
  });
  expect(rig.modem.truth.maximumUnanswered).toBeLessThanOrEqual(8192);
  expect(rig.modem.truth.overrunBytes).toBe(0);
});

test('a differential image is stored as a file and applied afterwards', async () => {
  const rig = new Rig();
  const image = differential(1_200_000);
  const report = await rig.upgrade({ images: [image] });
  expect(report).toMatchObject({ outcome: 'upgraded', modemState: 'upgraded', retries: 0, bytes: 1_200_000 });
  expect(rig.received).toEqual([sha256(image)]);
  expect(rig.modem.truth.images[0]?.way).toBe('FFF');
  expect(rig.modem.truth.commands).toContain('AT+SMUPGRADE');
  expect(rig.modem.truth.commands).not.toContain('AT+SMSWBOOT=3,1');
  expect(rig.modem.truth.condition).toBe('upgraded');
  expect(rig.modem.truth.maximumUnanswered).toBeLessThanOrEqual(8192);
});

test.each([115_200, 921_600])(
  'recovery at %i: the updater first, then the image',
  async (recoveryBaudRate) => {
    const rig = new Rig({ state: 0, recoveryBaudRate });
    const [image, loader] = [full(), updater(306_076)];
    const report = await rig.upgrade({ images: [image], updater: loader });
    expect(report).toMatchObject({ outcome: 'upgraded', before: { state: 0 }, after: { build: '41065' } });
    expect(rig.received).toEqual([sha256(loader), sha256(image)]);
    expect(rig.modem.truth.images.map(({ way }) => way)).toEqual(['updater', 'ON_THE_FLY']);
    expect(rig.modem.truth.commands.includes('AT+IPR=921600')).toBe(recoveryBaudRate === 115_200);
  },
);

test('a modem in its updater gets the image again, without preparation', async () => {
  const rig = new Rig({ state: 4 });
  const image = full();
  expect(await rig.upgrade({ images: [image] })).toMatchObject({
    outcome: 'upgraded',
    modemState: 'upgraded',
  });
  expect(rig.received).toEqual([sha256(image)]);
  expect(rig.modem.truth.commands).not.toContain('AT+SQNSUPGRADENTF="started"');
  expect(rig.modem.truth.commands).not.toContain('AT+SMSWBOOT=3,1');
});

test('a modem in mTools accepts a full image', async () => {
  const rig = new Rig({ state: 1 });
  const image = full(ON_THE_FLY_BYTES);
  expect(await rig.upgrade({ images: [image] })).toMatchObject({ outcome: 'upgraded', after: { state: 2 } });
  expect(rig.received).toEqual([sha256(image)]);
});

test('the two halves of a pair are sent in order, both on the fly', async () => {
  const rig = new Rig();
  const [first, second] = twoStepPair({ size: ON_THE_FLY_BYTES });
  const images = [
    { name: 'CATM1-5.2-48829-2.dup', bytes: second },
    { name: 'CATM1-5.2-48829-1.dup', bytes: first },
  ];
  const report = await rig.upgrade({ images });
  expect(report).toMatchObject({ outcome: 'upgraded', after: { build: '48829' } });
  expect(rig.received).toEqual([...images].reverse().map(sha256));
  expect(rig.modem.truth.images.map(({ way }) => way)).toEqual(['ON_THE_FLY', 'ON_THE_FLY']);
});

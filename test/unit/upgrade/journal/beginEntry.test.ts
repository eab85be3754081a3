import { expect, test } from 'vitest';
import { beginEntry } from '../../../../src/upgrade/journal/beginEntry';
import { entryText, parseEntry } from '../../../../src/upgrade/journal/entryText';
import { factsFound } from '../../../../src/upgrade/facts/factList';
import { differential, full, Rig, sha256, updater } from '../../../scenario/rig';
import { BoardBench, IMAGE } from '../run/boardBench';
import { summed } from './sampleEntry';

const ID = '0b7f3a52-9c1e-4d6a-8f20-1a2b3c4d5e6f';
const WRITER = { pid: 1, started: '77' };
const USB = { vendorId: '04D8', productId: 'F013', serialNumber: 'Py1', location: '1-1:1.0' };
const HERE = { device: '/dev/ttyACM0', usb: USB };
const NOT_LISTED = { device: '/dev/pts/3', usb: null };

test('a new upgrade is recorded with its board and files, and without any progress', async () => {
  const plan = await new BoardBench().plan('flash');
  const entry = beginEntry(ID, 1000, WRITER, plan, HERE, factsFound(plan.finding).all);
  expect(summed(entry)).toMatchObject({
    id: ID,
    begunAt: 1000,
    writer: WRITER,
    board: {
      port: '/dev/ttyACM0',
      device: '/dev/ttyACM0',
      usb: USB,
      sysname: 'GPy',
      imei: plan.finding.modem.imei,
    },
    method: 'flash',
    images: [{ name: IMAGE.name, size: IMAGE.bytes.length, sha256: sha256(IMAGE) }],
    updater: null,
    current: 0,
    currentSince: 1000,
    mayHaveChanged: false,
    toolAtWork: false,
    end: null,
    succeededSince: null,
    facts: [],
  });
  expect(entry.steps.find(({ kind }) => kind === 'upload')).toMatchObject({ image: 0 });
  expect(entry.steps.find(({ kind }) => kind === 'openBoard')).toMatchObject({ image: null });
});

test('a very long name is shortened, keeps its end, and can be read again', async () => {
  const plan = await new Rig().plan({ images: [differential()] });
  const name = `${'a'.repeat(2004 - differential().name.length)}${differential().name}`;
  const images = plan.images.map((image) => ({ ...image, source: { ...image.source, name } }));
  const entry = beginEntry(ID, 1, WRITER, { ...plan, images }, NOT_LISTED, []);
  expect(entry.images[0]?.name).toHaveLength(255);
  expect(entry.images[0]?.name.endsWith(differential().name)).toBe(true);
  expect(parseEntry(entryText(entry))).toEqual(entry);
});

test('a modem in MIRROR mode has no board name, and the updater of the plan is recorded', async () => {
  const files = { images: [full()], updater: updater() };
  const plan = await new Rig({ state: 0 }).plan(files);
  expect(beginEntry(ID, 1, WRITER, plan, NOT_LISTED, [])).toMatchObject({
    board: { usb: null, sysname: null },
    updater: { name: 'updater.elf', size: updater().bytes.length, sha256: sha256(updater()) },
  });
});

test('an updater that no step sends is not recorded', async () => {
  const plan = await new Rig().plan({ images: [differential()] });
  const more = { ...plan, updater: plan.images[0] ?? null };
  const { images, updater: noted } = beginEntry(ID, 1, WRITER, more, NOT_LISTED, []);
  expect(noted).toBeNull();
  expect(images.map(({ name }) => name)).toEqual([differential().name]);
});

test('an updater that is copied to the board is not recorded as an image', async () => {
  const bench = new BoardBench('/dev/ttyACM0', { bootrom: '33080' }, { bootrom: '33080' });
  const files = { images: [full()], updater: updater() };
  bench.hasAll([...files.images, files.updater]);
  const plan = await bench.plan('sd', files);
  const uploads = beginEntry(ID, 1, WRITER, plan, NOT_LISTED, []).steps.filter(
    ({ kind }) => kind === 'upload',
  );
  expect(uploads.map(({ id, image }) => [id, image])).toEqual([
    ['upload-updater', null],
    ['upload-1', 0],
  ]);
});

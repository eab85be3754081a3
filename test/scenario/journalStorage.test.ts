import { describe, expect, test } from 'vitest';
import { entryText } from '../../src/upgrade/journal/entryText';
import { readText, sampleEntry } from '../unit/upgrade/journal/sampleEntry';
import { Machine, RememberingRig } from './rememberingRig';
import { differential, full, ON_THE_FLY_BYTES, updater } from './rig';

/** A home folder on a server that has gone. */
const forever = (): Promise<never> => new Promise(() => undefined);

test('nothing is started if it can’t be recorded', async () => {
  const machine = new Machine();
  const rig = new RememberingRig(machine, 1);
  const plan = await rig.plan({ images: [differential()] });
  const commands = rig.modem.truth.commands.length;
  const noSpace = (): Promise<never> => Promise.reject(new Error('ENOSPC: no space left on device'));
  machine.storage.write = noSpace;
  machine.storage.create = noSpace;
  expect(await rig.run(plan)).toMatchObject({
    outcome: 'refused',
    modemState: 'untouched',
    error: { code: 'JOURNAL_UNWRITABLE', category: 'refusal' },
  });
  expect(rig.modem.truth.commands).toHaveLength(commands);
  // A board can still be read.
  expect(await rig.inspect()).toMatchObject({ kind: 'modem' });
});

test.each(['EPERM: operation not permitted, rename', 'ENOSPC: no space left on device'])(
  'a journal that can’t be written (%s) after the modem has the file does not stop the upgrade',
  async (reason) => {
    const machine = new Machine();
    const rig = new RememberingRig(machine, 1);
    const write = machine.storage.write.bind(machine.storage);
    let last: ReturnType<typeof readText>;
    machine.storage.write = (name, text) => {
      const entry = readText(text);
      if (entry?.steps[entry.current]?.kind === 'apply') return Promise.reject(new Error(reason));
      last = entry ?? last;
      return write(name, text);
    };
    const report = await rig.upgrade({ images: [differential()] });
    expect(report).toMatchObject({ outcome: 'upgraded', modemState: 'upgraded', after: { build: '41065' } });
    expect(rig.events.filter((event) => event.type === 'notice' && event.level === 'warning')).toHaveLength(
      1,
    );
    // After a kill in this step, the record on the disk would not have claimed an unchanged modem.
    expect(last).toMatchObject({ mayHaveChanged: true, current: expect.any(Number) as number });
    expect(last?.steps[last.current]?.kind).not.toBe('wake');
  },
);

test('a disk that is full before the modem may be changed ends the upgrade there', async () => {
  const machine = new Machine();
  const rig = new RememberingRig(machine, 1);
  rig.watch = (event) => {
    if (event.type !== 'step' || event.state !== 'done') return;
    machine.storage.write = () => Promise.reject(new Error('ENOSPC'));
  };
  expect(await rig.upgrade({ images: [full(ON_THE_FLY_BYTES)] })).toMatchObject({
    outcome: 'refused',
    modemState: 'untouched',
    error: { code: 'JOURNAL_UNWRITABLE' },
  });
  expect(rig.modem.truth.commands).not.toContain('AT+SMSWBOOT=3,1');
  expect(rig.events.filter((event) => event.type === 'step').at(-1)).toMatchObject({ id: 'prepare-1' });
  expect(await rig.service.unfinished()).toEqual([]);
});

test('a cancel while a step is recorded ends the upgrade before that step, or is too late', async () => {
  for (const [name, file, state] of [
    ['FFF', differential(), 2],
    ['on the fly', full(ON_THE_FLY_BYTES), 2],
  ] as const) {
    const outcomes = new Set<string>();
    let [nth, written] = [0, 0];
    do {
      nth++;
      const machine = new Machine();
      const rig = new RememberingRig(machine, 1, { state });
      const write = machine.storage.write.bind(machine.storage);
      written = 0;
      machine.storage.write = async (...page) => {
        if (++written === nth) rig.cancel.abort();
        await write(...page);
      };
      const report = await rig.upgrade({ images: [file] });
      outcomes.add(report.outcome);
      expect([name, nth, report.modemState]).toEqual([name, nth, rig.modem.truth.condition]);
      if (report.modemState === 'untouched') expect(await rig.service.unfinished()).toEqual([]);
    } while (written >= nth);
    expect([...outcomes].sort()).toEqual(['cancelled', 'upgraded']);
  }
});

test('a disk that becomes full after that stops nothing, and is reported once', async () => {
  const machine = new Machine();
  const rig = new RememberingRig(machine, 1);
  const write = machine.storage.write.bind(machine.storage);
  rig.watch = (event) => {
    if (event.type !== 'step' || event.id !== 'apply-1') return;
    machine.storage.write = () => Promise.reject(new Error('ENOSPC'));
  };
  expect(await rig.upgrade({ images: [differential()] })).toMatchObject({ outcome: 'upgraded' });
  const warnings = rig.events.filter((event) => event.type === 'notice' && event.level === 'warning');
  expect(warnings).toHaveLength(1);
  expect(rig.events.at(-1)?.type).toBe('report');
  machine.storage.write = write;
  expect(await rig.service.unfinished()).toEqual([]);
});

test('a folder that stops answering before the start ends the upgrade there, in bounded time', async () => {
  const machine = new Machine();
  const rig = new RememberingRig(machine, 1);
  const plan = await rig.plan({ images: [differential()] });
  machine.storage.write = forever;
  const begun = rig.clock.now();
  expect(await rig.run(plan)).toMatchObject({
    outcome: 'refused',
    modemState: 'untouched',
    error: {
      code: 'JOURNAL_UNWRITABLE',
      message: { args: { reason: 'the folder has not answered for 15 s' } },
    },
  });
  expect(rig.clock.now() - begun).toBeLessThan(20_000);
  expect(rig.modem.truth.stpBytesReceived).toBe(0);
});

test('one that stops answering between two images costs 15 s and one warning', async () => {
  const machine = new Machine();
  const rig = new RememberingRig(machine, 1, { state: 0 });
  const firmware = { images: [full()], updater: updater() };
  const usual = new RememberingRig(new Machine(), 1, { state: 0 });
  await usual.upgrade(firmware);
  rig.watch = (event) => {
    if (event.type !== 'step' || event.state !== 'done' || rig.modem.truth.images.length !== 1) return;
    machine.storage.write = forever;
    machine.storage.remove = forever;
  };
  expect(await rig.upgrade(firmware)).toMatchObject({ outcome: 'upgraded', modemState: 'upgraded' });
  expect(rig.modem.truth.images).toHaveLength(2);
  expect(rig.events.filter((event) => event.type === 'notice' && event.level === 'warning')).toHaveLength(1);
  expect(rig.clock.now() - usual.clock.now()).toBeCloseTo(15_000, -3);
});

test.each(['', '{"version":1}', '{"version":2,"more":"than we know"}', '\0\0\0', '[]'])(
  'a journal of %j is put aside and does no harm',
  async (text) => {
    const machine = new Machine();
    const name = 'upgrade-0b7f3a52-9c1e-4d6a-8f20-1a2b3c4d5e6f.json';
    await machine.storage.write(name, text);
    const rig = new RememberingRig(machine, 1, { state: 0 });
    expect(await rig.service.unfinished()).toEqual([]);
    expect(await machine.storage.list()).toEqual([`aside-${name}`]);
    expect(await machine.storage.read(`aside-${name}`)).toBe(text);
    expect(await rig.upgrade({ images: [full()], updater: updater() })).toMatchObject({
      outcome: 'upgraded',
    });
  },
);

describe('a journal that cannot be read', () => {
  const unreadable = (): Promise<never> => Promise.reject(new Error('EACCES: permission denied'));

  test.each(['folder', 'record'] as const)(
    'keeps us from a board, which may be at work on its modem, until it can be (its %s)',
    async (what) => {
      const machine = new Machine();
      const { storage } = machine;
      const begun = sampleEntry();
      await storage.write(`upgrade-${begun.id}.json`, entryText(begun));
      const rig = new RememberingRig(machine, 2);
      const works = { list: storage.list.bind(storage), read: storage.read.bind(storage) };
      if (what === 'folder') storage.list = unreadable;
      else storage.read = (name) => (name.startsWith('upgrade-') ? unreadable() : works.read(name));
      await expect(rig.inspect()).rejects.toMatchObject({
        code: 'JOURNAL_UNREADABLE',
        category: 'refusal',
        sentence: { args: { folder: 'this process', reason: 'EACCES: permission denied' } },
      });
      expect(rig.modem.truth.commands).toEqual([]);
      // Whoever only tells of them at the start is told what there is.
      expect(await rig.service.unfinished()).toEqual([]);
      Object.assign(storage, works);
      expect(await rig.inspect()).toMatchObject({ kind: 'modem' });
    },
  );

  test('once the board was read does no harm', async () => {
    const machine = new Machine();
    const rig = new RememberingRig(machine, 1);
    const plan = await rig.plan({ images: [differential()] });
    const list = machine.storage.list.bind(machine.storage);
    machine.storage.list = unreadable;
    expect(await rig.run(plan)).toMatchObject({ outcome: 'upgraded' });
    machine.storage.list = list;
    expect(await rig.service.unfinished()).toEqual([]);
  });
});

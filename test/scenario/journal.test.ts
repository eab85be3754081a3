import { expect, test } from 'vitest';
import { render } from '../../src/base/phrase';
import { continuationOf } from '../../src/upgrade/recovery/continuation';
import { twoStepPair } from '../fixtures/firmware';
import { readText, summed } from '../unit/upgrade/journal/sampleEntry';
import { Machine, RememberingRig } from './rememberingRig';
import { differential, full, type NamedFile, ON_THE_FLY_BYTES, sha256, updater } from './rig';

test('each step is recorded before it begins, with what may have changed by then', async () => {
  const machine = new Machine();
  const rig = new RememberingRig(machine, 1);
  const image = full(ON_THE_FLY_BYTES);
  machine.ports = [
    {
      path: rig.wire.path,
      shield: 'Pytrack',
      manufacturer: null,
      serialNumber: 'Py1',
      vendorId: '04D8',
      productId: 'F013',
      location: null,
    },
  ];
  const written: [string, boolean][] = [];
  const write = machine.storage.write.bind(machine.storage);
  const commandsAt: number[] = [];
  machine.storage.write = (name, text) => {
    const entry = readText(text);
    const step = entry?.steps[entry.current];
    if (entry && step) written.push([step.id, entry.mayHaveChanged]);
    if (step?.id === 'boot-updater-1') commandsAt.push(rig.modem.truth.commands.length);
    return write(name, text);
  };
  rig.watch = (event) => {
    if (event.type === 'step' && event.state === 'started') expect(written.at(-1)?.[0]).toBe(event.id);
  };
  expect(await rig.upgrade({ images: [image] })).toMatchObject({ outcome: 'upgraded' });
  expect(written).toEqual([
    ['wake', false],
    ['wake', false],
    ['prepare-1', false],
    ['boot-updater-1', true],
    ['transfer-1', true],
    // Once more before the last block, behind which the modem may be at work by itself.
    ['transfer-1', true],
    ['apply-1', true],
    ['leave-updater-1', true],
    ['verify-1', true],
  ]);
  expect(rig.modem.truth.commands.slice(0, commandsAt[0])).not.toContain('AT+SMSWBOOT=3,1');
  expect(await machine.storage.list()).toEqual([]);
});

test('a killed process leaves a record that the next process finds and that a success removes', async () => {
  const machine = new Machine();
  const rig = new RememberingRig(machine, 1);
  const image = full(ON_THE_FLY_BYTES);
  const plan = await rig.plan({ images: [image] });
  const copy = new Map<string, string>();
  rig.watch = (event) => {
    if (event.type !== 'progress' || event.bytes < 1_000_000 || copy.size > 0) return;
    copy.set('taken', '');
    // What is on the disk at this moment is all that a kill leaves.
    const keep = async (): Promise<void> => {
      for (const name of await machine.storage.list())
        copy.set(name, (await machine.storage.read(name)) ?? '');
    };
    void keep();
  };
  await rig.run(plan);
  copy.delete('taken');

  const after = new Machine();
  for (const [name, text] of copy) await after.storage.write(name, text);
  const next = new RememberingRig(after, 2, { state: 4 });
  const [entry] = (await next.service.unfinished()).map(summed);
  expect(entry).toMatchObject({
    writer: { pid: 1 },
    board: { port: 'simulated', sysname: null, imei: '354346099225475' },
    method: 'uart',
    images: [{ name: 'CATM1-41065.dup', size: ON_THE_FLY_BYTES, sha256: sha256(image) }],
    updater: null,
    mayHaveChanged: true,
    end: null,
  });
  expect(entry?.steps[entry.current]).toEqual({ id: 'transfer-1', kind: 'transfer', image: 0 });
  // The port’s lock belongs to the ended process and is taken over.
  expect(await next.upgrade({ images: [full()] })).toMatchObject({ outcome: 'upgraded' });
  expect(await next.service.unfinished()).toEqual([]);
  expect(await after.storage.list()).toEqual([]);
});

test('an upgrade with a very long file name is recorded like any other', async () => {
  const machine = new Machine();
  const rig = new RememberingRig(machine, 1, { state: 4 });
  rig.watch = (event) => {
    if (event.type === 'progress' && event.bytes > 50_000) rig.wire.unplug();
  };
  const { bytes } = full();
  const name = `${'deep-'.repeat(400)}CATM1-41065.dup`;
  expect(await rig.upgrade({ images: [{ name, bytes }] })).toMatchObject({ outcome: 'failed' });
  const [entry] = (await rig.service.unfinished()).map(summed);
  expect(entry).toMatchObject({ end: { outcome: 'failed' } });
  expect(entry?.images[0]?.name).toMatch(/CATM1-41065\.dup$/);
});

test('an upgrade that failed half-way is recorded with its end, and one that changed nothing is not', async () => {
  const machine = new Machine();
  const rig = new RememberingRig(machine, 1, { state: 4 });
  rig.watch = (event) => {
    if (event.type === 'progress' && event.bytes > 50_000) rig.wire.unplug();
  };
  const report = await rig.upgrade({ images: [full()] });
  expect(report).toMatchObject({ outcome: 'failed', modemState: 'recoverable' });
  expect(report.bytes).toBeLessThan(full().bytes.length);
  expect((await rig.service.unfinished()).map(summed)).toMatchObject([
    { mayHaveChanged: true, end: { outcome: 'failed', modemState: 'recoverable' } },
  ]);

  rig.modem.cutPower();
  rig.modem.restorePower();
  rig.wire.replug();
  rig.watch = () => rig.cancel.abort();
  expect(await rig.upgrade({ images: [full()] })).toMatchObject({ outcome: 'cancelled' });
  const [kept, ...others] = (await rig.service.unfinished()).map(summed);
  expect(others).toEqual([]);
  expect(kept?.end?.outcome).toBe('failed');
  await rig.service.forget(kept?.id ?? '');
  expect(await rig.service.unfinished()).toEqual([]);
});

const halfFile = (half: 1 | 2): NamedFile => ({
  name: `CATM1-5.2-48829-${half}.dup`,
  bytes: twoStepPair({ size: ON_THE_FLY_BYTES })[half - 1] ?? new Uint8Array(),
});
const [FIRST_HALF, SECOND_HALF] = [halfFile(1), halfFile(2)];

/** A machine on which a kill interrupted the two steps to 5.2-48829, right when the second was prepared. */
async function cutOffBetweenHalves(): Promise<Machine> {
  const [machine, after] = [new Machine(), new Machine()];
  const rig = new RememberingRig(machine, 1);
  const write = machine.storage.write.bind(machine.storage);
  let killed = false;
  machine.storage.write = async (name, text) => {
    await write(name, text);
    const entry = readText(text);
    // What is on the disk at this moment is all that a kill leaves.
    if (killed || entry?.steps[entry.current]?.id !== 'prepare-2') return;
    killed = true;
    await after.storage.write(name, text);
  };
  await rig.upgrade({ images: [FIRST_HALF, SECOND_HALF] });
  expect(killed).toBe(true);
  return after;
}

test('an upgrade that was interrupted between the halves of a pair is unfinished, even if the modem runs', async () => {
  const machine = await cutOffBetweenHalves();
  const next = new RememberingRig(machine, 2);
  const finding = await next.inspect();
  expect(finding).toMatchObject({ modem: { state: 2, build: '39529' } });
  const unfinished = await next.service.unfinished();
  expect(unfinished).toHaveLength(1);
  expect(next.service.diagnose(finding, unfinished)).toMatchObject({
    condition: 'works',
    unfinished,
    over: [],
  });
  expect(await next.upgrade({ images: [SECOND_HALF] })).toMatchObject({ after: { build: '48829' } });
  expect(await next.service.unfinished()).toEqual([]);
});

test('a missing second half stays recorded until the modem has it', async () => {
  const machine = await cutOffBetweenHalves();
  const [before] = await new RememberingRig(machine, 2).service.unfinished();
  // The modem leaves its firmware and then stays silent.
  const rig = new RememberingRig(machine, 3, {
    faults: [{ when: { phase: 'start' }, what: { lateMs: 3_600_000 } }],
  });
  const report = await rig.upgrade({ images: [SECOND_HALF] });
  expect(report).toMatchObject({ outcome: 'failed', modemState: 'recoverable' });
  const unfinished = await rig.service.unfinished();
  expect(unfinished).toMatchObject([before, { images: [{ name: SECOND_HALF.name }] }]);
  const words = [report.next, ...unfinished.map(continuationOf)].map((each) =>
    each.map((part) => render(part)).join(' '),
  );
  for (const each of words)
    expect(each).toMatch(
      /^Leave the power on: .*continue with CATM1-5\.2-48829-2\.dup\. .* Only if it hasn’t answered by then: Unplug the board [^.]*\.$/,
    );

  const back = new RememberingRig(machine, 4);
  expect(await back.upgrade({ images: [SECOND_HALF] })).toMatchObject({ after: { build: '48829' } });
  expect(await back.service.unfinished()).toEqual([]);
});

test('after a cancel before the second half is prepared, the advice is to leave the power on', async () => {
  const rig = new RememberingRig(new Machine(), 1);
  rig.watch = (event) => {
    if (event.type === 'step' && event.id === 'wake') rig.cancel.abort();
  };
  const { outcome, error } = await rig.upgrade({ images: [SECOND_HALF] });
  expect(outcome).toBe('cancelled');
  expect(error && render(error.remedy)).toMatch(
    /Leave the power on: .* Only if it hasn’t answered by then: Unplug the board [^.]*\.$/,
  );
});

test('a record for a port of the same name that may belong to another board is kept and marked', async () => {
  const machine = new Machine();
  const recovery = new RememberingRig(machine, 1, { state: 0 });
  recovery.watch = (event) => {
    if (event.type === 'progress' && event.bytes > 50_000) recovery.wire.unplug();
  };
  expect(await recovery.upgrade({ images: [full()], updater: updater() })).toMatchObject({
    outcome: 'failed',
    modemState: 'recoverable',
  });
  const kept = { board: { imei: null }, end: { outcome: 'failed' } };
  expect((await recovery.service.unfinished()).map(summed)).toMatchObject([
    { ...kept, succeededSince: null },
  ]);

  // A healthy board takes its place at the port.
  const healthy = new RememberingRig(machine, 2);
  const finding = await healthy.inspect();
  const { unfinished, over } = healthy.service.diagnose(finding, await healthy.service.unfinished());
  expect({ unfinished, over }).toEqual({ unfinished: [], over: [] });
  expect(await healthy.upgrade({ images: [differential()] })).toMatchObject({ outcome: 'upgraded' });
  expect((await healthy.service.unfinished()).map(summed)).toMatchObject([
    { ...kept, succeededSince: expect.any(Number) as number },
  ]);

  // The first board comes back, and its record says how to continue.
  const again = new RememberingRig(machine, 3, { state: 0 });
  const back = again.service.diagnose(await again.inspect(), await again.service.unfinished());
  expect(back.unfinished.map(summed)).toMatchObject([kept]);
});

test('a success closes earlier records of the same board', async () => {
  const machine = new Machine();
  machine.ports = [
    {
      path: 'simulated',
      shield: 'Pytrack',
      manufacturer: null,
      serialNumber: 'Py1',
      vendorId: '04D8',
      productId: 'F013',
      location: null,
    },
  ];
  const rig = new RememberingRig(machine, 1, { state: 0 });
  rig.watch = (event) => {
    if (event.type === 'progress' && event.bytes > 50_000) rig.wire.unplug();
  };
  expect(await rig.upgrade({ images: [full()], updater: updater() })).toMatchObject({ outcome: 'failed' });
  const next = new RememberingRig(machine, 2, { state: 0 });
  expect(await next.upgrade({ images: [full()], updater: updater() })).toMatchObject({ outcome: 'upgraded' });
  expect(await next.service.unfinished()).toEqual([]);
});

test('an upgrade that is still running in another process is not unfinished, and its port is not opened', async () => {
  const machine = new Machine();
  const rig = new RememberingRig(machine, 1);
  const other = machine.service(rig, 2);
  const plan = await rig.plan({ images: [differential()] });
  let tried: Promise<unknown[]> = Promise.resolve([]);
  const tryAll = async (): Promise<unknown[]> => [
    await other.unfinished(),
    await other.inspect(rig.wire.path, () => undefined, rig.cancel.signal).catch((error: unknown) => error),
    await other.run(plan, {
      confirmed: [],
      signal: rig.cancel.signal,
      onEvent: () => undefined,
    }),
  ];
  rig.watch = (event) => {
    if (event.type !== 'step' || event.id !== 'transfer-1' || event.state !== 'started') return;
    tried = tryAll();
  };
  expect(await rig.run(plan)).toMatchObject({ outcome: 'upgraded' });
  expect(await tried).toMatchObject([
    [],
    { code: 'PORT_IN_USE_ELSEWHERE' },
    { outcome: 'refused', modemState: 'untouched', error: { code: 'PORT_IN_USE_ELSEWHERE' } },
  ]);
});

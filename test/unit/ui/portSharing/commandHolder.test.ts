import { beforeEach, describe, expect, it } from 'vitest';
import { type CommandHolderDeps, microPico, pymakrOne } from '../../../../src/ui/portSharing/commandHolder';
import type { Occasion, PortHolder } from '../../../../src/ui/portSharing/otherExtension';
import { type CallRig, callRig, never } from './fakeHost';

const PORT = '/dev/ttyACM0';
const { signal } = new AbortController();

describe.each([
  ['Pymakr', 'pycom.pymakr', '1.1.18', 'pymakr', pymakrOne],
  ['MicroPico', 'paulober.pico-w-go', '4.3.4', 'micropico', microPico],
] as const)('%s, which has two commands and reports nothing', (name, id, version, prefix, make) => {
  let rig: CallRig;
  /** Whether this process has the port open; undefined on a platform that does not report it. */
  let open: boolean | undefined;
  let holder: PortHolder;
  let parts: CommandHolderDeps;

  const release = (occasion: Occasion = 'opening'): ReturnType<PortHolder['release']> =>
    holder.release(PORT, occasion, signal);

  beforeEach(() => {
    rig = callRig();
    open = true;
    rig.host.extensions.set(id, { isActive: true, version });
    rig.host.offered.set(`${prefix}.disconnect`, () => {
      if (open === true) open = false;
    });
    rig.host.offered.set(`${prefix}.connect`, () => {
      if (open === false) open = true;
    });
    parts = { host: rig.host, calls: rig.calls, heldHere: () => Promise.resolve(open) };
    holder = make(parts);
  });

  it('releases a port that is open in this process, and connects again', async () => {
    expect(holder.name).toBe(name);
    expect(await holder.holds(PORT)).toBe(true);
    const lease = await release();
    expect(await holder.holds(PORT)).toBe(false);
    // Connecting again may interrupt the program on the board.
    expect(lease?.interrupts).toBe(true);
    expect(await lease?.giveBack(PORT)).toBe(true);
    expect(await holder.holds(PORT)).toBe(true);
    expect(rig.host.called).toEqual([`${prefix}.disconnect`, `${prefix}.connect`]);
  });

  it('is left alone when the port is not open here, whether it is busy or not', async () => {
    open = false;
    expect(await release('opening')).toBeUndefined();
    expect(await release('busy')).toBeUndefined();
    expect(rig.host.called).toEqual([]);
  });

  it('gets a request only for a busy port when the platform does not report who has it', async () => {
    open = undefined;
    expect(await holder.holds(PORT)).toBe(false);
    expect(await release('opening')).toBeUndefined();
    const lease = await release('busy');
    expect(await lease?.giveBack(PORT)).toBe(true);
    expect(rig.host.called).toEqual([`${prefix}.disconnect`, `${prefix}.connect`]);
  });

  it('gets no request when it is missing, has not started, or has no such command', async () => {
    rig.host.offered.delete(`${prefix}.disconnect`);
    expect(await release()).toBeUndefined();
    rig.host.extensions.set(id, { isActive: false, version });
    expect(await release()).toBeUndefined();
    rig.host.extensions.clear();
    expect(await release()).toBeUndefined();
    expect(rig.host.called).toEqual([]);
  });

  it('may close the port after its command has ended', async () => {
    const closing = 1_000;
    rig.host.offered.set(`${prefix}.disconnect`, () => {
      void rig.clock.sleep(closing).then(() => (open = false));
    });
    await release();
    expect(open).toBe(false);
    expect(rig.clock.now()).toBeGreaterThanOrEqual(closing);
  });

  it('never blocks the work', async () => {
    rig.host.offered.set(`${prefix}.disconnect`, never);
    rig.host.offered.set(`${prefix}.connect`, never);
    const lease = await release();
    expect(await holder.holds(PORT)).toBe(true);
    open = false;
    expect(await lease?.giveBack(PORT)).toBe(false);
    expect(rig.clock.now()).toBeLessThan(20_000);
    expect(rig.warnings).toHaveLength(3);
  });

  it('is not connected when it has lost its command or already has the port', async () => {
    const lease = await release();
    rig.host.offered.delete(`${prefix}.connect`);
    expect(await lease?.giveBack(PORT)).toBe(false);
    open = true;
    expect(await lease?.giveBack(PORT)).toBe(true);
    expect(rig.host.called).toEqual([`${prefix}.disconnect`]);
  });

  it('is left unchanged after a cancel', async () => {
    expect(await holder.release(PORT, 'opening', AbortSignal.abort())).toBeUndefined();
    expect(rig.host.called).toEqual([]);
  });
});

it('Pymakr 2 is not taken for Pymakr 1', async () => {
  const { host, calls } = callRig();
  host.extensions.set('pycom.pymakr', { isActive: true, version: '2.25.2' });
  host.offered.set('pymakr.disconnect', () => undefined);
  const holder = pymakrOne({ host, calls, heldHere: () => Promise.resolve(true) });
  expect(await holder.release(PORT, 'busy', signal)).toBeUndefined();
  expect(host.called).toEqual([]);
});

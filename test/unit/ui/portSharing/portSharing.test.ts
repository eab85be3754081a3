import { beforeEach, describe, expect, it } from 'vitest';
import { errors } from '../../../../src/base/errors';
import { type Phrase, phrase, render } from '../../../../src/base/phrase';
import { UpgradeError } from '../../../../src/base/upgradeError';
import { boardErrors } from '../../../../src/board/errors';
import { transportErrors } from '../../../../src/transport/errors';
import type { OpenTransport, Transport } from '../../../../src/transport/transport';
import type { Occasion, PortHolder, PortLease } from '../../../../src/ui/portSharing/otherExtension';
import { PortSharing } from '../../../../src/ui/portSharing/portSharing';
import { callRig } from './fakeHost';

const PORT = '/dev/ttyACM0';
const { signal } = new AbortController();
const TRANSPORT = { path: PORT } as Transport;

/** Has the port until it is asked to release it, and logs what happens. */
class FakeHolder implements PortHolder {
  has = true;
  stubborn = false;
  warning: Phrase | undefined;
  interrupts = false;
  /** Releases the port only after it was found busy. */
  blind = false;
  readonly log: string[] = [];

  constructor(readonly name: string) {}

  holds(): Promise<boolean> {
    return Promise.resolve(this.has);
  }

  release(port: string, occasion: Occasion): Promise<PortLease | undefined> {
    if (!this.has || (this.blind && occasion !== 'busy')) return Promise.resolve(undefined);
    this.log.push(`release ${port}`);
    this.has = this.stubborn;
    return Promise.resolve({
      ...(this.warning && { warning: this.warning }),
      interrupts: this.interrupts,
      giveBack: (now) => {
        this.log.push(`give back ${now}`);
        this.has = true;
        return Promise.resolve(true);
      },
    });
  }
}

describe('sharing ports', () => {
  let pymakr: FakeHolder;
  let monitor: FakeHolder;
  let sharing: PortSharing;
  let opened: string[];
  let open: OpenTransport;

  beforeEach(() => {
    [pymakr, monitor] = [new FakeHolder('Pymakr'), new FakeHolder('Serial Monitor')];
    monitor.has = false;
    sharing = new PortSharing([pymakr, monitor], callRig().logger);
    opened = [];
    open = sharing.opener((path) => {
      opened.push(path);
      return pymakr.has || monitor.has
        ? Promise.reject(transportErrors.busy(path, new Error('locked')))
        : Promise.resolve(TRANSPORT);
    });
  });

  const openIt = (): Promise<Transport> => open(PORT, 115_200, signal);

  it('releases the port before it is opened, and returns it after the work', async () => {
    const result = await sharing.withPort(PORT, async () => {
      await openIt();
      expect(pymakr.has).toBe(false);
      return 'done';
    });
    expect(result).toBe('done');
    expect(pymakr.log).toEqual([`release ${PORT}`, `give back ${PORT}`]);
    expect(opened).toEqual([PORT]);
  });

  it.each([
    ['failure', new Error('unexpected')],
    ['cancel', errors.cancelled()],
  ])('returns the port after %s too', async (_, reason) => {
    const work = sharing.withPort(PORT, async () => {
      await openIt();
      throw reason;
    });
    await expect(work).rejects.toBe(reason);
    expect(pymakr.has).toBe(true);
  });

  it('asks no holder when nothing is opened, and returns nothing that was not taken', async () => {
    await sharing.withPort(PORT, () => Promise.resolve());
    expect(pymakr.log).toEqual([]);
    expect(monitor.log).toEqual([]);
  });

  it('opens a port without asking when no work is in progress', async () => {
    await expect(openIt()).rejects.toMatchObject({ code: 'PORT_BUSY' });
    expect(pymakr.log).toEqual([]);
  });

  it('leaves boards in the network alone', async () => {
    const address = 'telnet://micro:python@192.168.4.1';
    pymakr.has = false;
    await sharing.withPort(address, () => open(address, 115_200, signal));
    await sharing.withPort(PORT, async () => {
      pymakr.has = true;
      await open(address, 115_200, signal).catch(() => undefined);
    });
    expect(pymakr.log).toEqual([]);
  });

  it('asks again when the port was taken while the board restarted, and returns it once', async () => {
    await sharing.withPort(PORT, async () => {
      await openIt();
      pymakr.has = true;
      await openIt();
    });
    expect(pymakr.log).toEqual([`release ${PORT}`, `release ${PORT}`, `give back ${PORT}`]);
  });

  it('returns the port under the path at which the board came back', async () => {
    await sharing.withPort(PORT, async () => {
      await openIt();
      await open('/dev/ttyACM1', 115_200, signal);
    });
    expect(pymakr.log).toEqual([`release ${PORT}`, 'give back /dev/ttyACM1']);
  });

  it('asks holders that can’t tell once the port is busy, and then opens it', async () => {
    pymakr.has = false;
    monitor.has = monitor.blind = true;
    await sharing.withPort(PORT, openIt);
    expect(opened).toEqual([PORT, PORT]);
    expect(monitor.log).toEqual([`release ${PORT}`, `give back ${PORT}`]);
  });

  it('asks for the same port once while it is in use', async () => {
    await sharing.withPort(PORT, async () => {
      await openIt();
      await sharing.withPort(PORT, openIt);
      expect(pymakr.has).toBe(false);
    });
    expect(pymakr.log).toEqual([`release ${PORT}`, `give back ${PORT}`]);
  });

  it('informs the user which program releases the port, and what to expect', async () => {
    pymakr.warning = phrase('It comes back.');
    const told: string[] = [];
    await sharing.withPort(PORT, openIt, (level, text) => told.push(`${level}: ${render(text)}`));
    expect(told).toEqual(['info: Pymakr has released the port for now.', 'warning: It comes back.']);
  });

  it('lets no holder interrupt a board that is upgrading its modem, and names the ones that stay disconnected', async () => {
    monitor.has = pymakr.interrupts = true;
    const told: string[] = [];
    const upgrading = boardErrors.upgrading();
    const work = sharing.withPort(
      PORT,
      async () => {
        await openIt();
        throw upgrading;
      },
      (level, text) => told.push(`${level}: ${render(text)}`),
    );
    await expect(work).rejects.toBe(upgrading);
    expect([pymakr.has, monitor.has]).toEqual([false, true]);
    expect(told.at(-1)).toBe('warning: Pymakr isn’t reconnected: that could interrupt the board.');
  });

  it('names the holder that does not release the port', async () => {
    pymakr.stubborn = true;
    const failure = await sharing.withPort(PORT, openIt).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'PORT_BUSY' });
    expect(sentenceOf(failure)).toBe(`Pymakr is using the port ${PORT} and didn’t release it.`);
    expect(failure).toMatchObject({
      remedy: { template: expect.stringContaining('never stop a modem upgrade') as string },
    });
  });

  it('names the holder that opened the port while it was in use', async () => {
    const failure = await sharing
      .withPort(PORT, async () => {
        await openIt();
        monitor.has = true;
        throw transportErrors.unplugged(PORT);
      })
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'PORT_UNPLUGGED' });
    expect(sentenceOf(failure)).toMatch(/^Serial Monitor opened the port/);
  });

  it('blames no holder that is not involved', async () => {
    pymakr.has = false;
    const cable = transportErrors.unplugged(PORT);
    await expect(sharing.withPort(PORT, () => Promise.reject(cable))).rejects.toBe(cable);
    pymakr.has = true;
    const other = transportErrors.notFound(PORT, undefined);
    await expect(sharing.withPort(PORT, () => Promise.reject(other))).rejects.toBe(other);
    pymakr.has = false;
    const outside = transportErrors.busy(PORT, undefined);
    await expect(sharing.withPort(PORT, () => Promise.reject(outside))).rejects.toBe(outside);
  });

  it('continues when a holder can’t take the port back', async () => {
    const poor: PortHolder = {
      name: 'Poor',
      holds: () => Promise.resolve(false),
      release: () => Promise.resolve({ giveBack: () => Promise.resolve(false) }),
    };
    const rig = callRig();
    const alone = new PortSharing([poor], rig.logger);
    const opener = alone.opener(() => Promise.resolve(TRANSPORT));
    expect(await alone.withPort(PORT, () => opener(PORT, 115_200, signal))).toBe(TRANSPORT);
    expect(rig.warnings).toEqual([`Poor could not take ${PORT} back`]);
  });
});

function sentenceOf(failure: unknown): string {
  return failure instanceof UpgradeError ? render(failure.sentence) : String(failure);
}

import { neverAborted } from '../../base/cancellation';
import { phrase } from '../../base/phrase';
import type { ExtensionHost } from './extensionHost';
import { type ForeignCalls, list, member, method, stored } from './foreignCalls';
import type { PortHolder, PortLease } from './otherExtension';
import { pymakrIds } from './pymakrIds';
import { canonicalPort } from '../../transport/portName';

/** Its only door, made for its own tests: it hands its inner object to a callback. */
const DOOR = 'pymakr.getPymakr';
/** It answers at once, or not at all. */
const ASK_MS = 2_000;
/** Its own limit is 2 s; then it rejects, whether it has let go or not. */
const DISCONNECT_MS = 4_000;
/** Four tries of 2 s with pauses, and then it reads the board. */
const CONNECT_MS = 15_000;
/** It looks for ports every 500 ms, so that a board that was restarted is there again after this. */
const ONLINE_MS = 3_000;
const LOOK_EVERY_MS = 250;

/**
 * Pymakr 2. It promises nothing about its inner workings, so each member is tested before it is used. Source: its
 * `Device.js`, `commands/index.js` and `stores/devices.js`.
 */
export class PymakrTwo implements PortHolder {
  readonly name = 'Pymakr';

  constructor(
    private readonly host: ExtensionHost,
    private readonly calls: ForeignCalls,
    private readonly platform: NodeJS.Platform = process.platform,
  ) {}

  async holds(port: string): Promise<boolean> {
    const { signal } = new AbortController();
    const found = await this.find(port, signal);
    return found !== undefined && (await this.isConnected(found.device, signal));
  }

  async release(port: string, _occasion: unknown, signal: AbortSignal): Promise<PortLease | undefined> {
    const found = await this.find(port, signal);
    if (!found || !(await this.isConnected(found.device, signal))) return undefined;
    const { pymakr, device } = found;
    // From here on it goes through, cancelled or not: what was begun must be known, so that it can be given back.
    const kept = neverAborted();
    const projects = await this.stopDevMode(pymakr, device, kept);
    await this.disconnect(device, kept);
    return {
      ...((await this.grabsAgain(device, kept)) && { warning: GRABS_AGAIN }),
      giveBack: (now) => this.giveBack(port, now, projects),
    };
  }

  /** Undefined when it is not there, not running, or does not know the port. */
  private async find(
    port: string,
    signal: AbortSignal,
  ): Promise<{ readonly pymakr: unknown; readonly device: unknown } | undefined> {
    if (!pymakrIds.some((id) => this.host.extension(id)?.isActive === true)) return undefined;
    const outcome = await this.calls.call('Pymakr: its devices', ASK_MS, signal, async () => {
      if (!(await this.host.commands()).includes(DOOR)) return undefined;
      const pymakr = await new Promise<unknown>((resolve, reject) => {
        this.host.call(DOOR, resolve).then(() => reject(new Error('it did not call back')), reject);
      });
      for (const device of list(stored(pymakr, 'devicesStore'))) {
        const address = member(device, 'address');
        if (member(device, 'protocol') !== 'serial' || typeof address !== 'string') continue;
        if (await samePort(address, port, this.platform)) return { pymakr, device };
      }
      return undefined;
    });
    return outcome.ok ? outcome.value : undefined;
  }

  private async isConnected(device: unknown, signal: AbortSignal): Promise<boolean> {
    return this.says('whether it is connected', signal, () => stored(device, 'connected') === true);
  }

  private async grabsAgain(device: unknown, signal: AbortSignal): Promise<boolean> {
    return this.says(
      'its settings',
      signal,
      () => member(member(device, 'config'), 'autoConnect') === 'always',
    );
  }

  private async says(what: string, signal: AbortSignal, ask: () => boolean): Promise<boolean> {
    const outcome = await this.calls.call(`Pymakr: ${what}`, ASK_MS, signal, ask);
    return outcome.ok && outcome.value;
  }

  /** Its watcher of files would open the port again for the next one that is saved. @returns whose it was */
  private async stopDevMode(pymakr: unknown, device: unknown, signal: AbortSignal): Promise<unknown[]> {
    const outcome = await this.calls.call('Pymakr: stop dev mode', ASK_MS, signal, async () => {
      const watching = list(stored(pymakr, 'projectsStore')).filter((project) =>
        list(member(member(project, 'watcher'), 'deviceManagers')).some(
          (watched) => member(watched, 'device') === device,
        ),
      );
      for (const project of watching) await this.host.call('pymakr.stopDevMode', { project, device });
      return watching;
    });
    return outcome.ok ? outcome.value : [];
  }

  /**
   * A program on the board that keeps it from letting go is not stopped: it may be an upgrade of the modem. The port is
   * then found busy, and the user told by whom.
   */
  private async disconnect(device: unknown, signal: AbortSignal): Promise<void> {
    const disconnect = (): Promise<unknown> =>
      this.calls.call('Pymakr: disconnect', DISCONNECT_MS, signal, () => method(device, 'disconnect')?.());
    await disconnect();
    if (await this.isConnected(device, signal)) await disconnect();
  }

  private async giveBack(before: string, now: string, projects: readonly unknown[]): Promise<boolean> {
    const { signal } = new AbortController();
    const found = (await this.find(now, signal)) ?? (await this.find(before, signal));
    if (!found) return false;
    const { device } = found;
    await this.calls.until(
      'Pymakr: the board is there',
      ONLINE_MS,
      LOOK_EVERY_MS,
      signal,
      () => stored(device, 'online') !== false,
    );
    if (!(await this.isConnected(device, signal)))
      await this.calls.call('Pymakr: connect', CONNECT_MS, signal, () => method(device, 'connect')?.());
    if (!(await this.isConnected(device, signal))) return false;
    for (const project of projects)
      await this.calls.call('Pymakr: start dev mode', ASK_MS, signal, () =>
        this.host.call('pymakr.startDevMode', { project, device }),
      );
    return true;
  }
}

const GRABS_AGAIN = phrase(
  'Pymakr is set to always connect. It takes the port whenever the board comes back, so the extension asks it each time to release the port.',
);

/** Whether two names lead to one port. */
async function samePort(
  one: string,
  other: string,
  platform: NodeJS.Platform = process.platform,
): Promise<boolean> {
  return one === other || (await canonicalPort(one, platform)) === (await canonicalPort(other, platform));
}

import { neverAborted } from '../../base/cancellation';
import type { ExtensionHost } from './extensionHost';
import type { ForeignCalls } from './foreignCalls';
import type { Occasion, PortHolder, PortLease } from './otherExtension';
import { isPymakrOne, pymakrIds } from './pymakrIds';

/** Such commands answer when they like, some before the port is closed. */
const COMMAND_MS = 5_000;
const CLOSE_MS = 3_000;
const LOOK_EVERY_MS = 200;

/** Whether this process has a port open, as extensions beside this one would; undefined where that cannot be told. */
export type HeldHere = (port: string, signal: AbortSignal) => Promise<boolean | undefined>;

export interface CommandHolderDeps {
  readonly host: ExtensionHost;
  readonly calls: ForeignCalls;
  readonly heldHere: HeldHere;
}

/** An extension that offers two commands, for whichever one board it has, and does not tell which that is. */
export interface CommandPair {
  readonly name: string;
  isRunning(host: ExtensionHost): boolean;
  readonly disconnect: string;
  readonly connect: string;
}

/** Lets go only when the port is open in this very process, or, where that cannot be told, is found busy. */
class CommandHolder implements PortHolder {
  readonly name: string;

  constructor(
    private readonly pair: CommandPair,
    private readonly parts: CommandHolderDeps,
  ) {
    this.name = pair.name;
  }

  async holds(port: string): Promise<boolean> {
    const { host } = this.parts;
    return this.pair.isRunning(host) && (await this.isOpen(port, neverAborted())) === true;
  }

  async release(port: string, occasion: Occasion, signal: AbortSignal): Promise<PortLease | undefined> {
    const { pair } = this;
    const { host, calls } = this.parts;
    if (!pair.isRunning(host)) return undefined;
    const open = await this.isOpen(port, signal);
    if (!(open ?? occasion === 'busy') || signal.aborted) return undefined;
    // From here on it goes through, cancelled or not: what was begun is given back.
    const kept = neverAborted();
    if (!(await this.offers(pair.disconnect, kept))) return undefined;
    await calls.call(pair.disconnect, COMMAND_MS, kept, () => host.call(pair.disconnect));
    if (open === true)
      await calls.until(
        `${this.name}: closes the port`,
        CLOSE_MS,
        LOOK_EVERY_MS,
        kept,
        async () => (await this.isOpen(port, kept)) !== true,
      );
    // MicroPico asks the board what it is, and Pymakr 1 has a setting for a Ctrl-C.
    return { interrupts: true, giveBack: (now) => this.giveBack(now) };
  }

  private async giveBack(port: string): Promise<boolean> {
    const { pair } = this;
    const { host, calls } = this.parts;
    const { signal } = new AbortController();
    if (await this.holds(port)) return true;
    if (!(await this.offers(pair.connect, signal))) return false;
    // Its end says nothing of the connection, and may wait for the user: it is not waited for longer than this.
    const { ok } = await calls.call(pair.connect, COMMAND_MS, signal, () => host.call(pair.connect));
    return ok;
  }

  private async offers(command: string, signal: AbortSignal): Promise<boolean> {
    const { host, calls } = this.parts;
    const outcome = await calls.call(`${this.name}: its commands`, COMMAND_MS, signal, () => host.commands());
    return outcome.ok && outcome.value.includes(command);
  }

  private async isOpen(port: string, signal: AbortSignal): Promise<boolean | undefined> {
    const { calls, heldHere } = this.parts;
    const outcome = await calls.call('which ports are open here', COMMAND_MS, signal, (ended) =>
      heldHere(port, ended),
    );
    return outcome.ok ? outcome.value : undefined;
  }
}

/** MicroPico, which can be set to use any port. Source: its `activator.mts`. */
export function microPico(parts: CommandHolderDeps): PortHolder {
  return new CommandHolder(
    {
      name: 'MicroPico',
      isRunning: (host) => host.extension('paulober.pico-w-go')?.isActive === true,
      disconnect: 'micropico.disconnect',
      connect: 'micropico.connect',
    },
    parts,
  );
}

/** Pymakr 1: two commands without an argument, which act on its one board and have no result. */
export function pymakrOne(parts: CommandHolderDeps): PortHolder {
  return new CommandHolder(
    {
      name: 'Pymakr',
      isRunning: (host) =>
        pymakrIds.some((id) => {
          const found = host.extension(id);
          return found?.isActive === true && isPymakrOne(found.version);
        }),
      disconnect: 'pymakr.disconnect',
      connect: 'pymakr.connect',
    },
    parts,
  );
}

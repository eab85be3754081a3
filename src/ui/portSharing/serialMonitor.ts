import { neverAborted } from '../../base/cancellation';
import { realpath } from 'node:fs/promises';
import type { ExtensionHost } from './extensionHost';
import { type ForeignCalls, method } from './foreignCalls';
import type { PortHolder, PortLease } from './otherExtension';

const ID = 'ms-vscode.vscode-serial-monitor';
const ASK_MS = 3_000;
/** It opens the port, and a view where none is free. */
const START_MS = 10_000;

export interface SerialMonitorDeps {
  readonly host: ExtensionHost;
  readonly calls: ForeignCalls;
  /** What its API package gives. */
  readonly api: () => Promise<unknown>;
  /** The settings to monitor a port with: its own cannot be read. */
  readonly settingsFor: (port: string) => unknown;
}

/** Microsoft's Serial Monitor. It tells whether it had a port only by letting go of it. */
export class SerialMonitor implements PortHolder {
  readonly name = 'Serial Monitor';

  constructor(private readonly parts: SerialMonitorDeps) {}

  holds(): Promise<boolean> {
    return Promise.resolve(false);
  }

  async release(port: string, _occasion: unknown, signal: AbortSignal): Promise<PortLease | undefined> {
    if (signal.aborted || this.parts.host.extension(ID)?.isActive !== true) return undefined;
    // It goes through, cancelled or not: what was stopped must be known, so that it can be given back.
    const kept = neverAborted();
    const outcome = await this.parts.calls.call('Serial Monitor: stop', ASK_MS, kept, async () => {
      const stop = method(await this.parts.api(), 'stopMonitoringPort');
      // It knows a port by the name in its list; the user may have given a link to it.
      for (const name of new Set([port, await realpath(port).catch(() => port)]))
        if ((await stop?.(name)) === true) return name;
      return undefined;
    });
    const name = outcome.ok ? outcome.value : undefined;
    if (name === undefined) return undefined;
    return { giveBack: (now) => this.giveBack(now === port ? name : now) };
  }

  private async giveBack(port: string): Promise<boolean> {
    const { calls, api, settingsFor } = this.parts;
    const { signal } = new AbortController();
    const outcome = await calls.call('Serial Monitor: start', START_MS, signal, async () => {
      const start = method(await api(), 'startMonitoringPort');
      await start?.(settingsFor(port));
      return start !== undefined;
    });
    return outcome.ok && outcome.value;
  }
}

import type { Logger } from '../../../../src/base/logger';
import type { ExtensionHost, InstalledExtension } from '../../../../src/ui/portSharing/extensionHost';
import { ForeignCalls } from '../../../../src/ui/portSharing/foreignCalls';
import { VirtualClock } from '../../../simulator/virtualClock';

/** An extension host with the extensions and commands that a test puts into it. */
export class FakeHost implements ExtensionHost {
  readonly extensions = new Map<string, InstalledExtension>();
  readonly offered = new Map<string, (...args: readonly unknown[]) => unknown>();
  readonly called: string[] = [];

  extension(id: string): InstalledExtension | undefined {
    return this.extensions.get(id);
  }

  commands(): Promise<readonly string[]> {
    return Promise.resolve([...this.offered.keys()]);
  }

  call(command: string, ...args: readonly unknown[]): Promise<unknown> {
    this.called.push(command);
    return Promise.resolve().then(() => {
      const offered = this.offered.get(command);
      if (!offered) throw new Error(`command '${command}' not found`);
      return offered(...args);
    });
  }
}

export interface CallRig {
  readonly host: FakeHost;
  readonly clock: VirtualClock;
  readonly calls: ForeignCalls;
  readonly logger: Logger;
  /** The logged warnings. */
  readonly warnings: string[];
}

export function callRig(): CallRig {
  const warnings: string[] = [];
  const logger = { debug: ignore, info: ignore, warn: (message: string) => warnings.push(message) };
  const clock = new VirtualClock();
  return { host: new FakeHost(), clock, calls: new ForeignCalls(clock, logger), logger, warnings };
}

/** A promise that never settles. */
export function never(): Promise<never> {
  return new Promise(() => undefined);
}

function ignore(): void {
  // Nothing depends on it.
}

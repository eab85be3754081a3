import type { BoardOptions } from './boardOptions';
import type { CallAnswer } from './messages';

export interface ServiceEnvironment {
  /** Prints on the terminal of the program that called. */
  print(text: string): void;
  enterMirrorMode(): void;
}

type Service = (args: readonly unknown[], signal: AbortSignal) => Promise<unknown>;

/** What Python programs have done outside the interpreter, one call at a time: everything about the modem. */
export class HostServices {
  private readonly services: Readonly<Record<string, Service>>;
  private running: AbortController | undefined;

  constructor(options: BoardOptions, environment: ServiceEnvironment) {
    this.services = {
      'lte.init': () => Promise.resolve(options.modem !== undefined),
      'lte.mirror': () => {
        environment.enterMirrorMode();
        // The task that copies never gives the interpreter a turn again.
        return new Promise(() => undefined);
      },
    };
  }

  /** Never rejects: an error becomes Python's. */
  async call(name: string, args: readonly unknown[]): Promise<CallAnswer> {
    const service = this.services[name];
    if (!service) return { error: `no service ${name}` };
    this.running = new AbortController();
    try {
      return { value: await service(args, this.running.signal) };
    } catch (error) {
      return { error: error instanceof Error ? error.message : String(error) };
    } finally {
      this.running = undefined;
    }
  }

  /** Ctrl-C, or the end of the firmware that called: the call ends at once. */
  interrupt(): void {
    this.running?.abort(new Error('interrupted'));
  }
}

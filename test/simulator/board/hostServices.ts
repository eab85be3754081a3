import type { BoardOptions } from './boardOptions';
import type { CallAnswer } from './messages';
import { SqnsUpgradeTool, type ToolSurroundings } from './sqnsupgrade/tool';

export interface ServiceEnvironment extends ToolSurroundings {
  enterMirrorMode(): void;
  /** Whether a watchdog runs from each boot on; `undefined` leaves it as it is. */
  watchdogOnBoot(enable?: boolean): boolean;
}

type Service = (args: readonly unknown[], signal: AbortSignal) => Promise<unknown>;

/** The calls of Python programs to code outside the interpreter, one at a time: everything about the modem. */
export class HostServices {
  private readonly services: Readonly<Record<string, Service>>;
  private running: AbortController | undefined;

  /** @param folder host folder that holds `flash/` and `sd/` */
  constructor(options: BoardOptions, folder: string, environment: ServiceEnvironment) {
    const tool = new SqnsUpgradeTool(options, folder, environment);
    this.services = {
      'lte.present': () => Promise.resolve(options.modem !== undefined),
      'lte.at': ([command, delayMs], signal) => tool.at(String(command), Number(delayMs), signal),
      'lte.imei': (_, signal) => tool.imei(signal),
      'lte.mirror': () => {
        environment.enterMirrorMode();
        // The copying task never returns to the interpreter.
        return new Promise(() => undefined);
      },
      'watchdog.onBoot': ([enable]) =>
        Promise.resolve(environment.watchdogOnBoot(enable === null ? undefined : enable === true)),
      'watchdog.onBootMs': () => Promise.resolve(options.watchdogOnBootMs ?? 5000),
      'network.start': async ([user, password, timeoutSeconds]) =>
        options.network?.start([String(user), String(password)], Number(timeoutSeconds)),
      'network.stop': async () => options.network?.stop(),
      'network.running': () => Promise.resolve(options.network?.running ?? false),
      'uart.open': ([baudRate], signal) => tool.openUart(Number(baudRate), signal),
      'uart.any': (_, signal) => tool.uartAny(signal),
      'uart.read': (_, signal) => tool.uartRead(signal),
      'uart.write': ([digits], signal) => tool.uartWrite(String(digits), signal),
      'sqnsupgrade.detect': ([tries], signal) => tool.detect(Number(tries), signal),
      'sqnsupgrade.wake': ([tries], signal) => tool.wake(Number(tries), signal),
      'sqnsupgrade.command': async ([text, ms, lineEnd], signal) => {
        const answer = await tool.command(String(text), Number(ms), optional(lineEnd) ?? '\r\n', signal);
        return [answer.result, answer.text];
      },
      'sqnsupgrade.waitFor': ([text, ms], signal) => tool.waitFor(String(text), Number(ms), signal),
      'sqnsupgrade.sleep': ([ms], signal) => tool.sleep(Number(ms), signal),
      'sqnsupgrade.now': () => Promise.resolve(tool.now()),
      'sqnsupgrade.negotiate': ([raises], signal) => tool.negotiate(raises === true, signal),
      'sqnsupgrade.transmit': ([file], signal) => tool.transmit(optional(file), signal),
    };
  }

  /** Never rejects: an error becomes a Python error. */
  async call(name: string, args: readonly unknown[]): Promise<CallAnswer> {
    const service = this.services[name];
    if (!service) return { error: `no service ${name}` };
    const running = new AbortController();
    this.running = running;
    try {
      return { value: await service(args, running.signal) };
    } catch (error) {
      if (running.signal.aborted) return { value: null };
      return { error: error instanceof Error ? error.message : String(error) };
    } finally {
      this.running = undefined;
    }
  }

  /** Ctrl-C or the end of the calling firmware ends the call at once. */
  interrupt(): void {
    this.running?.abort(new Error('interrupted'));
  }
}

function optional(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

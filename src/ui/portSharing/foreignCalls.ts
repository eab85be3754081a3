import { withDeadline } from '../../base/cancellation';
import type { Clock } from '../../base/clock';
import type { Logger } from '../../base/logger';

export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false };

/** Calls into other extensions: whatever they throw, and however long they take, ends here. */
export class ForeignCalls {
  constructor(
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  /**
   * Never rejects, and never takes longer than `ms` milliseconds.
   * @param what for the log
   */
  async call<T>(
    what: string,
    ms: number,
    signal: AbortSignal,
    work: (signal: AbortSignal) => T | PromiseLike<T>,
  ): Promise<Outcome<T>> {
    try {
      const done = await withDeadline(this.clock, ms, signal, async (ended) => ({
        value: await work(ended),
      }));
      if (done) return { ok: true, value: done.value };
      this.logger.warn(`${what}: no end within ${ms / 1000} s`);
    } catch (error) {
      this.logger.warn(`${what}: ${textOf(error)}`);
    }
    return { ok: false };
  }

  /** Tries again every `everyMs` milliseconds until it is so. @returns whether it came to be within `ms` */
  async until(
    what: string,
    ms: number,
    everyMs: number,
    signal: AbortSignal,
    isSo: () => boolean | PromiseLike<boolean>,
  ): Promise<boolean> {
    const outcome = await this.call(what, ms, signal, async (ended) => {
      while (!(await isSo())) await this.clock.sleep(everyMs, ended);
    });
    return outcome.ok;
  }

  note(message: string): void {
    this.logger.info(message);
  }
}

/** Some reject with a text, or with a list of texts. */
function textOf(error: unknown): string {
  return error instanceof Error ? error.message : Array.isArray(error) ? error.join(' ') : String(error);
}

/** A member of an object that somebody else made and may change at any time; undefined where it is not there. */
export function member(target: unknown, name: string): unknown {
  const hasMembers = (typeof target === 'object' && target !== null) || typeof target === 'function';
  return hasMembers ? (target as Readonly<Record<string, unknown>>)[name] : undefined;
}

/** A member that can be called, bound to its object; undefined where there is none. */
export function method(target: unknown, name: string): ((...args: unknown[]) => unknown) | undefined {
  const found = member(target, name);
  if (typeof found !== 'function') return undefined;
  return (...args) => Reflect.apply(found, target, args) as unknown;
}

/** What a store's `get()` gives, for stores with such a method. */
export function stored(target: unknown, name: string): unknown {
  return method(member(target, name), 'get')?.();
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

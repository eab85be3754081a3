import type { Clock } from '../base/clock';
import { type Disposable, toDisposable } from '../base/disposable';

/** Does something every `ms` milliseconds until it is disposed of. */
export function repeatedly(clock: Clock, ms: number, work: () => void): Disposable {
  const ended = new AbortController();
  const again = (): void => {
    clock.sleep(ms, ended.signal).then(
      () => {
        work();
        again();
      },
      () => undefined,
    );
  };
  again();
  return toDisposable(() => ended.abort());
}

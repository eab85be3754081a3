import { type Disposable, toDisposable } from './disposable';

export type Listener<T> = (value: T) => void;

/** Typed events without a dependency on Node's or VS Code's emitters. Listeners are called in order of arrival. */
export class Emitter<T> {
  private readonly listeners = new Set<Listener<T>>();

  readonly event = (listener: Listener<T>): Disposable => {
    this.listeners.add(listener);
    return toDisposable(() => this.listeners.delete(listener));
  };

  fire(value: T): void {
    for (const listener of [...this.listeners]) listener(value);
  }

  get size(): number {
    return this.listeners.size;
  }
}

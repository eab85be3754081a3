import type { Disposable } from './disposable';
import { Emitter, type Listener } from './emitter';

/** Something that happens once at most. Whoever comes to listen afterwards hears of it at once. */
export class Once<T> {
  private readonly emitter = new Emitter<T>();
  private happened: { readonly value: T } | undefined;

  readonly event = (listener: Listener<T>): Disposable => {
    if (this.happened) listener(this.happened.value);
    return this.emitter.event(listener);
  };

  /** What happened; undefined as long as nothing did. */
  get value(): T | undefined {
    return this.happened?.value;
  }

  /** A second time is no news. */
  fire(value: T): void {
    if (this.happened) return;
    this.happened = { value };
    this.emitter.fire(value);
  }

  get size(): number {
    return this.emitter.size;
  }
}

export interface Disposable {
  dispose(): void;
}

export function toDisposable(dispose: () => void): Disposable {
  return { dispose };
}

/** Holds what must be released together; a late arrival in a store already released is released at once. */
export class DisposableStore implements Disposable {
  private held: Disposable[] = [];
  private released = false;

  add<T extends Disposable>(item: T): T {
    if (this.released) item.dispose();
    else this.held.push(item);
    return item;
  }

  dispose(): void {
    this.released = true;
    const held = this.held;
    this.held = [];
    for (const item of held.reverse()) item.dispose();
  }
}

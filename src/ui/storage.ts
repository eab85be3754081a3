/** A place that outlives the window; VS Code's Memento is one. */
export interface Storage {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}

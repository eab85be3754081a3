/** Seconds over which the rate is taken: long enough to be calm, short enough to show a pause. */
const WINDOW_MS = 3000;
/** Over less a rate says nothing: the first blocks may be in a buffer on their way. */
const SHORTEST_MS = 1000;

/** Bytes a second over the last seconds. */
export class Throughput {
  private samples: { readonly at: number; readonly bytes: number }[] = [];

  /** @param at milliseconds of a clock that never goes back; @param bytes altogether so far */
  add(at: number, bytes: number): void {
    if (bytes < (this.samples.at(-1)?.bytes ?? 0)) this.samples = [];
    this.samples.push({ at, bytes });
    const oldest = this.samples.findIndex((sample) => sample.at >= at - WINDOW_MS);
    if (oldest > 1) this.samples.splice(0, oldest - 1);
  }

  get bytesPerSecond(): number {
    const [first, last] = [this.samples[0], this.samples.at(-1)];
    if (!first || !last || last.at - first.at < SHORTEST_MS) return 0;
    return ((last.bytes - first.bytes) * 1000) / (last.at - first.at);
  }
}

export interface Figure {
  readonly median: number;
  readonly least: number;
  readonly most: number;
  /** Number of runs. */
  readonly count: number;
}

export function figureOf(values: readonly number[]): Figure {
  const sorted = [...values].sort((one, other) => one - other);
  const at = (index: number): number => sorted[index] ?? Number.NaN;
  const { length: count } = sorted;
  return { median: at(Math.floor(count / 2)), least: at(0), most: at(count - 1), count };
}

export async function repeat<T>(times: number, work: () => Promise<T>): Promise<T[]> {
  const all: T[] = [];
  for (let run = 0; run < times; run++) all.push(await work());
  return all;
}

const BITS_PER_BYTE = 10;

/** Seconds that bytes need on a wire of eight data bits, one start and one stop bit. */
export function wireSeconds(bytes: number, bitsPerSecond: number): number {
  return (bytes * BITS_PER_BYTE) / bitsPerSecond;
}

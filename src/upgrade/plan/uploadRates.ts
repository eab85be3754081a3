/**
 * At which rate files are sent to a board over its REPL. A bridge that cannot follow costs seconds; so it is tried once for
 * each port, and remembered for as long as this object lives.
 */
export class UploadRates {
  private readonly tooFast = new Set<string>();
  private readonly highest: () => number | undefined;

  /** @param highest bits per second to try; undefined stays at the REPL's own */
  constructor(highest: () => number | undefined) {
    this.highest = highest;
  }

  /**
   * @param measured bits per second that held in a rehearsal on this board
   * @returns bits per second to try; undefined stays at the REPL's own
   */
  rateFor(port: string, measured?: number | null): number | undefined {
    const highest = this.tooFast.has(port) ? undefined : this.highest();
    return highest !== undefined && (measured ?? Infinity) < highest ? undefined : highest;
  }

  /** The board or its bridge could not follow. */
  failed(port: string): void {
    this.tooFast.add(port);
  }
}

/** A file on the board while the tool sends it: whoever takes its card away has taken the rest of it. */
export interface ToolFile {
  /** Bytes. */
  readonly size: number;
  /** @throws an OSError of the board's, when what it lies on is gone */
  read(begin: number, end: number): Uint8Array;
}

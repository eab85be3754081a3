/** A file on the board while the tool sends it. If its card is removed, the rest of the file is gone. */
export interface ToolFile {
  /** Bytes. */
  readonly size: number;
  /** @throws the board’s OSError when the card was removed */
  read(begin: number, end: number): Uint8Array;
}

/** Output of a modem. */
export interface ModemOutput {
  readonly bytes: Uint8Array;
  /** The rate of the output, bits per second. */
  readonly baudRate: number;
}

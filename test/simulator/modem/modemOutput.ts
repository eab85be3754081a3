/** What a modem says, as it leaves it. */
export interface ModemOutput {
  readonly bytes: Uint8Array;
  /** Bits per second at which they leave. */
  readonly baudRate: number;
}

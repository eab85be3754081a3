/** A serial port as the operating system lists it, and what is known of the board behind it. */
export interface PortDescription {
  readonly path: string;
  /** The USB shield's name (`Expansion Board v3`, `Pytrack`), or null for a port nothing is known of. */
  readonly shield: string | null;
  readonly manufacturer: string | null;
  readonly serialNumber: string | null;
  /** Four hexadecimal digits, upper case. */
  readonly vendorId: string | null;
  readonly productId: string | null;
}

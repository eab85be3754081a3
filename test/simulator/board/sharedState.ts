/**
 * Memory that the interpreter’s thread shares with the rest of the board: the receive buffer of UART0 and the registers that
 * an interrupt handler needs. The thread that runs MicroPython never returns to its event loop while a program runs,
 * so this memory is the only way in.
 */
export const Cell = {
  /** Bytes put into the ring so far, modulo 2^32. */
  head: 0,
  /** Bytes taken out of it. */
  tail: 1,
  /** Character that raises KeyboardInterrupt, -1 for none. */
  interruptChar: 2,
  /** Character that restarts into safe boot, -1 for none. */
  resetChar: 3,
  /** 1 when the interrupt character arrived and the interrupt was not raised yet. */
  interruptPending: 4,
  /** 1 while UART0 is the terminal (`os.dupterm`). */
  terminal: 5,
  /** Bytes that the program printed and that are not on the wire yet. */
  inFlight: 6,
  baudRate: 7,
  /** Never changes. A thread can sleep on it. */
  nap: 8,
  /** Number of answers given to calls of the interpreter's thread. */
  answers: 9,
  /** 1 while the SD card is out of its slot. */
  cardOut: 10,
  /** 1 while the SD card is locked. */
  cardLocked: 11,
  /** The watchdog’s timeout in milliseconds; 0 while none runs. */
  watchdogMs: 12,
  /** When the watchdog was last fed: milliseconds of the system’s time, modulo 2^32. */
  watchdogFed: 13,
  /** 1 while a hash is unfinished. The hardware has only one, and a soft reset does not end it. */
  hashBegun: 14,
} as const;

const CELLS = 16;
const CELL_BYTES = 4;

export class SharedState {
  readonly memory: SharedArrayBuffer;
  readonly cells: Int32Array;
  private readonly ring: Uint8Array;

  constructor(memory: SharedArrayBuffer) {
    this.memory = memory;
    this.cells = new Int32Array(memory, 0, CELLS);
    this.ring = new Uint8Array(memory, CELLS * CELL_BYTES);
  }

  static create(ringBytes: number): SharedState {
    return new SharedState(new SharedArrayBuffer(CELLS * CELL_BYTES + ringBytes));
  }

  get(cell: number): number {
    return Atomics.load(this.cells, cell);
  }

  set(cell: number, value: number): void {
    Atomics.store(this.cells, cell, value);
  }

  /** Bytes received and not read. */
  available(): number {
    return (this.get(Cell.head) - this.get(Cell.tail)) | 0;
  }

  /** Puts one received byte; false when the buffer is full and the byte is lost. */
  put(byte: number): boolean {
    if (this.available() >= this.ring.length) return false;
    const head = this.get(Cell.head);
    this.ring[(head >>> 0) % this.ring.length] = byte;
    this.set(Cell.head, (head + 1) | 0);
    return true;
  }

  /** Takes one byte; only when `available()` says there is one. */
  take(): number {
    const tail = this.get(Cell.tail);
    const byte = this.ring[(tail >>> 0) % this.ring.length] ?? 0;
    this.set(Cell.tail, (tail + 1) | 0);
    return byte;
  }

  /** Reinstalling the UART driver discards unread bytes. */
  clear(): void {
    this.set(Cell.tail, this.get(Cell.head));
  }

  /** Wakes the interpreter’s thread, which may be waiting for a byte. */
  wake(): void {
    Atomics.notify(this.cells, Cell.head);
  }

  /** Blocks the interpreter’s thread until a byte arrives, for `ms` at most. */
  waitForByte(ms: number): void {
    const head = this.get(Cell.head);
    if (head === this.get(Cell.tail)) Atomics.wait(this.cells, Cell.head, head, ms);
  }

  sleep(ms: number): void {
    Atomics.wait(this.cells, Cell.nap, 0, ms);
  }
}

import { createHash, type Hash, randomBytes } from 'node:crypto';
import zlib from 'node:zlib';
import type { BoardIdentity } from '../messages';
import { Cell, type SharedState } from '../sharedState';
import { errnoOf } from './errno';
import type { FileSystem } from './fileSystem';
import { BoardOsError, type HostCall } from './hostCall';
import type { Interpreter } from './interpreter';
import { moduleSource } from './modules';
import { CARRIAGE_RETURN, CTRL_C, LINE_FEED, type Terminal } from './terminal';
import type { Uart } from './uart';

type BoardFunction = (...args: never[]) => unknown;

export interface BoardParts {
  readonly state: SharedState;
  readonly identity: BoardIdentity;
  readonly interpreter: Interpreter;
  readonly files: FileSystem;
  readonly terminal: Terminal;
  readonly uart: Uart;
  readonly host: HostCall;
  readonly startWatchdog: () => void;
  /** Flushes the output and never returns. */
  readonly reset: () => void;
  /** The same, for a program that exits. */
  readonly exit: () => void;
}

/**
 * The functions that the Python modules call. Each answer is passed to Python as JSON; `!5` becomes `OSError(5)`, `?text`
 * `OSError('text')`. Large data is not passed: Python gives the address and length of a buffer.
 */
export function installBoardApi(parts: BoardParts): void {
  const { state, interpreter, files, terminal, uart } = parts;
  const view = (address: number, length: number): Uint8Array =>
    interpreter.memory().subarray(address, address + length);
  const hashes = new Map<number, Hash>();
  let hashesBegun = 0;
  let awaitsModem = false;
  const inflated = new Map<number, { data: Buffer; place: number }>();

  const functions: Record<string, BoardFunction> = {
    identity: () => parts.identity,
    cardThere: () => parts.identity.hasSdCard && state.get(Cell.cardOut) === 0,

    open: (name: string, mode: string) => files.openFile(name, mode),
    write: (fd: number, address: number, length: number) => files.write(fd, view(address, length)),
    read: (fd: number, address: number, length: number) => files.read(fd, view(address, length)),
    remaining: (fd: number) => files.remaining(fd),
    seek: (fd: number, offset: number, whence: number) => files.seek(fd, offset, whence),
    flush: (fd: number) => files.flush(fd),
    close: (fd: number) => files.close(fd),
    listdir: (name: string) => files.list(name),
    ilistdir: (name: string) => files.entries(name),
    stat: (name: string) => files.stat(name),
    mkdir: (name: string) => files.makeFolder(name),
    remove: (name: string) => files.remove(name),
    rename: (from: string, to: string) => files.rename(from, to),
    chdir: (name: string) => files.changeFolder(name),
    getcwd: () => files.currentFolder(),
    getfree: (name: string) => files.freeKib(name),
    statvfs: (name: string) => files.statVfs(name),
    mount: (mountPoint: string, vfs: boolean) => files.mount(mountPoint, vfs),
    umount: (mountPoint: string) => files.unmount(mountPoint),
    format: (mountPoint: string) => files.format(mountPoint),
    formatCard: () => files.formatCard(),
    urandom: (address: number, length: number) => view(address, length).set(randomBytes(length)),

    terminalAttached: () => state.get(Cell.terminal) === 1,
    terminal: (attached: number) => {
      terminal.flush();
      state.set(Cell.terminal, attached);
    },
    intr: (interruptChar: number, resetChar: number) => {
      state.set(Cell.interruptChar, interruptChar);
      state.set(Cell.resetChar, resetChar);
    },
    stdin: (address: number, length: number, line: number) =>
      readStandardInput(view(address, length), line === 1),
    uartInit: (baudRate: number, timeoutChars: number) => uart.install(baudRate, timeoutChars),
    uartAny: () => uart.any(),
    uartRead: (address: number, length: number) => uart.read(view(address, length)),
    uartWrite: (address: number, length: number) => uart.write(view(address, length)),

    hash: (algorithm: 'sha1' | 'sha256') => {
      // The firmware’s own message. Source: its moduhashlib.c, with a flag that only a digest clears.
      if (state.get(Cell.hashBegun) === 1)
        throw new BoardOsError('only one active hash operation is permitted at a time');
      state.set(Cell.hashBegun, 1);
      hashes.set(++hashesBegun, createHash(algorithm));
      return hashesBegun;
    },
    hashUpdate: (id: number, address: number, length: number) => {
      hashes.get(id)?.update(view(address, length));
    },
    hashDigest: (id: number) => {
      const digest = hashes.get(id)?.digest('hex');
      if (digest !== undefined) state.set(Cell.hashBegun, 0);
      hashes.delete(id);
      return digest ?? '';
    },

    inflate: (fd: number, windowBits: number) => {
      const packed = Buffer.alloc(files.remaining(fd));
      files.read(fd, packed);
      // Negative window bits mean a raw stream, 16 and more a gzip header, as in zlib.
      const unpack =
        windowBits < 0 ? zlib.inflateRawSync : windowBits >= 16 ? zlib.gunzipSync : zlib.inflateSync;
      inflated.set(fd, { data: unpack(packed), place: 0 });
    },
    inflateRead: (fd: number, address: number, length: number) => {
      const stream = inflated.get(fd);
      if (!stream) return 0;
      const piece = stream.data.subarray(stream.place, stream.place + length);
      view(address, piece.length).set(piece);
      stream.place += piece.length;
      return piece.length;
    },
    inflateRemaining: (fd: number) => {
      const stream = inflated.get(fd);
      return stream ? stream.data.length - stream.place : 0;
    },

    sleep: (ms: number) => {
      // A single delay of the operating system, which Ctrl-C does not interrupt.
      terminal.flush();
      state.sleep(awaitsModem ? ms / parts.identity.modemTimeFactor : ms);
      awaitsModem = false;
    },
    watchdog: (timeoutMs: number) => {
      if (parts.identity.watchdogFixed && state.get(Cell.watchdogMs) > 0)
        throw new BoardOsError('the requested operation is not possible');
      state.set(Cell.watchdogMs, Math.max(1, timeoutMs));
      state.set(Cell.watchdogFed, Date.now() | 0);
      parts.startWatchdog();
    },
    feed: () => state.set(Cell.watchdogFed, Date.now() | 0),
    watchdogMs: () => state.get(Cell.watchdogMs),
    time: () => Math.floor(Date.now() / 1000),
    reset: () => parts.reset(),
    exit: () => parts.exit(),
    host: (name: string, ...args: unknown[]) => {
      terminal.flush();
      awaitsModem = name === 'uart.any';
      try {
        return parts.host.invoke(name, args);
      } finally {
        // Ctrl-C ended the call. Python gets the interrupt as soon as it continues.
        if (terminal.pollInterrupt()) interpreter.interrupt();
      }
    },
  };

  function readStandardInput(into: Uint8Array, untilLineEnd: boolean): number {
    let count = 0;
    while (count < into.length) {
      const char = terminal.readChar();
      if (char === CTRL_C && state.get(Cell.interruptChar) === CTRL_C) interpreter.interrupt();
      const given = char === CARRIAGE_RETURN ? LINE_FEED : char;
      into[count++] = given;
      if (untilLineEnd && given === LINE_FEED) break;
    }
    return count;
  }

  const globals = globalThis as unknown as Record<string, unknown>;
  // Python's spelling of constants, because calls are written with repr().
  Object.assign(globals, { None: null, True: true, False: false });
  globals['board'] = Object.fromEntries(
    Object.entries(functions).map(([name, call]) => [
      name,
      crossing(call as (...args: unknown[]) => unknown),
    ]),
  );
  // The only function that returns plain text, because modules are too long for JSON.
  globals['boardSource'] = moduleSource;
}

function crossing(call: (...args: unknown[]) => unknown): (...args: unknown[]) => string {
  return (...args) => {
    try {
      return JSON.stringify(call(...args) ?? null);
    } catch (error) {
      if (error instanceof BoardOsError) {
        return typeof error.reason === 'number' ? `!${error.reason}` : `?${error.reason}`;
      }
      return `!${errnoOf(error)}`;
    }
  };
}

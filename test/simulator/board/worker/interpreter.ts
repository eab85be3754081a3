import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

/** The used part of the interpreter’s Emscripten module. */
interface Firmware {
  readonly HEAPU8: Uint8Array;
  ccall(name: string, result: 'number' | 'null', types: readonly string[], args: readonly unknown[]): number;
}

interface InterpreterPackage {
  init(heapBytes: number): void;
  init_repl(): void;
  process_char(char: number): number;
}

interface InterpreterGlobals {
  mpjsPrintStdout: (bytes: Uint8Array | string) => void;
  _mp_js_do_str: (source: string) => number;
}

/** MicroPython 1.10 compiled to WebAssembly, and the hooks into it. */
export interface Interpreter {
  init(heapBytes: number): void;
  initRepl(): void;
  /** Hands one character to the REPL; true when it asks for a soft reset. */
  processChar(char: number): boolean;
  /** Runs a program like a file. A traceback goes to the output. */
  run(source: string): void;
  /** Raises KeyboardInterrupt at the program's next step. */
  interrupt(): void;
  /** The interpreter’s memory, with Python objects at the addresses that `uctypes.addressof` returns. */
  memory(): Uint8Array;
}

export interface InterpreterHooks {
  onOutput(bytes: Uint8Array): void;
  /** Called often while a program runs; true raises KeyboardInterrupt. */
  onVmHook(): boolean;
}

const CONSOLE_METHODS = ['log', 'warn', 'error', 'info'] as const;
const KEYBOARD_INTERRUPT = 3;

export async function loadInterpreter(packagePath: string, hooks: InterpreterHooks): Promise<Interpreter> {
  hookStandardInput(hooks);
  const require = createRequire(path.join(packagePath, 'package.json'));
  // The package prints the `fs` module and a failed fetch while it loads.
  const spoken = { ...console };
  for (const method of CONSOLE_METHODS) console[method] = () => undefined;
  const loaded = (await require('./index.js')) as InterpreterPackage;
  Object.assign(console, spoken);
  // It also installs handlers that would hide an error of ours.
  process.removeAllListeners('uncaughtException');
  process.removeAllListeners('unhandledRejection');

  const firmware = require('./lib/micropython.js') as Firmware;
  const globals = globalThis as unknown as InterpreterGlobals;
  globals.mpjsPrintStdout = (bytes) => {
    hooks.onOutput(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes);
  };
  return {
    init: (heapBytes) => loaded.init(heapBytes),
    initRepl: () => loaded.init_repl(),
    processChar: (char) => loaded.process_char(char) !== 0,
    run: (source) => void globals._mp_js_do_str(source),
    interrupt: () => void firmware.ccall('mp_keyboard_interrupt', 'null', ['null'], ['null']),
    memory: () => firmware.HEAPU8,
  };
}

/**
 * The interpreter checks for Ctrl-C every few steps by reading from standard input, whose descriptor is undefined in a
 * worker thread. This distinguishes its reads.
 */
function hookStandardInput(hooks: InterpreterHooks): void {
  const original = fs.readSync.bind(fs) as (...args: unknown[]) => number;
  const hooked = (fd: number | undefined, buffer: Uint8Array, ...rest: unknown[]): number => {
    if (fd !== undefined) return original(fd, buffer, ...rest);
    if (!hooks.onVmHook()) return 0;
    buffer[0] = KEYBOARD_INTERRUPT;
    return 1;
  };
  fs.readSync = hooked as typeof fs.readSync;
}

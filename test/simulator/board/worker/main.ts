import { parentPort, workerData } from 'node:worker_threads';
import fs from 'node:fs';
import path from 'node:path';
import type { WorkerMessage, WorkerSetup } from '../messages';
import { Cell, SharedState } from '../sharedState';
import { installBoardApi } from './boardApi';
import { FileSystem } from './fileSystem';
import { HostCall } from './hostCall';
import { loadInterpreter } from './interpreter';
import { changedPages, restorePages } from './memoryPages';
import { loaderSource } from './modules';
import { Repl } from './repl';
import { CTRL_F, Terminal } from './terminal';
import { Uart } from './uart';
import { Volume } from './volume';

/** The heap size of our own modules. A real board’s modules are in flash. */
const MODULES_HEAP_BYTES = 30 * 1024;

async function main(): Promise<void> {
  if (!parentPort) throw new Error('not a worker thread');
  const port = parentPort;
  const setup = workerData as WorkerSetup;
  const state = new SharedState(setup.memory);
  const terminal = new Terminal(state, port);
  const post = (message: WorkerMessage): void => port.postMessage(message);

  const interpreter = await loadInterpreter(setup.interpreterPath, {
    onOutput: (bytes) => terminal.print(bytes),
    onVmHook: () => terminal.pollInterrupt(),
  });
  const stop = (message: WorkerMessage): never => {
    terminal.flush();
    post(message);
    for (;;) state.sleep(1000); // the board ends this thread
  };
  const volumes = setup.volumes.map((volume) => new Volume(volume, state));
  installBoardApi({
    state,
    identity: setup.board,
    interpreter,
    files: new FileSystem(volumes, state, setup.writeMsPerKib),
    terminal,
    uart: new Uart(state, terminal),
    host: new HostCall(state, port, setup.answers),
    startWatchdog: () => post({ type: 'watchdog' }),
    reset: () => stop({ type: 'reset', kind: 'hard', rawRepl: false }),
    exit: () => restart(repl.endedByExit()),
  });

  if (setup.loaded) restorePages(setup.loaded, interpreter.memory());
  else {
    const before = interpreter.memory().slice();
    interpreter.init(setup.heapBytes + MODULES_HEAP_BYTES);
    const complaint = terminal.captured(() => interpreter.run(loaderSource));
    if (complaint) throw new Error(`a board module does not load: ${complaint}`);
    post({ type: 'loaded', memory: changedPages(before, interpreter.memory()) });
  }

  const restart = (rawRepl: boolean): never => {
    terminal.printText('PYB: soft reboot\r\n');
    return stop({ type: 'reset', kind: 'soft', rawRepl });
  };
  const repl = new Repl(interpreter, terminal, state, setup);
  const flash = volumes.find((volume) => volume.setup.mountPoint === '/flash');
  const program = (name: string): string | undefined => {
    const file = flash && path.join(flash.setup.folder, name);
    return file && fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : undefined;
  };
  state.set(Cell.resetChar, CTRL_F);
  state.set(Cell.terminal, 1);
  post({ type: 'ready' });
  if (setup.boot !== 'safe') {
    repl.runProgram(program('boot.py'));
    if (!setup.rawRepl) repl.runProgram(program('main.py'));
  }
  repl.start();
  restart(repl.untilSoftReset());
}

main().catch((error: unknown) => {
  // The parent gets this as the worker’s `error` event.
  setImmediate(() => {
    throw error;
  });
});

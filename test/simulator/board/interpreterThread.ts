import { createRequire } from 'node:module';
import path from 'node:path';
import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import type { CallAnswer, WorkerMessage, WorkerSetup } from './messages';
import { keepLoadedMemory, loadedMemory } from './loadedMemory';
import { Cell, type SharedState } from './sharedState';
import { workerBundle } from './workerBundle';

const interpreterPath = path.dirname(createRequire(import.meta.url).resolve('micropython/package.json'));

export type ThreadSetup = Omit<WorkerSetup, 'answers' | 'interpreterPath' | 'memory' | 'loaded'>;

/** One run of the firmware, from a boot to the next reset. */
export class InterpreterThread {
  private readonly worker: Worker;
  private readonly answers: MessagePort;
  private readonly state: SharedState;

  constructor(
    state: SharedState,
    setup: ThreadSetup,
    onMessage: (message: Exclude<WorkerMessage, { type: 'loaded' }>) => void,
    onError: (error: Error) => void,
  ) {
    const { port1, port2 } = new MessageChannel();
    this.answers = port1;
    this.state = state;
    const workerData: WorkerSetup = {
      ...setup,
      memory: state.memory,
      answers: port2,
      interpreterPath,
      loaded: loadedMemory(setup),
    };
    this.worker = new Worker(workerBundle(), {
      eval: true,
      workerData,
      transferList: [port2],
      // The interpreter must not get our process arguments and needs no loader.
      argv: [],
      execArgv: [],
    });
    this.worker.on('message', (message: WorkerMessage) => {
      if (message.type === 'loaded') keepLoadedMemory(setup, message.memory);
      else onMessage(message);
    });
    this.worker.on('error', onError);
  }

  /** Lets the calling program continue. */
  answer(answer: CallAnswer): void {
    this.answers.postMessage(answer);
    Atomics.add(this.state.cells, Cell.answers, 1);
    Atomics.notify(this.state.cells, Cell.answers);
  }

  /** Stops the thread at any point, even in a busy loop. */
  async terminate(): Promise<void> {
    this.worker.removeAllListeners('message');
    await this.worker.terminate();
    this.answers.close();
  }
}

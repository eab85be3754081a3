import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads';
import type { CallAnswer, WorkerMessage } from '../messages';
import { Cell, type SharedState } from '../sharedState';

/** An error that Python sees as `OSError`, with a number or a text. */
export class BoardOsError extends Error {
  readonly reason: number | string;

  constructor(reason: number | string) {
    super(String(reason));
    this.reason = reason;
  }
}

/** Requests an action of the board’s main thread and blocks the program until it is done. */
export class HostCall {
  private readonly state: SharedState;
  private readonly port: MessagePort;
  private readonly answers: MessagePort;

  constructor(state: SharedState, port: MessagePort, answers: MessagePort) {
    this.state = state;
    this.port = port;
    this.answers = answers;
  }

  invoke(name: string, args: readonly unknown[]): unknown {
    const message: WorkerMessage = { type: 'call', name, args };
    this.port.postMessage(message);
    const { message: answer } = this.awaitAnswer();
    if ('error' in answer) throw new BoardOsError(answer.error);
    return answer.value;
  }

  /** The cell counts the answers to all threads: a late one to the firmware before a restart wakes this one too early. */
  private awaitAnswer(): { message: CallAnswer } {
    for (;;) {
      const before = this.state.get(Cell.answers);
      const received = receiveMessageOnPort(this.answers) as { message: CallAnswer } | undefined;
      if (received) return received;
      Atomics.wait(this.state.cells, Cell.answers, before);
    }
  }
}

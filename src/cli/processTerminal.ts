import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { throwIfCancelled, withDeadline } from '../base/cancellation';
import type { Clock } from '../base/clock';
import type { Terminal } from './terminal';

/** A script that means to give a password has it ready. */
const PIPED_PASSWORD_MS = 10_000;

/** @param cancel ends a question that waits for its answer, and is aborted by Ctrl-C there */
export function processTerminal(clock: Clock, cancel: AbortController): Terminal {
  const { signal } = cancel;
  // Whoever read along has gone (`| head`): no reason to break off an upgrade.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  return {
    interactive: process.stdin.isTTY && process.stdout.isTTY,
    out: ({ text }) => process.stdout.write(text),
    err: ({ text }) => process.stderr.write(text),
    ask: async (question) => (process.stdin.isTTY ? typedLine(question.text, true, cancel) : undefined),
    password: (question) =>
      process.stdin.isTTY ? typedLine(question.text, false, cancel) : firstLine(clock, signal),
  };
}

/**
 * @returns undefined when it was ended by Ctrl-D
 * @throws CANCELLED
 */
async function typedLine(
  question: string,
  seen: boolean,
  cancel: AbortController,
): Promise<string | undefined> {
  const { signal } = cancel;
  const output = seen ? process.stderr : new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output, terminal: true });
  // While a line is edited, Ctrl-C is a key like any other to the terminal. A signal to this process would end it on
  // Windows, which knows none.
  lines.on('SIGINT', () => cancel.abort());
  // Not before the terminal was told not to echo what is typed.
  if (!seen) process.stderr.write(question);
  const ended = once(lines, 'close').then(() => undefined);
  try {
    return await Promise.race([lines.question(seen ? question : '', { signal }), ended]);
  } catch (error) {
    throwIfCancelled(signal);
    throw error;
  } finally {
    lines.close();
    if (!seen) process.stderr.write('\n');
  }
}

/** @throws CANCELLED */
function firstLine(clock: Clock, signal: AbortSignal): Promise<string | undefined> {
  return withDeadline(clock, PIPED_PASSWORD_MS, signal, async (ended) => {
    const lines = createInterface({ input: process.stdin, signal: ended });
    for await (const line of lines) return line;
    // A reader that its signal closes only ends, as at the end of the input.
    throwIfCancelled(ended);
    return undefined;
  });
}

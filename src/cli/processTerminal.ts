import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { throwIfCancelled, withDeadline } from '../base/cancellation';
import { createLogUpdate } from 'log-update';
import type { Clock } from '../base/clock';
import type { Shown } from './shown';
import type { Terminal } from './terminal';

/** A script that means to give a password has it ready. */
const PIPED_PASSWORD_MS = 10_000;

/** @param cancel ends a question that waits for its answer, and is aborted by Ctrl-C there */
export function processTerminal(clock: Clock, cancel: AbortController): Terminal {
  const { signal } = cancel;
  // Whoever read along has gone (`| head`): no reason to break off an upgrade.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  const drawing = drawingOn(process.stdout);
  return {
    interactive: process.stdin.isTTY && process.stdout.isTTY,
    out: ({ text }) => drawing.above(() => process.stdout.write(text)),
    err: ({ text }) => drawing.above(() => process.stderr.write(text)),
    drawable:
      process.stdin.isTTY && process.stdout.isTTY && process.stdout.columns > 0 && process.stdout.rows > 0,
    draw: (picture) => drawing.show(picture),
    ask: async (question) => (process.stdin.isTTY ? typedLine(question.text, true, cancel) : undefined),
    password: (question) =>
      process.stdin.isTTY ? typedLine(question.text, false, cancel) : firstLine(clock, signal),
  };
}

interface Drawing {
  show(picture: ((columns: number) => Shown) | null): void;
  /** Writes text that stays above the drawing. */
  above(write: () => void): void;
}

/** The cursor is never hidden: a process that is killed would leave it so. */
function drawingOn(stream: NodeJS.WriteStream): Drawing {
  const log = createLogUpdate(stream, { showCursor: true });
  let shown: string | undefined;
  return {
    show: (picture) => {
      shown = picture?.(stream.columns).text;
      if (shown === undefined) log.clear();
      else log(shown);
    },
    above: (write) => {
      if (shown !== undefined) log.clear();
      write();
      if (shown !== undefined) log(shown);
    },
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
  // Only after the terminal was set not to echo what is typed.
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

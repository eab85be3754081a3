import { createInterface } from 'node:readline/promises';
import type { Terminal } from './terminal';

/** A script that means to give a password has it ready. */
const PIPED_PASSWORD_MS = 10_000;

export function processTerminal(): Terminal {
  // Whoever read along has gone (`| head`): no reason to break off an upgrade.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  const ask = async (question: string): Promise<string | undefined> => {
    if (!process.stdin.isTTY) return undefined;
    const lines = createInterface({ input: process.stdin, output: process.stderr });
    try {
      return await lines.question(question);
    } finally {
      lines.close();
    }
  };
  return {
    interactive: process.stdin.isTTY && process.stdout.isTTY,
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    ask,
    password: async (question) => (process.stdin.isTTY ? ask(question) : firstLine()),
  };
}

async function firstLine(): Promise<string | undefined> {
  const lines = createInterface({ input: process.stdin, signal: AbortSignal.timeout(PIPED_PASSWORD_MS) });
  for await (const line of lines) return line;
  return undefined;
}

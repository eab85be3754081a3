import { retry } from '../../base/retry';
import type { Clock } from '../../base/clock';
import type { ByteStream } from '../../transport/byteStream';
import { boardErrors } from '../errors';
import { StartText } from './startText';
import { FRIENDLY_PROMPT, KEY, RAW_BANNER } from './replKeys';
import { awaitText } from './streamSearch';

/** A program may be in the middle of a `sleep`, which an interrupt does not end. */
const TRIES = 10;
const BETWEEN_TRIES_MS = 500;
/** A board restarts, mounts its file system and shows its prompt in some 3 s; with Pybytes' start-up longer. */
const SAFE_BOOT_MS = 20_000;
/** From the key to the boot loader's first words. Longer silence means that there is no board. */
const SAFE_BOOT_BEGINS_MS = 4000;
const TRIES_AFTER_SAFE_BOOT = 4;
/** Our own receiver on the board, at a higher rate, goes back to the REPL's after 3 s in which it heard nothing. */
const RECEIVER_GIVES_UP_MS = 4000;
const TRIES_AFTER_SILENCE = 4;

/** An interrupt that came late hits the next command; a loop of no use takes it. */
const SYNCHRONISING_TRIES = 4;
const SYNCHRONISING_MS = 3000;
const KEPT_CHARACTERS = 4096;

export interface Patience {
  /** Whether a program that cannot be interrupted may be ended by a restart without boot.py and main.py. */
  readonly safeBoot: boolean;
  /** Interruptions, half a second apart; enough for a program in the middle of a `sleep`, unless given. */
  readonly tries?: number;
}

/**
 * Ends whatever the board runs and leaves it at the prompt of the raw REPL, in step with us.
 * @throws REPL_SILENT, REPL_GARBLED, REPL_BUSY, PORT_UNPLUGGED, CANCELLED
 */
export async function breakIn(
  stream: ByteStream,
  clock: Clock,
  patience: Patience,
  signal: AbortSignal,
): Promise<void> {
  const heard = new Heard();
  if (await tryRawRepl(stream, patience.tries ?? TRIES, heard, signal)) return;
  if (isGarbled(heard.text)) {
    await clock.sleep(RECEIVER_GIVES_UP_MS, signal);
    stream.discard();
    heard.text = '';
    if (await tryRawRepl(stream, TRIES_AFTER_SILENCE, heard, signal)) return;
  }
  // Whoever speaks at another rate does not understand the keys of a safe boot either.
  if (patience.safeBoot && !isGarbled(heard.text)) {
    await safeBoot(stream, heard, signal);
    if (heard.text !== '' && (await tryRawRepl(stream, TRIES_AFTER_SAFE_BOOT, heard, signal))) return;
  }
  throw diagnosis(stream.transport.path, heard);
}

/**
 * Restarts a board that is at its prompt so that nothing of the user's runs: neither boot.py nor main.py, nor Pybytes.
 * @returns whether it was heard to start
 */
export async function restartSafely(stream: ByteStream, signal: AbortSignal): Promise<boolean> {
  const heard = new Heard();
  await safeBoot(stream, heard, signal);
  return heard.start.starts > 0;
}

async function safeBoot(stream: ByteStream, heard: Heard, signal: AbortSignal): Promise<void> {
  await stream.write(Uint8Array.of(KEY.safeBoot), signal);
  const wait = (ms: number): ReturnType<typeof awaitText> =>
    awaitText(stream, FRIENDLY_PROMPT, ms, signal, heard.take);
  const begun = await wait(SAFE_BOOT_BEGINS_MS);
  if (!begun.found && begun.before !== '') await wait(SAFE_BOOT_MS);
}

/** What came instead of what was waited for. */
class Heard {
  text = '';
  readonly start = new StartText();
  readonly take = (text: string): void => {
    this.text = (this.text + text).slice(-KEPT_CHARACTERS);
    this.start.push(text);
  };
}

/** Interrupts and asks for the raw REPL, again and again; `heard` collects what came instead. */
async function tryRawRepl(
  stream: ByteStream,
  tries: number,
  heard: Heard,
  signal: AbortSignal,
): Promise<boolean> {
  const entered = await retry(tries, async () => {
    await stream.write(Uint8Array.of(KEY.interrupt, KEY.raw), signal);
    const answer = await awaitText(stream, RAW_BANNER, BETWEEN_TRIES_MS, signal, heard.take);
    return (answer.found && (await synchronise(stream, signal))) || undefined;
  });
  return entered === true;
}

/**
 * Earlier keys may still have answers on their way, so a text that only this call can have asked for is awaited.
 */
async function synchronise(stream: ByteStream, signal: AbortSignal): Promise<boolean> {
  const inStep = await retry(SYNCHRONISING_TRIES, async () => {
    const token = `in-step-${Math.floor(Math.random() * 1e9)}`;
    const command = `for i in range(300):pass\nprint('${token}')`;
    await stream.write(Buffer.concat([Buffer.from(command), Uint8Array.of(KEY.run)]), signal);
    const answer = await awaitText(stream, '\x04>', SYNCHRONISING_MS, signal);
    if (!answer.found) return false;
    return answer.before.includes(token) || undefined;
  });
  return inStep === true;
}

function diagnosis(path: string, { text, start }: Heard): Error {
  if (start.trouble) return boardErrors.doesNotStart(start.trouble);
  if (text === '') return boardErrors.silent(path);
  return isGarbled(text) ? boardErrors.garbled(path) : boardErrors.busy(path);
}

/** Whether less than nine tenths of it is text. */
function isGarbled(heard: string): boolean {
  const text = heard.replaceAll(/[^\t\r\n\x20-\x7e]/g, '');
  return text.length < 0.9 * heard.length;
}

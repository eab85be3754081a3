import { phrase } from '../base/phrase';
import type { BoardFile, BoardReading, SdCardReading } from './boardReading';
import { answeredId, answeredNumber, answeredValues } from './repl/boardProgram';
import inspectProgram from './programs/inspect.py';
import { receiveBufferBytes } from './boardRelease';
import type { ReplClient } from './repl/replClient';
import { type BoardFolder, PARTIAL_SUFFIX, pathIn } from './transfer/boardFiles';

/** Counting the free clusters of a large card takes the longest. */
const INSPECT_DEADLINE_MS = 30_000;

/**
 * What the board is and can do, without touching the modem. The client knows the board's receive buffer afterwards.
 * @throws those of `ReplClient.ask`
 */
export async function inspectBoard(client: ReplClient, signal: AbortSignal): Promise<BoardReading> {
  const parameters = { endings: TOLD_ENDINGS, most: MOST_TOLD_FILES };
  const options = { what: phrase('read the board'), deadlineMs: INSPECT_DEADLINE_MS, parameters };
  const output = await client.ask(inspectProgram, options, signal);
  const values = answeredValues(output);
  const sysname = values.get('sysname') ?? '';
  const release = values.get('release') ?? '';
  if (client.stream.transport.baudRate !== undefined) {
    client.receiveBufferBytes = receiveBufferBytes(sysname, release);
  }
  return {
    sysname,
    release,
    uniqueId: answeredId(values),
    toolVersion: values.get('tool') ?? null,
    mirrorMode: values.get('mirror') === '1',
    flashFreeBytes: answeredNumber(values, 'flash_free'),
    sdCard: cardOf(values),
    files: toldFiles(output),
  };
}

function cardOf(values: ReadonlyMap<string, string>): SdCardReading {
  const freeBytes = answeredNumber(values, 'card_free');
  if (values.get('card') === 'absent') return { state: 'absent' };
  return freeBytes === null ? { state: 'unreadable' } : { state: 'readable', path: '/sd', freeBytes };
}

/** The endings, in lower case, of the file names that the board lists: firmware, and leftovers of copies of it. */
export const TOLD_ENDINGS: readonly string[] = ['.dup', '.elf', PARTIAL_SUFFIX];
/** In each folder. An upgrade has four files at most; a card may be full of them. */
export const MOST_TOLD_FILES = 64;

/** A size of FAT's has ten digits at most, a name 255 bytes. */
const LINE = /^file=(\d{1,10}) (\/flash|\/sd) ((?:[0-9a-f]{2}){1,255})$/;
/** In no name that could be ours. */
const UNFIT = /[/\p{Cc}\p{Cf}]/u;

/** The files that `inspect.py` tells of. What comes from a board is anybody's text: a line that is not as it should be is none. */
export function toldFiles(output: string): BoardFile[] {
  const told = new Map<string, BoardFile>();
  const counts = { '/flash': 0, '/sd': 0 };
  for (const line of output.split(/\r?\n/)) {
    const [, digits, where, hex = ''] = LINE.exec(line) ?? [];
    const name = nameOf(hex);
    if (digits === undefined || name === undefined) continue;
    const folder: BoardFolder = where === '/sd' ? '/sd' : '/flash';
    const path = pathIn(folder, name);
    if (told.has(path) || counts[folder] === MOST_TOLD_FILES) continue;
    counts[folder] += 1;
    told.set(path, { path, size: Number(digits) });
  }
  return [...told.values()];
}

function nameOf(hex: string): string | undefined {
  const bytes = Buffer.from(hex, 'hex');
  const name = bytes.toString('utf8');
  // What is no UTF-8 does not come back the same.
  if (!Buffer.from(name, 'utf8').equals(bytes) || UNFIT.test(name)) return undefined;
  return TOLD_ENDINGS.some((ending) => name.toLowerCase().endsWith(ending)) ? name : undefined;
}

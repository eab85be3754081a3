import type { Clock } from '../base/clock';
import { hidePassword } from './networkAddress';
import type { OpenTransport, Transport } from './transport';

/** Bytes of one chunk that are written out; a block of firmware is not worth more. */
const SHOWN_BYTES = 96;

/** Opens transports whose traffic, both ways, is written down as lines a person can read. */
export function recordingOpener(
  open: OpenTransport,
  clock: Clock,
  write: (line: string) => void,
): OpenTransport {
  return async (path, baudRate, signal) => {
    const begun = clock.now();
    const line = (mark: string, text: string): void => {
      write(`${((clock.now() - begun) / 1000).toFixed(3)} ${mark} ${text}`);
    };
    line('=', `open ${hidePassword(path)} at ${baudRate}`);
    const transport = await open(path, baudRate, signal);
    transport.onData((bytes) => line('<', escapeBytes(bytes)));
    transport.onLost((error) => line('=', `lost: ${error.message}`));
    return recorded(transport, line);
  };
}

function recorded(transport: Transport, line: (mark: string, text: string) => void): Transport {
  return {
    path: transport.path,
    get baudRate() {
      return transport.baudRate;
    },
    onData: transport.onData,
    onLost: transport.onLost,
    write: (bytes, signal) => {
      line('>', escapeBytes(bytes));
      return transport.write(bytes, signal);
    },
    drain: (signal) => transport.drain(signal),
    setBaudRate: (bitsPerSecond, signal) => {
      line('=', `rate ${bitsPerSecond}`);
      return transport.setBaudRate(bitsPerSecond, signal);
    },
    close: () => {
      line('=', 'close');
      return transport.close();
    },
  };
}

/** Printable ASCII as it is, the rest as `\xNN`; long chunks are cut and say by how much. */
export function escapeBytes(bytes: Uint8Array): string {
  const shown = Array.from(bytes.subarray(0, SHOWN_BYTES), escapeByte).join('');
  return bytes.length > SHOWN_BYTES ? `${shown} … ${bytes.length - SHOWN_BYTES} bytes more` : shown;
}

function escapeByte(byte: number): string {
  if (byte === 0x0d) return '\\r';
  if (byte === 0x0a) return '\\n';
  if (byte === 0x5c) return '\\\\';
  return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`;
}

/** One recorded line of a transcript. */
export interface TranscriptLine {
  /** Since the port was opened. */
  readonly seconds: number;
  readonly direction: 'toBoard' | 'fromBoard' | 'note';
  /** What a note says; empty for bytes. */
  readonly note: string;
  readonly bytes: Uint8Array;
  /** How many more bytes there were than were written down. */
  readonly missing: number;
}

const DIRECTIONS = { '>': 'toBoard', '<': 'fromBoard', '=': 'note' } as const;
const LINE = /^(\d+\.\d{3}) ([<>=]) (.*)$/;
const CUT = / … (\d+) bytes more$/;

/** @returns the number of the first line, from 1, that is none of a transcript */
export function parseTranscript(text: string): TranscriptLine[] | number {
  const lines = text.split('\n');
  // A crash may have cut the last one short.
  const whole = lines.slice(0, -1);
  const parsed: TranscriptLine[] = [];
  for (const [index, line] of whole.entries()) {
    const read = parseLine(line.replace(/\r$/, ''));
    if (read === undefined) return index + 1;
    parsed.push(read);
  }
  return parsed.length === 0 ? 1 : parsed;
}

function parseLine(line: string): TranscriptLine | undefined {
  const [, seconds = '', mark = '', text = ''] = LINE.exec(line) ?? [];
  const direction = DIRECTIONS[mark as keyof typeof DIRECTIONS] as TranscriptLine['direction'] | undefined;
  if (direction === undefined) return undefined;
  const common = { seconds: Number(seconds), direction };
  if (direction === 'note') return { ...common, note: text, bytes: new Uint8Array(0), missing: 0 };
  const bytes = unescapeBytes(text.replace(CUT, ''));
  return bytes && { ...common, note: '', bytes, missing: Number(CUT.exec(text)?.[1] ?? 0) };
}

/** @returns undefined for what was never an escaped text */
function unescapeBytes(text: string): Uint8Array | undefined {
  const bytes: number[] = [];
  const pattern = /\\(?:x([0-9a-f]{2})|(r)|(n)|(\\))|([\x20-\x5b\x5d-\x7e])/gy;
  while (pattern.lastIndex < text.length) {
    const found = pattern.exec(text);
    if (!found) return undefined;
    const [, hexadecimal, cr, lf, backslash, printable = ''] = found;
    if (hexadecimal !== undefined) bytes.push(Number.parseInt(hexadecimal, 16));
    else if (cr) bytes.push(0x0d);
    else if (lf) bytes.push(0x0a);
    else if (backslash) bytes.push(0x5c);
    else bytes.push(printable.charCodeAt(0));
  }
  return Uint8Array.from(bytes);
}

import { systemClock } from '../../src/base/clock';
import { silentLogger } from '../../src/base/logger';
import { serialOpener } from '../../src/transport/serialTransport';
import { RawClient } from '../simulator/board/rawClient';

const REPL_RATE = 115_200;
const FILE = '/flash/other-way';
const PATIENCE_MS = 60_000;

/** How other tools copy a file to a board: one program for each piece, and each ends before the next. */
export interface ReplWay {
  readonly name: string;
  readonly pieceBytes: number;
  /** A Python expression with these bytes. */
  readonly expression: (piece: Buffer) => string;
}

export const REPL_WAYS: readonly ReplWay[] = [
  {
    name: 'base64 of 512 bytes a program',
    pieceBytes: 512,
    expression: (piece) => `ubinascii.a2b_base64('${piece.toString('base64')}')`,
  },
  {
    name: 'hex of 1500 bytes a program',
    pieceBytes: 1500,
    expression: (piece) => `ubinascii.unhexlify('${piece.toString('hex')}')`,
  },
  { name: 'repr of 256 bytes a program', pieceBytes: 256, expression: bytesLiteral },
];

/** @returns seconds from the first piece to the last byte's acknowledgement */
export async function sendByRepl(port: string, content: Buffer, way: ReplWay): Promise<number> {
  const signal = new AbortController().signal;
  const transport = await serialOpener(systemClock, silentLogger)(port, REPL_RATE, signal);
  const client = new RawClient(transport);
  await client.enterRaw();
  await client.exec(`import ubinascii\nf = open('${FILE}', 'wb')`);
  const begun = performance.now();
  for (let at = 0; at < content.length; at += way.pieceBytes) {
    await client.exec(`f.write(${way.expression(content.subarray(at, at + way.pieceBytes))})`, PATIENCE_MS);
  }
  await client.exec('f.close()');
  const seconds = (performance.now() - begun) / 1000;
  await transport.close();
  return seconds;
}

/** The bytes in the form of Python’s repr. */
function bytesLiteral(piece: Buffer): string {
  const escaped: Readonly<Record<string, string>> = {
    '\\': '\\\\',
    "'": "\\'",
    '\n': '\\n',
    '\r': '\\r',
    '\t': '\\t',
  };
  const text = Array.from(piece, (byte) => {
    const character = String.fromCharCode(byte);
    const plain = byte >= 0x20 && byte < 0x7f ? character : `\\x${byte.toString(16).padStart(2, '0')}`;
    return escaped[character] ?? plain;
  });
  return `b'${text.join('')}'`;
}

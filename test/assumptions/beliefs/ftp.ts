import type { NetworkOptions } from '../../simulator/board/network/networkOptions';
import type { Alternative, Belief } from '../belief';

const SERVER = 'the firmware’s ftp.c';

/** The board’s FTP server, which receives the files for a board in the network. */
export const FTP_BELIEFS: readonly Belief[] = [
  {
    id: 'ftp-commands',
    belief: 'The server knows SIZE, TYPE and DELE.',
    source: SERVER,
    alternatives: [
      ftp('no-size', 'refuse SIZE', 'continues: the hash is compared over the REPL', {
        ftpRefuses: ['SIZE'],
      }),
      ftp('no-type', 'refuse TYPE', 'continues: the hash shows whether the bytes arrived unchanged', {
        ftpRefuses: ['TYPE'],
      }),
      ftp('no-delete', 'refuse to delete', 'removes what a broken-off copy left over the REPL', {
        ftpRefuses: ['DELE'],
      }),
    ],
  },
  {
    id: 'ftp-passive-answer',
    belief: 'PASV is answered with six numbers in parentheses, the first four of them the board’s address.',
    source: SERVER,
    alternatives: [
      ftp('sentence', 'put a sentence around them', 'looks for six numbers', { passiveForm: 'sentence' }),
      ftp('bare', 'leave the parentheses away', 'looks for six numbers', { passiveForm: 'bare' }),
      ftp('other-address', 'name another address', 'takes the port alone, and the host it speaks to', {
        faults: { passiveHost: '10.9.8.7' },
      }),
    ],
  },
  {
    id: 'ftp-data-end',
    belief: 'A data connection stands until the file is there.',
    source: SERVER,
    alternatives: [
      ftp('breaks-once', 'break it off once', 'sends the file again from its beginning', {
        faults: { cutDataAt: 50_000 },
      }),
      ftp('ends-early-once', 'take a part for the whole once', 'compares the size and sends the file again', {
        faults: { endDataAt: 50_000 },
      }),
    ],
  },
  {
    id: 'ftp-pace',
    belief: 'The server takes 512 bytes in less than a millisecond.',
    source: SERVER,
    alternatives: [ftp('slow', 'take 20 ms for them', 'waits as long as bytes keep moving', { pieceMs: 20 })],
  },
];

function ftp(id: string, behaviour: string, software: string, network: Partial<NetworkOptions>): Alternative {
  return { id, behaviour, software, nature: { network }, ways: ['wireless'] };
}

import { NETWORK_DEFAULTS, type NetworkOptions } from '../../simulator/board/network/networkOptions';
import type { Alternative, Belief } from '../belief';

const SERVER = 'the firmware’s telnet.c';
const USUAL = NETWORK_DEFAULTS.telnetWords;

/** The board’s Telnet server, which gives access to the REPL of a board in the network. */
export const TELNET_BELIEFS: readonly Belief[] = [
  {
    id: 'telnet-login',
    belief: 'The server asks `Login as: ` and `Password: `, and says `Login succeeded!`.',
    source: SERVER,
    alternatives: [
      words('other-questions', 'ask `login: ` and `password:`', { user: 'login: ', password: 'password:' }),
      words('user-name', 'ask `Username: `', { user: 'Username: ' }),
      words('no-welcome', 'show the prompt without a word', { welcome: '' }),
      words('no-login', 'ask for no login', { user: null }),
    ],
  },
  {
    id: 'telnet-buffer',
    belief: 'The server’s receive buffer holds 256 bytes, and the network holds back what does not fit.',
    source: SERVER,
    alternatives: [
      telnet('64-bytes', 'have 64 bytes', 'sends no more than the connection takes', {
        telnetBufferBytes: 64,
      }),
    ],
  },
  {
    id: 'telnet-idle',
    belief: 'The server ends a session after 300 s without a byte from the client.',
    source: 'the firmware’s serverstask.h; a user’s program may set another time',
    alternatives: [
      telnet('5-s', 'end it after 5 s', 'connects again, and asks what became of the upgrade', {
        inactivityMs: 5000,
      }),
    ],
  },
];

function telnet(
  id: string,
  behaviour: string,
  software: string,
  network: Partial<NetworkOptions>,
): Alternative {
  return { id, behaviour, software, nature: { network }, ways: ['wireless'] };
}

function words(id: string, behaviour: string, other: Partial<typeof USUAL>): Alternative {
  return telnet(id, behaviour, 'reads the words by their meaning', { telnetWords: { ...USUAL, ...other } });
}

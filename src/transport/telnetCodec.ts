/** "Interpret as command"; as data it is doubled (RFC 854). */
const IAC = 0xff;
const SUBNEGOTIATION = 0xfa;
const SUBNEGOTIATION_END = 0xf0;
/** WILL, WONT, DO, DONT: one option byte follows. */
const FIRST_WITH_OPTION = 0xfb;
const LAST_WITH_OPTION = 0xfe;

/**
 * NUL, which means nothing (RFC 854): keeps a connection from being taken for idle. The board drops it, whereas it waits
 * for a third byte of the command that is meant for this, and then takes old input for new.
 */
export const TELNET_NOTHING = Uint8Array.of(0);

/** Doubles every 0xFF, so that all byte values pass. */
export function encodeTelnet(bytes: Uint8Array): Uint8Array {
  const doubled = bytes.reduce((count, byte) => (byte === IAC ? count + 1 : count), 0);
  if (doubled === 0) return bytes;
  const encoded = new Uint8Array(bytes.length + doubled);
  let at = 0;
  for (const byte of bytes) {
    encoded[at++] = byte;
    if (byte === IAC) encoded[at++] = IAC;
  }
  return encoded;
}

/** Takes the commands out of what the board sends; fed piece by piece, cut anywhere. */
export class TelnetDecoder {
  private state: 'data' | 'command' | 'option' | 'subnegotiation' | 'subnegotiationCommand' = 'data';

  decode(bytes: Uint8Array): Uint8Array {
    const data = new Uint8Array(bytes.length);
    let length = 0;
    for (const byte of bytes) {
      switch (this.state) {
        case 'data':
          if (byte === IAC) this.state = 'command';
          else data[length++] = byte;
          break;
        case 'command':
          if (byte === IAC) data[length++] = IAC;
          this.state = afterCommand(byte);
          break;
        case 'option':
          this.state = 'data';
          break;
        case 'subnegotiation':
          if (byte === IAC) this.state = 'subnegotiationCommand';
          break;
        case 'subnegotiationCommand':
          this.state = byte === SUBNEGOTIATION_END ? 'data' : 'subnegotiation';
          break;
      }
    }
    return data.subarray(0, length);
  }
}

function afterCommand(byte: number): 'data' | 'option' | 'subnegotiation' {
  if (byte === SUBNEGOTIATION) return 'subnegotiation';
  return byte >= FIRST_WITH_OPTION && byte <= LAST_WITH_OPTION ? 'option' : 'data';
}

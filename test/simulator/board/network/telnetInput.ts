const IAC = 0xff;
const ARE_YOU_THERE = 0xf6;
const LARGEST_PLAIN_BYTE = 0x7f;
/** "Interpret as command", a verb, an option. */
const COMMAND_BYTES = 3;

/**
 * How the firmware handles bytes from a Telnet client: one piece of its buffer at a time, without binary mode. NUL and
 * every byte above 127 except a doubled 0xFF disappear. An incomplete command damages the input after it.
 * Source: the behaviour of the firmware's telnet.c.
 */
export class TelnetInput {
  private damaged = false;

  /** @param reply sends to the client */
  take(piece: Uint8Array, reply: (bytes: Uint8Array) => void): Uint8Array {
    if (this.damaged) {
      this.damaged = false;
      return new Uint8Array();
    }
    const data: number[] = [];
    let at = 0;
    while (at < piece.length) {
      const [byte = 0, next] = piece.subarray(at, at + 2);
      if (byte !== IAC) {
        if (byte !== 0 && byte <= LARGEST_PLAIN_BYTE) data.push(byte);
        at++;
      } else if (next === IAC) {
        data.push(IAC);
        at += 2;
      } else if (next === ARE_YOU_THERE) {
        reply(Uint8Array.of(IAC, ARE_YOU_THERE));
        at += 2;
      } else {
        this.damaged = piece.length - at < COMMAND_BYTES;
        at += COMMAND_BYTES;
      }
    }
    return Uint8Array.from(data);
  }
}

/** Doubles 0xFF on the way to the client. */
export function telnetOutput(bytes: Uint8Array): Uint8Array {
  return Uint8Array.from([...bytes].flatMap((byte) => (byte === IAC ? [IAC, IAC] : [byte])));
}

import { describe, expect, it } from 'vitest';
import { encodeTelnet, TELNET_NOTHING, TelnetDecoder } from '../../../src/transport/telnetCodec';

const ALL_BYTES = Uint8Array.from({ length: 256 }, (_, value) => value);
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
const bytes = (said: string): Buffer => Buffer.from(said, 'latin1');

describe('what is sent', () => {
  it('has every 0xFF doubled', () => {
    expect(text(encodeTelnet(bytes('a\xffb\xff')))).toBe('a\xff\xffb\xff\xff');
  });

  it('is not copied when it contains no 0xFF', () => {
    const plain = bytes('print(1)');
    expect(encodeTelnet(plain)).toBe(plain);
  });

  it('is read back unchanged by the decoder', () => {
    expect(new TelnetDecoder().decode(encodeTelnet(ALL_BYTES))).toEqual(ALL_BYTES);
  });

  it('keeps the connection alive with a byte that is not part of a command', () => {
    expect([...TELNET_NOTHING]).toEqual([0]);
  });
});

describe('what is received', () => {
  it.each([
    ['an option', 'a\xff\xfb\x01b', 'ab'],
    ['a command without an option', 'a\xff\xf6b', 'ab'],
    ['a doubled 0xFF', 'a\xff\xffb', 'a\xffb'],
    ['a subnegotiation', 'a\xff\xfa\x22\x01\xff\xffx\xff\xf0b', 'ab'],
    ['several options in a row', '\xff\xfc\x01\xff\xfc\x03\xff\xfb\x22Login as: ', 'Login as: '],
  ])('has %s taken out', (_, said, meant) => {
    expect(text(new TelnetDecoder().decode(bytes(said)))).toBe(meant);
  });

  it('may be cut anywhere', () => {
    const said = 'a\xff\xfb\x01b\xff\xffc\xff\xfa\x01\xff\xf0d\xff\xf6e';
    for (let cut = 0; cut <= said.length; cut++) {
      const decoder = new TelnetDecoder();
      const whole =
        text(decoder.decode(bytes(said.slice(0, cut)))) + text(decoder.decode(bytes(said.slice(cut))));
      expect(whole).toBe('ab\xffcde');
    }
  });
});

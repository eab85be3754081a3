import type { Effect, FaultTable } from './fault';
import { randomBytes } from './noise';

const UNSOLICITED = Buffer.from('\r\n+CEREG: 2\r\n', 'latin1');
const NULS = Uint8Array.of(0, 0, 0x80, 0, 0xff, 0);

/** Applies the effects to bytes on the wire. Effects of another kind change nothing. */
export function damage(bytes: Uint8Array, effects: readonly Effect[]): Uint8Array {
  return effects.reduce<Uint8Array>(damageOnce, bytes);
}

function damageOnce(bytes: Uint8Array, effect: Effect): Uint8Array {
  const middle = bytes.length >> 1;
  if (effect === 'dropByte') return splice(bytes, middle, 1);
  if (effect === 'doubleByte') return splice(bytes, middle, 0, bytes.subarray(middle, middle + 1));
  if (effect === 'flipByte') return splice(bytes, middle, 1, Uint8Array.of((bytes[middle] ?? 0) ^ 0x10));
  if (typeof effect === 'object' && 'scramble' in effect) {
    const begin = Math.max(0, middle - (effect.scramble >> 1));
    const length = Math.min(effect.scramble, bytes.length - begin);
    return splice(bytes, begin, length, Uint8Array.from({ length }, randomBytes(effect.scramble)));
  }
  return bytes;
}

function splice(
  bytes: Uint8Array,
  at: number,
  removed: number,
  put: Uint8Array = new Uint8Array(),
): Uint8Array {
  return Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + removed)]);
}

/** Changes received bytes by their numbers. `first` is the number of the first. */
export function damageReceived(
  bytes: Uint8Array,
  first: number,
  faults: FaultTable,
  strike: (byte: number) => readonly Effect[],
): Uint8Array {
  const end = first + bytes.length;
  const pieces: Uint8Array[] = [];
  let from = first;
  for (let struck = faults.nextByte(from, end); struck !== undefined; struck = faults.nextByte(from, end)) {
    const at = struck - first;
    pieces.push(bytes.subarray(from - first, at), damage(bytes.subarray(at, at + 1), strike(struck)));
    from = struck + 1;
  }
  return pieces.length === 0 ? bytes : Buffer.concat([...pieces, bytes.subarray(from - first)]);
}

/** The bytes that the effects send before an answer. */
export function inFront(effects: readonly Effect[], earlierAnswer: Uint8Array): Uint8Array {
  const nothing = new Uint8Array();
  return Buffer.concat([
    effects.includes('nuls') ? NULS : nothing,
    effects.includes('unsolicited') ? UNSOLICITED : nothing,
    earlierAnswer,
  ]);
}

/** The delay that the effects give an answer, milliseconds. */
export function lateness(effects: readonly Effect[]): number {
  return effects.reduce(
    (sum, effect) => sum + (typeof effect === 'object' && 'lateMs' in effect ? effect.lateMs : 0),
    0,
  );
}

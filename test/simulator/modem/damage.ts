import type { Effect } from './fault';
import { randomBytes } from './noise';

/** What the effects make of bytes on the wire; effects that are of another kind change nothing. */
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

/** How late the effects make an answer, milliseconds. */
export function lateness(effects: readonly Effect[]): number {
  return effects.reduce(
    (sum, effect) => sum + (typeof effect === 'object' && 'lateMs' in effect ? effect.lateMs : 0),
    0,
  );
}

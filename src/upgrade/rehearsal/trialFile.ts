import { randomBytes } from 'node:crypto';
import { type ByteSource, bytesSource } from '../../base/byteSource';

/** Bytes of the file that goes to the board and back. */
export const TRIAL_BYTES = 65_536;
/** No firmware has this name, so that nothing of the user's is ever in its place. */
export const TRIAL_NAME = 'lte-rehearsal.bin';

/** Keys of a REPL: each of them in a firmware file ends an upload that does not take the port for itself. */
const KEYS = [0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x1b, 0x11, 0x13];
const RUN_BYTES = 64;

/**
 * Bytes that find out whether the way to the board takes every value: all 256 up and down, runs of the REPL's keys, and noise
 * that differs each time, so that no earlier copy passes for this one.
 */
export function trialFile(): ByteSource {
  const all = Uint8Array.from({ length: 256 }, (_, value) => value);
  const begun = Buffer.concat([
    all,
    all.toReversed(),
    ...KEYS.map((key) => new Uint8Array(RUN_BYTES).fill(key)),
  ]);
  return bytesSource(TRIAL_NAME, Buffer.concat([begun, randomBytes(TRIAL_BYTES - begun.length)]));
}

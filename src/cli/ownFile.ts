import { closeSync, openSync, readSync, statSync } from 'node:fs';

const BEGINNING_BYTES = 256;

/**
 * What an output file may take the place of: nothing, an empty file, or an earlier file of its own kind. A name that was mistyped, or
 * completed by the shell, must not empty the firmware that lies beside.
 * @param begins how a file of its kind begins
 * @throws Error, in words that go behind "cannot be written:"
 */
export function requireReplaceable(path: string, begins: RegExp): void {
  const before = statSync(path, { throwIfNoEntry: false });
  if (before === undefined || before.isCharacterDevice()) return;
  // Opening a named pipe waits for its reader, and nothing could end that.
  if (!before.isFile()) throw new Error('it is not a file');
  if (before.size > 0 && !begins.test(beginningOf(path)))
    throw new Error('it is there already and holds something else');
}

function beginningOf(path: string): string {
  const bytes = new Uint8Array(BEGINNING_BYTES);
  const file = openSync(path, 'r');
  try {
    return Buffer.from(bytes.subarray(0, readSync(file, bytes))).toString('utf8');
  } finally {
    closeSync(file);
  }
}

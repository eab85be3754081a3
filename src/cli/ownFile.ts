import { accessSync, closeSync, constants, openSync, readSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

const BEGINNING_BYTES = 256;

/**
 * What an output file may take the place of: nothing, an empty file, or an earlier file of its own kind. A name that was mistyped, or
 * completed by the shell, must not empty the firmware that lies beside.
 * @param begins how a file of its kind begins
 * @throws Error, in words that go behind "cannot be written:"
 */
export function requireReplaceable(path: string, begins: RegExp): void {
  const before = statSync(path, { throwIfNoEntry: false });
  if (before === undefined) {
    requireFolder(dirname(resolve(path)));
    return;
  }
  if (before.isCharacterDevice()) return;
  // Opening a named pipe waits for its reader, and nothing could end that.
  if (!before.isFile()) throw new Error('it isn’t a file');
  accessSync(path, constants.W_OK);
  if (before.size > 0 && !begins.test(beginningOf(path)))
    throw new Error('it already exists and contains something else');
}

/** What is written at the end, after minutes of work, would be lost. */
function requireFolder(folder: string): void {
  const there = statSync(folder, { throwIfNoEntry: false });
  if (there === undefined) throw new Error(`there is no folder ${folder}`);
  if (!there.isDirectory()) throw new Error(`${folder} is not a folder`);
  accessSync(folder, constants.W_OK);
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

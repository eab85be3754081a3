import { win32 } from 'node:path';

/** Windows keeps these for devices, whatever follows the first dot. */
const DEVICE = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?:\.|$)/i;
const FORBIDDEN = /[\p{Cc}<>:"|?*\\/]/u;

/**
 * Whether a file can have this name on every system and on a card. On Windows `x.dup:y` is a hidden stream of another file, `NUL` a
 * device, and a dot or a space at the end is left out.
 */
export function isPortableName(name: string): boolean {
  return name !== '' && !DEVICE.test(name) && !FORBIDDEN.test(name) && !/[. ]$/.test(name);
}

/**
 * Whether Windows opens another thing than a file of this name: a device, a hidden stream of another file, or a file whose name lacks
 * the last dots and spaces. `\\.\` begins the names of its devices and pipes.
 * @param path as it was given
 */
export function opensOtherOnWindows(path: string): boolean {
  const name = win32.basename(path);
  const isFolder = name === '.' || name === '..';
  return /^[\\/]{2}\.[\\/]/.test(path) || (name !== '' && !isFolder && !isPortableName(name));
}

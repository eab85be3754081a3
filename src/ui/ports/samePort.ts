import { realpath } from 'node:fs/promises';

/** Whether two paths lead to one port: Linux has links to it, macOS two files for it, Windows any letter case. */
export async function samePort(one: string, other: string): Promise<boolean> {
  return one === other || (await portIdentity(one)) === (await portIdentity(other));
}

async function portIdentity(path: string): Promise<string> {
  if (/^(\\\\\.\\)?COM\d+$/i.test(path)) return path.replace(/^\\\\\.\\/, '').toUpperCase();
  const device = await realpath(path).catch(() => path);
  return device.replace(/^\/dev\/cu\./, '/dev/tty.');
}

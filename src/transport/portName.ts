import { realpath } from 'node:fs/promises';
import { hidePassword, isNetworkPort } from './networkAddress';

/** Follows the links of a path; rejects when there is nothing. */
export type ResolvePath = (path: string) => Promise<string>;

/**
 * The one name of a port, whatever it was called by. The lock, the journal and everything else that must know a port again
 * go by it: under a second name the same board would be interrupted at work. Linux has links to a device, macOS two device
 * files for one port (`cu.` and `tty.`), Windows any letter case and the prefix `\\.\`; an address in the network has a
 * port number that may be left out.
 * @returns the name as it was given, as far as none of that applies; never a password
 */
export async function canonicalPort(
  port: string,
  platform: NodeJS.Platform = process.platform,
  resolve: ResolvePath = realpath,
): Promise<string> {
  if (isNetworkPort(port)) return networkName(hidePassword(port));
  if (platform === 'win32') return windowsName(port);
  const device = await resolve(port).catch(() => port);
  return platform === 'darwin' ? device.replace(/^\/dev\/cu\./, '/dev/tty.') : device;
}

/** Windows takes `/` for `\` and a colon at the end of a device's name. */
function windowsName(port: string): string {
  const name = port
    .trim()
    .replaceAll('/', '\\')
    .replace(/^\\\\[.?]\\/, '');
  return name.replace(/^(COM\d+):$/i, '$1').toUpperCase();
}

function networkName(shown: string): string {
  if (!URL.canParse(shown)) return shown.toLowerCase();
  const { hostname, port } = new URL(shown);
  return `telnet://${hostname.toLowerCase()}:${port === '' ? TELNET_PORT : port}`;
}

const TELNET_PORT = 23;

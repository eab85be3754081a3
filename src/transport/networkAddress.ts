import { withoutLogin } from '../base/visibleText';
import { transportErrors } from './errors';

/** A board in the network. */
export interface NetworkAddress {
  readonly host: string;
  /** Of its Telnet server. */
  readonly port: number;
  readonly ftpPort: number;
  readonly user: string;
  readonly password: string;
}

const SCHEME = 'telnet:';
const TELNET_PORT = 23;
const FTP_PORT = 21;
/** What every Pycom board has until its user changes it (Pycom documentation, FTP and Telnet). */
const FACTORY_LOGIN = { user: 'micro', password: 'python' } as const;

/** Whether a port is meant to be a board in the network, `telnet://user:password@host`, well written or not. */
export function isNetworkPort(path: string): boolean {
  return path.trimStart().toLowerCase().startsWith(SCHEME);
}

/** @throws PORT_ADDRESS_INVALID */
function parseNetworkAddress(path: string): NetworkAddress {
  const url = URL.canParse(path) ? new URL(path) : undefined;
  // Behind a router that forwards ports the FTP server may be elsewhere: telnet://host:2323?ftp=2121
  const ftpPort = Number(url?.searchParams.get('ftp') ?? FTP_PORT);
  if (url?.protocol !== SCHEME || url.hostname === '' || !isPortNumber(ftpPort))
    throw transportErrors.addressInvalid(hidePassword(path));
  return {
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: url.port === '' ? TELNET_PORT : Number(url.port),
    ftpPort,
    user: decoded(url.username) || FACTORY_LOGIN.user,
    password: decoded(url.password) || FACTORY_LOGIN.password,
  };
}

function isPortNumber(value: number): boolean {
  return Number.isInteger(value) && value > 0 && value <= 0xffff;
}

/** A per cent sign that nobody encoded stands for itself. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Logins by shown address: shown and logged addresses have none, and can still be opened again. */
const logins = new Map<string, NetworkAddress>();

/**
 * As `parseNetworkAddress`; an address without a login takes the one that was last given for it in this process.
 * @throws PORT_ADDRESS_INVALID
 */
export function networkAddressOf(path: string): NetworkAddress {
  const shown = hidePassword(path);
  const known = path.trim() === shown ? logins.get(shown) : undefined;
  const address = known ?? parseNetworkAddress(path);
  logins.set(shown, address);
  return address;
}

/**
 * An address with a login in which the password was not written down: `telnet://user@host`. It gets one that came another way.
 * @throws PORT_ADDRESS_INVALID
 */
export function giveLogin(path: string, password: string): void {
  const { host, user, port, ftpPort } = parseNetworkAddress(path);
  logins.set(hidePassword(path), { host, user, port, ftpPort, password });
}

/** The address as it may be shown and written down. A password may hold any character, also one that should be encoded. */
export function hidePassword(path: string): string {
  return withoutLogin(path.trim());
}

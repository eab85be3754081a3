import { transportErrors } from './errors';

/** A board in the network. */
export interface NetworkAddress {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
}

const SCHEME = 'telnet:';
const TELNET_PORT = 23;
/** What every Pycom board has until its user changes it (Pycom documentation, FTP and Telnet). */
const FACTORY_LOGIN = { user: 'micro', password: 'python' } as const;

/** Whether a port is a board in the network: `telnet://user:password@host`. */
export function isNetworkPort(path: string): boolean {
  return path.toLowerCase().startsWith(`${SCHEME}//`);
}

/** @throws PORT_ADDRESS_INVALID */
export function parseNetworkAddress(path: string): NetworkAddress {
  const url = URL.canParse(path) ? new URL(path) : undefined;
  if (url?.protocol !== SCHEME || url.hostname === '')
    throw transportErrors.addressInvalid(hidePassword(path));
  return {
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: url.port === '' ? TELNET_PORT : Number(url.port),
    user: decodeURIComponent(url.username) || FACTORY_LOGIN.user,
    password: decodeURIComponent(url.password) || FACTORY_LOGIN.password,
  };
}

/** The address as it may be shown and written down. */
export function hidePassword(path: string): string {
  return path.replace(/^(telnet:\/\/)[^@/]*@/i, '$1');
}

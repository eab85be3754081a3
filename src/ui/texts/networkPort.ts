/** Parts of a board's address as a user types them; what is left empty is as the board leaves the factory. */
export interface TypedAddress {
  /** A name or a number, or a whole `telnet://` address. */
  readonly host: string;
  readonly user: string;
  readonly password: string;
}

/** As the transport takes it: `telnet://user:password@host`, every character of the login allowed. */
export function networkPort({ host, user, password }: TypedAddress): string {
  const address = host.trim().replace(/^telnet:\/\//i, '');
  if (user === '' && password === '') return `telnet://${address}`;
  return `telnet://${encodeURIComponent(user)}:${encodeURIComponent(password)}@${address}`;
}

/** Whether it is a host, with or without a port number, or carries more. */
export function isHost(text: string): boolean {
  const address = networkPort({ host: text, user: '', password: '' });
  return URL.canParse(address) && new URL(address).hostname !== '';
}

import { giveLogin, hidePassword, isNetworkPort, networkAddressOf } from '../transport/networkAddress';
import { cliErrors } from './errors';
import { shown } from './shown';
import type { Terminal } from './terminal';

/** By which a script gives the password of a board in the network: other users of the computer see every command line. */
export const PASSWORD_VARIABLE = 'LTE_UPGRADE_TELNET_PASSWORD';

export interface LoginOptions {
  readonly askPassword?: boolean;
}

/**
 * Takes the login out of a port that was given, so that nothing behind it can tell it to anybody.
 * @returns the port as it may be shown
 * @throws USAGE_INVALID, PORT_ADDRESS_INVALID, CANCELLED
 */
export async function portWithoutLogin(
  port: string,
  { askPassword = false }: LoginOptions,
  terminal: Pick<Terminal, 'password'>,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<string> {
  if (!isNetworkPort(port)) {
    if (askPassword)
      throw cliErrors.usage('--ask-password works only with a board on the network, telnet://host');
    return port;
  }
  const address = hidePassword(port);
  const given = environment[PASSWORD_VARIABLE];
  if (askPassword) {
    const password = await terminal.password(shown`Password of ${address}: `);
    if (password === undefined)
      throw cliErrors.usage('--ask-password needs a terminal, or a password on standard input');
    giveLogin(port, password);
  } else if (given !== undefined && given !== '' && !hasPassword(port)) giveLogin(port, given);
  else networkAddressOf(port);
  return address;
}

function hasPassword(port: string): boolean {
  return URL.canParse(port) && new URL(port).password !== '';
}

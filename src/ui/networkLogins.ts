import { hidePassword, isNetworkPort, networkAddressOf } from '../transport/networkAddress';
import type { SecretKeeper } from './secretKeeper';

const KEY = 'login:';

/**
 * Logins of boards in the network. Outside the secret storage an address goes without its login: the transport knows that
 * of every address it has heard in this window.
 */
export class NetworkLogins {
  constructor(private readonly secrets: SecretKeeper) {}

  /**
   * What the user gave just now.
   * @returns the port as it may be shown and written down
   * @throws PORT_ADDRESS_INVALID
   */
  given(port: string): string {
    if (!isNetworkPort(port)) return port;
    networkAddressOf(port);
    const shown = hidePassword(port);
    if (shown !== port) this.secrets.give(KEY + shown, port);
    return shown;
  }

  /**
   * A port that was chosen earlier, or is set: its login is taken from where it was kept.
   * @returns the port as it may be shown and written down
   * @throws PORT_ADDRESS_INVALID
   */
  async known(port: string): Promise<string> {
    if (!isNetworkPort(port)) return port;
    const shown = hidePassword(port);
    networkAddressOf(shown === port ? ((await this.secrets.find(KEY + shown)) ?? port) : port);
    return shown;
  }

  /** The board at this port let us in. @param port as it may be shown */
  worked(port: string): void {
    if (isNetworkPort(port)) this.secrets.worked(KEY + port);
  }
}

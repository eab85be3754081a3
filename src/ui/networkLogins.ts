import { hidePassword, isNetworkPort, networkAddressOf } from '../transport/networkAddress';

/** VS Code's secret storage, as far as it is used here. */
export interface Secrets {
  get(key: string): PromiseLike<string | undefined>;
  store(key: string, value: string): PromiseLike<void>;
  delete(key: string): PromiseLike<void>;
}

const KEY = 'login:';

/**
 * Logins of boards in the network. Outside the secret storage an address goes without its login: the transport knows that
 * of every address it has heard in this window.
 */
export class NetworkLogins {
  constructor(
    private readonly secrets: Secrets,
    private readonly wantsKept: () => Promise<boolean>,
  ) {}

  /**
   * What the user gave just now. Kept when the user wants that; else what was kept before is forgotten.
   * @returns the port as it may be shown and written down
   * @throws PORT_ADDRESS_INVALID
   */
  async given(port: string): Promise<string> {
    if (!isNetworkPort(port)) return port;
    networkAddressOf(port);
    const shown = hidePassword(port);
    if (shown === port) return port;
    if (await this.wantsKept()) await this.secrets.store(KEY + shown, port);
    else await this.secrets.delete(KEY + shown);
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
    networkAddressOf(shown === port ? ((await this.secrets.get(KEY + shown)) ?? port) : port);
    return shown;
  }
}

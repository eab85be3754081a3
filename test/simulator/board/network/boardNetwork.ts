import type { SimulatedBoard } from '../simulatedBoard';
import { FtpServer } from './ftpServer';
import { NETWORK_DEFAULTS, type NetworkFaults, type NetworkOptions } from './networkOptions';
import type { NetworkPort } from './networkPort';
import { TelnetServer } from './telnetServer';

const MS_PER_SECOND = 1000;

interface Servers {
  readonly telnet: TelnetServer;
  readonly ftp: FtpServer;
}

/** The board’s network: Telnet and FTP servers on this computer, which run while the board’s firmware runs. */
export class BoardNetwork implements NetworkPort {
  readonly options: NetworkOptions;
  private servers: Servers | undefined;
  private telnetPort = 0;
  private ftpPort = 0;
  private up = false;

  constructor(options: Partial<NetworkOptions> = {}) {
    this.options = { ...NETWORK_DEFAULTS, ...options, faults: { ...options.faults } };
  }

  /** Call this once, before anything else. */
  async attach(board: SimulatedBoard): Promise<void> {
    board.onDown(() => {
      this.stop().catch(() => undefined);
    });
    board.onUp(() => {
      this.serve(this.options.login, this.options.inactivityMs).catch(() => undefined);
    });
    this.servers = {
      telnet: new TelnetServer(board, this.options),
      ftp: new FtpServer(board, this.options),
    };
    await this.serve(this.options.login, this.options.inactivityMs);
  }

  get faults(): NetworkFaults {
    return this.options.faults;
  }

  get running(): boolean {
    return this.up;
  }

  /** The address as a user writes it, with the board’s login. */
  get address(): string {
    const { user, password } = this.options.login;
    return this.addressFor(user, password);
  }

  addressFor(user: string, password: string): string {
    const login = `${encodeURIComponent(user)}:${encodeURIComponent(password)}`;
    return `telnet://${login}@127.0.0.1:${this.telnetPort}?ftp=${this.ftpPort}`;
  }

  get ports(): { readonly telnet: number; readonly ftp: number } {
    return { telnet: this.telnetPort, ftp: this.ftpPort };
  }

  /** The number of sessions that reached the REPL. */
  get logins(): number {
    return this.parts.telnet.logins;
  }

  get ftpCommands(): readonly string[] {
    return this.parts.ftp.commands;
  }

  dropTelnet(): void {
    this.parts.telnet.drop();
  }

  /** Only the FTP server ends, permanently. */
  stopFtp(): Promise<void> {
    return this.parts.ftp.stop();
  }

  async start([user, password]: readonly [string, string], timeoutSeconds: number): Promise<void> {
    await this.stop();
    await this.serve({ user, password }, timeoutSeconds * MS_PER_SECOND);
  }

  async stop(): Promise<void> {
    this.up = false;
    await Promise.all([this.parts.telnet.stop(), this.parts.ftp.stop()]);
  }

  private async serve(login: NetworkOptions['login'], inactivityMs: number): Promise<void> {
    if (this.up) return;
    this.up = true;
    this.telnetPort = await this.parts.telnet.start(login, inactivityMs);
    this.ftpPort = await this.parts.ftp.start(login, inactivityMs);
  }

  private get parts(): Servers {
    if (!this.servers) throw new Error('no board is attached');
    return this.servers;
  }
}

import { createServer, type Server, type Socket } from 'node:net';
import type { SimulatedBoard } from '../simulatedBoard';
import { closed, listening } from './listening';
import type { NetworkOptions } from './networkOptions';
import { TelnetInput, telnetOutput } from './telnetInput';

const LOGIN_TRIES = 3;
/** How often the server checks a full buffer again. */
const LOOK_AGAIN_MS = 1;

const OPTIONS = {
  user: Uint8Array.of(255, 252, 1, 255, 252, 3, 255, 251, 34),
  password: Uint8Array.of(255, 251, 1, 255, 252, 3, 255, 251, 34),
  repl: Uint8Array.of(255, 251, 1, 255, 251, 3, 255, 252, 34),
} as const;

/** At the login, the server clears half its buffer with backspaces and sends Enter to get a prompt. */
const FAKED_KEYS = Buffer.from('\b'.repeat(128) + '\r');

/**
 * The board’s Telnet server: one client, three attempts to log in, and then a REPL. While a client is connected, the
 * port is closed, so the operating system refuses a second client.
 */
export class TelnetServer {
  private readonly board: SimulatedBoard;
  private readonly options: NetworkOptions;
  private server: Server | undefined;
  private client: TelnetClient | undefined;
  private port: number;
  private running = false;
  logins = 0;

  constructor(board: SimulatedBoard, options: NetworkOptions) {
    this.board = board;
    this.options = options;
    this.port = options.telnetPort;
  }

  /** @returns the port on which it listens */
  async start(login: NetworkOptions['login'], inactivityMs: number): Promise<number> {
    this.running = true;
    const accept = (socket: Socket): void => {
      this.server?.close();
      this.server = undefined;
      this.client = new TelnetClient(socket, this.board, { ...this.options, login, inactivityMs }, () => {
        this.logins++;
      });
      socket.once('close', () => {
        this.client = undefined;
        if (this.running) this.listen(accept).catch((error: unknown) => socket.emit('error', error));
      });
    };
    await this.listen(accept);
    return this.port;
  }

  /** Breaks the connection, like a lost network. */
  drop(): void {
    this.client?.end();
  }

  async stop(): Promise<void> {
    this.running = false;
    const { server } = this;
    this.server = undefined;
    this.client?.end();
    await closed(server);
  }

  private async listen(accept: (socket: Socket) => void): Promise<void> {
    this.server = createServer({ noDelay: true }, accept);
    this.port = await listening(this.server, this.port);
  }
}

class TelnetClient {
  private readonly socket: Socket;
  private readonly board: SimulatedBoard;
  private readonly options: NetworkOptions;
  private readonly onLogin: () => void;
  private readonly input = new TelnetInput();
  private readonly listening: { dispose(): void };
  private stage: 'user' | 'password' | 'repl' = 'user';
  private line = '';
  private user = '';
  private tries = 0;
  private said = '';
  private pending = Buffer.alloc(0);
  private timer: NodeJS.Timeout | undefined;

  constructor(socket: Socket, board: SimulatedBoard, options: NetworkOptions, onLogin: () => void) {
    this.socket = socket;
    this.board = board;
    this.options = options;
    this.onLogin = onLogin;
    socket.setTimeout(options.inactivityMs);
    socket.on('timeout', () => this.end());
    socket.on('error', () => this.end());
    socket.on('data', (chunk) => this.take(chunk));
    this.listening = board.onOutput(({ bytes }) => this.print(bytes));
    socket.once('close', () => this.end());
    socket.write(
      `MicroPython ${board.options.release} on 2021-01-01; ${board.options.sysname} with ESP32\r\n`,
    );
    this.askUser();
  }

  end(): void {
    this.listening.dispose();
    clearTimeout(this.timer);
    this.socket.destroy();
  }

  private take(chunk: Buffer): void {
    this.pending = Buffer.concat([this.pending, chunk]);
    this.feed();
  }

  /** Accepts as much as fits into the buffer. The rest waits in the network until the board has read some. */
  private feed(): void {
    clearTimeout(this.timer);
    while (this.pending.length > 0) {
      const room = this.options.telnetBufferBytes - 1 - this.board.unreadBytes;
      if (this.stage === 'repl' && room <= 0) {
        this.socket.pause();
        this.timer = setTimeout(() => this.feed(), LOOK_AGAIN_MS);
        return;
      }
      const piece = this.pending.subarray(0, this.stage === 'repl' ? room : 1);
      this.pending = this.pending.subarray(piece.length);
      const data = this.input.take(piece, (bytes) => this.socket.write(bytes));
      if (this.stage === 'repl') this.board.receiveFromNetwork(data);
      else for (const byte of data) this.takeLoginByte(byte);
    }
    this.socket.resume();
  }

  private takeLoginByte(byte: number): void {
    const char = String.fromCharCode(byte);
    if (char !== '\r') {
      if (char !== '\n') this.line += char;
      return;
    }
    const { line } = this;
    this.line = '';
    if (this.stage === 'user') {
      this.user = line;
      this.stage = 'password';
      this.socket.write(this.options.telnetWords.password);
      this.socket.write(OPTIONS.password);
      return;
    }
    this.judge(line);
  }

  private judge(password: string): void {
    const { login, faults } = this.options;
    const refused = (faults.refusedLogins ?? 0) > 0;
    if (refused) faults.refusedLogins = (faults.refusedLogins ?? 0) - 1;
    if (!refused && this.user === login.user && password === login.password) {
      this.welcome();
      return;
    }
    this.socket.write('\r\nInvalid credentials, try again.\r\n');
    if (++this.tries >= LOGIN_TRIES) this.end();
    else this.askUser();
  }

  private welcome(): void {
    this.socket.write(OPTIONS.repl);
    this.socket.write(this.options.telnetWords.welcome);
    this.stage = 'repl';
    this.onLogin();
    this.board.receiveFromNetwork(FAKED_KEYS);
  }

  private askUser(): void {
    const { user } = this.options.telnetWords;
    if (user === null) {
      this.welcome();
      return;
    }
    this.stage = 'user';
    this.socket.write(OPTIONS.user);
    this.socket.write(user);
  }

  private print(bytes: Uint8Array): void {
    if (this.stage !== 'repl') return;
    this.socket.write(telnetOutput(bytes));
    const { faults } = this.options;
    if (faults.dropTelnetAfter === undefined) return;
    this.said += Buffer.from(bytes).toString('latin1');
    if (!this.said.includes(faults.dropTelnetAfter)) return;
    delete faults.dropTelnetAfter;
    this.end();
  }
}

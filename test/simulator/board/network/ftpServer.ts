import { createServer, type Server, type Socket } from 'node:net';
import type { SimulatedBoard } from '../simulatedBoard';
import { FtpSession } from './ftpSession';
import { closed, listening } from './listening';
import type { NetworkOptions } from './networkOptions';

/** The board’s FTP server for one client. The next client gets no answer until the first has gone. */
export class FtpServer {
  private readonly board: SimulatedBoard;
  private readonly options: NetworkOptions;
  private readonly waiting: Socket[] = [];
  private server: Server | undefined;
  private session: FtpSession | undefined;
  private port: number;
  /** Every command of every client, without its parameter. */
  readonly commands: string[] = [];

  constructor(board: SimulatedBoard, options: NetworkOptions) {
    this.board = board;
    this.options = options;
    this.port = options.ftpPort;
  }

  /** @returns the port it listens on */
  async start(login: NetworkOptions['login'], inactivityMs: number): Promise<number> {
    const serve = (socket: Socket): void => {
      socket.once('close', () => {
        if (this.session?.control !== socket) return;
        this.session = undefined;
        const next = this.waiting.shift();
        if (next) serve(next);
      });
      this.session = new FtpSession(socket, this.board, { ...this.options, login, inactivityMs }, (command) =>
        this.commands.push(command),
      );
    };
    this.server = createServer({ noDelay: true }, (socket) => {
      socket.on('error', () => socket.destroy());
      if (!this.session) {
        serve(socket);
        return;
      }
      this.waiting.push(socket);
      socket.once('close', () => {
        const at = this.waiting.indexOf(socket);
        if (at >= 0) this.waiting.splice(at, 1);
      });
    });
    return (this.port = await listening(this.server, this.port));
  }

  async stop(): Promise<void> {
    for (const socket of this.waiting.splice(0)) socket.destroy();
    const { server } = this;
    const ended = closed(server);
    this.session?.end();
    this.session = undefined;
    await ended;
  }
}

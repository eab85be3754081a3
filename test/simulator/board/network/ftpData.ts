import { createServer, type Server, type Socket } from 'node:net';
import { HOST, listening } from './listening';
import type { NetworkOptions } from './networkOptions';

const BUFFER_BYTES = 512;
/** Pauses that are too short for a timer are added up. */
const PAUSE_MS = 5;

const REPLY = { complete: 226, broken: 426, cannotWrite: 451 } as const;

/** The data connection of one FTP client: passive, one at a time. */
export class FtpData {
  private readonly options: NetworkOptions;
  private server: Server | undefined;
  private arriving: Promise<Socket> | undefined;
  private socket: Socket | undefined;

  constructor(options: NetworkOptions) {
    this.options = options;
  }

  /** @returns the answer to PASV: four numbers of the address, two of the port */
  async listen(): Promise<number[]> {
    this.close();
    const server = createServer({ noDelay: true });
    this.server = server;
    this.arriving = new Promise((resolve) => {
      server.once('connection', (socket) => {
        socket.on('error', () => socket.destroy());
        this.socket = socket;
        server.close();
        resolve(socket);
      });
    });
    const port = await listening(server, 0);
    const host = this.options.faults.passiveHost ?? HOST;
    return [...host.split('.').map(Number), port >> 8, port & 0xff];
  }

  /** @returns whether the client connected */
  async send(pieces: readonly (string | Uint8Array)[]): Promise<boolean> {
    const socket = await this.connected();
    if (!socket) return false;
    for (const piece of pieces) socket.write(piece);
    await new Promise<void>((resolve) => socket.end(resolve));
    return true;
  }

  /** @returns the final answer to STOR */
  async receive(write: (bytes: Uint8Array) => boolean): Promise<number> {
    const socket = await this.connected();
    if (!socket) return REPLY.broken;
    const { faults, dataTimeoutMs } = this.options;
    const silence = new AbortController();
    socket.setTimeout(dataTimeoutMs, () => {
      silence.abort();
      socket.destroy();
    });
    let count = 0;
    let owed = 0;
    try {
      for await (const chunk of socket) {
        const bytes = chunk as Buffer;
        for (let at = 0; at < bytes.length; at += BUFFER_BYTES) {
          const piece = bytes.subarray(at, at + BUFFER_BYTES);
          if (faults.spoilsData) {
            delete faults.spoilsData;
            piece[0] = ~(piece[0] ?? 0);
          }
          count += piece.length;
          if (faults.cutDataAt !== undefined && count >= faults.cutDataAt) {
            delete faults.cutDataAt;
            socket.resetAndDestroy();
            return REPLY.broken;
          }
          if (faults.endDataAt !== undefined && count >= faults.endDataAt) {
            delete faults.endDataAt;
            return REPLY.complete;
          }
          if (!write(piece)) return REPLY.cannotWrite;
          owed += this.options.pieceMs;
          if (owed < PAUSE_MS) continue;
          await new Promise((resolve) => setTimeout(resolve, owed));
          owed = 0;
        }
      }
    } catch {
      // The firmware treats a broken connection as the end of the file.
      return silence.signal.aborted ? REPLY.broken : REPLY.complete;
    } finally {
      socket.destroy();
    }
    return REPLY.complete;
  }

  close(): void {
    this.server?.close();
    this.server = undefined;
    this.socket?.destroy();
    this.socket = undefined;
    this.arriving = undefined;
  }

  /** Undefined when no client connected within the timeout. */
  private async connected(): Promise<Socket | undefined> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => resolve(undefined), this.options.dataTimeoutMs);
    });
    try {
      return await Promise.race([this.arriving, late]);
    } finally {
      clearTimeout(timer);
    }
  }
}

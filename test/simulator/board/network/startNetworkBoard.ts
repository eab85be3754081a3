import { connect, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { type NetworkBoard, type NetworkBoardSetting, startBoardInNetwork } from './boardInNetwork';

/** The speed-up of time for the modem and the board’s tool. */
const TIME_SCALE = 50;

/** A board with a modem that is reached only by Telnet and FTP. It ends with the test. */
export async function startNetworkBoard(setting: NetworkBoardSetting = {}): Promise<NetworkBoard> {
  const running = await startBoardInNetwork({ timeScale: TIME_SCALE, ...setting });
  onTestFinished(running.stop);
  return running;
}

/** A simple Telnet client, for actions that the product’s client does not do. */
export async function dial(port: number): Promise<Caller> {
  const socket = connect(port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  const caller = new Caller(socket);
  await caller.connected;
  return caller;
}

class Caller {
  readonly connected: Promise<void>;
  readonly ended: Promise<void>;
  heard = Buffer.alloc(0);
  private readonly socket: Socket;
  private wake: () => void = () => undefined;

  constructor(socket: Socket) {
    this.socket = socket;
    this.connected = new Promise((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('error', reject);
    });
    this.ended = new Promise((resolve) => socket.once('close', () => resolve()));
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      this.heard = Buffer.concat([this.heard, chunk]);
      this.wake();
    });
    socket.on('close', () => this.wake());
  }

  send(data: string | Uint8Array): void {
    this.socket.write(typeof data === 'string' ? Buffer.from(data, 'latin1') : data);
  }

  /** Resolves with the input up to and including `text`, and removes it. */
  async until(text: string): Promise<string> {
    for (;;) {
      const at = this.heard.indexOf(text, 0, 'latin1');
      if (at >= 0) {
        const end = at + text.length;
        const said = this.heard.subarray(0, end).toString('latin1');
        this.heard = this.heard.subarray(end);
        return said;
      }
      if (this.socket.destroyed)
        throw new Error(`hung up before ${JSON.stringify(text)}; heard ${this.heard.toString('latin1')}`);
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }

  async logIn(user = 'micro', password = 'python'): Promise<void> {
    await this.until('Login as: ');
    this.send(`${user}\r\n`);
    await this.until('Password: ');
    this.send(`${password}\r\n`);
    await this.until('Login succeeded!');
  }

  hangUp(): void {
    this.socket.destroy();
  }
}

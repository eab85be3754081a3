import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import tty from 'node:tty';
import { Emitter } from '../../../../src/base/emitter';
import type { HostBytes, Wire } from './wire';

interface PtyModule {
  open(columns: number, rows: number): { master: number; slave: number; pty: string };
}

const require = createRequire(import.meta.url);
const READ_BYTES = 4096;
const POLL_MS = 1;

/** A wire to another process: a pseudo-terminal behind a link whose name stays. */
export class PtyWire implements Wire {
  readonly path: string;
  private readonly hostBytes = new Emitter<HostBytes>();
  readonly onHostBytes = this.hostBytes.event;
  private master: number | undefined;
  private timer: NodeJS.Timeout | undefined;
  private slave: tty.ReadStream | undefined;

  constructor(folder: string, name = 'ttyPycom') {
    this.path = path.join(folder, name);
    this.plug();
  }

  hostBaudRate(): number | undefined {
    return undefined;
  }

  async send(bytes: Uint8Array): Promise<void> {
    let sent = 0;
    while (sent < bytes.length && this.master !== undefined) {
      try {
        sent += fs.writeSync(this.master, bytes, sent);
      } catch (error) {
        if (!isAgain(error)) throw error;
      }
      if (sent < bytes.length) await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
    await new Promise((resolve) => setImmediate(resolve));
  }

  unplug(): Promise<void> {
    clearTimeout(this.timer);
    this.slave?.destroy();
    if (this.master !== undefined) fs.closeSync(this.master);
    this.master = undefined;
    fs.rmSync(this.path, { force: true });
    return Promise.resolve();
  }

  replug(): Promise<void> {
    this.plug();
    return Promise.resolve();
  }

  close(): Promise<void> {
    return this.unplug();
  }

  private plug(): void {
    const pty = (require('@lydell/node-pty-linux-x64/pty.node') as PtyModule).open(80, 24);
    this.slave = new tty.ReadStream(pty.slave);
    // A fresh pseudo-terminal echoes: the board would read its own banner.
    this.slave.setRawMode(true);
    this.slave.pause();
    this.master = pty.master;
    fs.symlinkSync(pty.pty, this.path);
    this.poll();
  }

  private poll(): void {
    const buffer = new Uint8Array(READ_BYTES);
    let count = 0;
    try {
      if (this.master !== undefined) count = fs.readSync(this.master, buffer);
    } catch (error) {
      if (!isAgain(error)) throw error;
    }
    if (count > 0) this.hostBytes.fire({ bytes: buffer.slice(0, count), baudRate: undefined });
    if (this.master !== undefined) this.timer = setTimeout(() => this.poll(), count > 0 ? 0 : POLL_MS);
  }
}

function isAgain(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EAGAIN';
}

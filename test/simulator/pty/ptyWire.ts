import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { WireEnd } from '../inProcess';
import { encodeFrame, FrameReader } from './frames';
import { hasPseudoTerminals } from './hasPseudoTerminals';

export interface PtyOptions {
  /** The path of the symbolic link to the pseudo-terminal; in its own folder by default. */
  readonly link?: string;
  /** Bytes take as long as the baud rate requires, in both directions. */
  readonly paced?: boolean;
  /** Milliseconds from the last byte of a request to the first byte of its answer. */
  readonly latencyMs?: number;
}

type Program = ChildProcessByStdio<Writable, Readable, null>;

const PROGRAM = fileURLToPath(new URL('wire.py', import.meta.url));

/** A real pseudo-terminal with a simulated board or modem at its other end. It needs Linux and Python 3. */
export class PtyWire {
  /** The path stays the same when the port is unplugged and plugged in again. */
  readonly path: string;
  private readonly program: Program;
  private readonly folder: string;
  private readonly controls: string[] = [];
  private wake: (() => void) | undefined;
  private ended = false;

  private constructor(program: Program, path: string, folder: string, end: WireEnd) {
    this.program = program;
    this.path = path;
    this.folder = folder;
    const reader = new FrameReader();
    program.stdout.on('data', (chunk: Uint8Array) => {
      for (const { rate, bytes } of reader.read(chunk)) {
        if (rate > 0) end.receive(bytes, rate);
        else this.controls.push(Buffer.from(bytes).toString());
      }
      this.wake?.();
    });
    // The 'exit' event reports its end. A later write must not end the tests’ process.
    program.stdin.on('error', () => undefined);
    program.once('exit', () => {
      this.ended = true;
      this.wake?.();
    });
    end.onOutput(({ bytes, baudRate }) => this.write(baudRate, bytes));
  }

  static async connect(end: WireEnd, options: PtyOptions = {}): Promise<PtyWire> {
    if (!hasPseudoTerminals) throw new Error('A simulated serial port needs the pseudo-terminals of Linux.');
    const folder = await mkdtemp(join(tmpdir(), 'simulated-port-'));
    const link = options.link ?? join(folder, 'modem');
    const flags = ['--link', link, '--latency', String(options.latencyMs ?? 0)];
    if (options.paced === true) flags.push('--paced');
    const program = spawn('python3', [PROGRAM, ...flags], { stdio: ['pipe', 'pipe', 'inherit'] });
    await once(program, 'spawn');
    const wire = new PtyWire(program, link, folder, end);
    await wire.told('path ');
    return wire;
  }

  /** The device of the link disappears, and programs that have it open notice that. */
  async unplug(): Promise<void> {
    this.write(0, Buffer.from('unplug'));
    await this.told('unplugged');
  }

  async replug(): Promise<void> {
    this.write(0, Buffer.from('replug'));
    await this.told('path ');
  }

  async stop(): Promise<void> {
    if (!this.ended) {
      const exit = once(this.program, 'exit');
      this.program.stdin.end();
      await exit;
    }
    await rm(this.folder, { recursive: true, force: true });
  }

  private write(rate: number, bytes: Uint8Array): void {
    if (!this.ended) this.program.stdin.write(encodeFrame({ rate, bytes }));
  }

  private async told(beginning: string): Promise<void> {
    for (;;) {
      const at = this.controls.findIndex((text) => text.startsWith(beginning));
      if (at >= 0) {
        this.controls.splice(at, 1);
        return;
      }
      if (this.ended) throw new Error('the pseudo-terminal’s program ended');
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
  }
}

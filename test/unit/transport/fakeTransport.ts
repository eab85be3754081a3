import { Emitter } from '../../../src/base/emitter';
import { Once } from '../../../src/base/once';
import type { UpgradeError } from '../../../src/base/upgradeError';
import { transportErrors } from '../../../src/transport/errors';
import type { Transport } from '../../../src/transport/transport';

/** A port without a device: records what was written, and sends what a test wants. */
export class FakeTransport implements Transport {
  readonly path = 'fake';
  baudRate = 921_600;
  readonly written: string[] = [];
  closed = false;
  /** Called with the written bytes, so that a test can answer. */
  onWrite: (text: string) => void = () => undefined;
  private readonly data = new Emitter<Uint8Array>();
  private readonly lost = new Once<UpgradeError>();
  readonly onData = this.data.event;
  readonly onLost = this.lost.event;

  say(bytes: string | Uint8Array): void {
    this.data.fire(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes);
  }

  unplug(): void {
    this.lost.fire(transportErrors.unplugged(this.path));
  }

  get listeners(): number {
    return this.data.size + this.lost.size;
  }

  write(bytes: Uint8Array): Promise<void> {
    const text = Buffer.from(bytes).toString('latin1');
    this.written.push(text);
    this.onWrite(text);
    return Promise.resolve();
  }

  drain(): Promise<void> {
    return Promise.resolve();
  }

  setBaudRate(bitsPerSecond: number): Promise<void> {
    this.baudRate = bitsPerSecond;
    return Promise.resolve();
  }

  close(): Promise<void> {
    this.closed = true;
    return Promise.resolve();
  }
}

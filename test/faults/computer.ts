import type { Clock } from '../../src/base/clock';
import { silentLogger } from '../../src/base/logger';
import type { OpenTransport, Transport } from '../../src/transport/transport';
import { createUpgradeService } from '../../src/upgrade/createUpgradeService';
import { memoryStorage, type RecordStorage } from '../../src/upgrade/journal/recordStorage';
import type { UpgradeService } from '../../src/upgrade/upgradeService';

/** The user's computer: its disk, its time of day, its ports, and the program on it, which can be killed and started again. */
export class Computer {
  readonly storage = memoryStorage();
  diskIsFull = false;
  /** Opens the connected device. */
  open: OpenTransport = () => Promise.reject(new Error('there is no port'));
  /** Called before the program awaits something external: a port, a file, the time. */
  onAwait: () => void = () => undefined;
  /** Called when the program was killed. */
  onKilled: () => void = () => undefined;
  private readonly time: Clock;
  private timeOfDayOffset = 0;
  private program: Program;

  /** @param time the computer’s time passes like this clock’s */
  constructor(time: Clock) {
    this.time = time;
    this.program = this.start(1);
  }

  get service(): UpgradeService {
    return this.program.service;
  }

  /** Like SIGKILL: no further line of the program runs, and the system closes its ports. */
  kill(): void {
    this.program.kill();
    this.onKilled();
  }

  /** Starts the program again, with its stored records. */
  startAgain(): void {
    this.program = this.start(this.program.pid + 1);
  }

  /** Sets the time of day, like a person or a time server. Measured time is not affected. @param ms negative for backwards */
  setTimeOfDay(ms: number): void {
    this.timeOfDayOffset += ms;
  }

  private start(pid: number): Program {
    return new Program(pid, {
      clock: {
        now: () => this.time.now(),
        sleep: (ms, signal) => this.time.sleep(ms, signal),
        wallTime: () => this.time.wallTime() + this.timeOfDayOffset,
      },
      open: (...port) => this.open(...port),
      storage: {
        ...this.storage,
        write: (name, text) => this.fits().then(() => this.storage.write(name, text)),
        create: (name, text) => this.fits().then(() => this.storage.create(name, text)),
      },
      onAwait: () => this.onAwait(),
      isAlive: (other) => other === this.program.pid && !this.program.isDead,
    });
  }

  private fits(): Promise<void> {
    return this.diskIsFull ? Promise.reject(new Error('ENOSPC: no space left on device')) : Promise.resolve();
  }
}

interface Surroundings {
  readonly clock: Clock;
  readonly open: OpenTransport;
  readonly storage: RecordStorage;
  readonly onAwait: () => void;
  readonly isAlive: (pid: number) => boolean;
}

/** One process. All its awaits go through here, so that an ended process gets no more results. */
class Program {
  readonly pid: number;
  readonly service: UpgradeService;
  isDead = false;
  private readonly ports = new Set<Transport>();
  private readonly onAwait: () => void;

  constructor(pid: number, { clock, open, storage, onAwait, isAlive }: Surroundings) {
    this.pid = pid;
    this.onAwait = onAwait;
    this.service = createUpgradeService({
      clock: { ...clock, sleep: (ms, signal) => this.living(() => clock.sleep(ms, signal)) },
      logger: silentLogger,
      openTransport: (...port) => this.living(async () => this.own(await open(...port))),
      listPorts: () => Promise.resolve({ ports: [], unknown: null }),
      storage: {
        folder: storage.folder,
        list: () => this.living(() => storage.list()),
        read: (name) => this.living(() => storage.read(name)),
        write: (name, text) => this.living(() => storage.write(name, text)),
        create: (name, text) => this.living(() => storage.create(name, text)),
        remove: (name) => this.living(() => storage.remove(name)),
      },
      processes: {
        self: () => Promise.resolve({ pid, started: '' }),
        lifeOf: (mark) => Promise.resolve(isAlive(mark.pid) ? 'runs' : 'ended'),
        canonicalPort: (port) => Promise.resolve(port),
      },
    });
  }

  kill(): void {
    this.isDead = true;
    for (const port of this.ports) void port.close();
  }

  private own(port: Transport): Transport {
    this.ports.add(port);
    // A process that ended while it opened a port no longer has it.
    if (this.isDead) void port.close();
    port.onLost(() => this.ports.delete(port));
    return {
      path: port.path,
      get baudRate() {
        return port.baudRate;
      },
      onData: port.onData,
      onLost: port.onLost,
      write: (bytes, signal) => this.living(() => port.write(bytes, signal)),
      drain: (signal) => this.living(() => port.drain(signal)),
      setBaudRate: (rate, signal) => this.living(() => port.setBaudRate(rate, signal)),
      close: () =>
        this.living(() => {
          this.ports.delete(port);
          return port.close();
        }),
    };
  }

  /** Runs the action and returns its result, unless the process has ended by then. */
  private living<T>(action: () => Promise<T>): Promise<T> {
    this.onAwait();
    if (this.isDead) return new Promise(() => undefined);
    return new Promise((resolve, reject) => {
      action().then(
        (value) => {
          if (!this.isDead) resolve(value);
        },
        (error: unknown) => {
          if (!this.isDead) reject(error instanceof Error ? error : new Error(String(error)));
        },
      );
    });
  }
}

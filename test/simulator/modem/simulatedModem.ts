import type { Clock } from '../../../src/base/clock';
import { Emitter } from '../../../src/base/emitter';
import { runCommand, type CommandTarget } from './atCommands';
import { AtLines, layOutAnswer } from './atLines';
import { BELIEVED, type ModemBehaviour } from './behaviour';
import { STATE, type State } from './bootState';
import { DEFAULT_CONFIGURATION, type ModemConfiguration } from './configuration';
import { damage, damageReceived, inFront, lateness } from './damage';
import { DataSession, ESCAPE_GUARD_MS } from './dataSession';
import { type Effect, type Fault, FaultTable } from './fault';
import { Flash } from './flash';
import { Installation } from './installation';
import { IncomingImage } from './incomingImage';
import { newLife } from './life';
import { InputMeter } from './inputMeter';
import type { ModemOutput } from './modemOutput';
import { misread } from './noise';
import { examineImage } from './receivedImage';
import { StpSlave } from './stpSlave';
import { type Standing, type TransferWay, Truth } from './truth';

/**
 * A modem, byte by byte, without a connection: the code that connects it calls `receive` and listens to `onOutput`.
 * Only the clock moves its time.
 */
export class SimulatedModem implements CommandTarget {
  readonly configuration: ModemConfiguration;
  readonly behaviour: ModemBehaviour;
  readonly truth: Truth;
  /** The fault "unplug" pulled the cable. The wire has to react to it. */
  readonly onUnplug;
  readonly onOutput;
  echo = false;

  private readonly clock: Clock;
  private readonly output = new Emitter<ModemOutput>();
  private readonly unplugged = new Emitter<undefined>();
  private readonly flash: Flash;
  private faults: FaultTable;
  private readonly habits: FaultTable;
  private running: State | undefined;
  private rate: number;
  private readonly lines = new AtLines();
  private slave: StpSlave | undefined;
  private incoming: IncomingImage | undefined;
  private readonly installation: Installation;
  private updaterLoaded = false;
  private dataSession: DataSession | undefined;
  private deafUntil = 0;
  /** While the modem erases or finishes its flash, all input waits. */
  private busyUntil = 0;
  private waiting: Uint8Array[] = [];
  private readonly input: InputMeter;
  private lastAnswer: Uint8Array = new Uint8Array();
  /** Ends all pending work when the program ends. */
  private life = newLife();

  constructor(configuration: Partial<ModemConfiguration>, clock: Clock) {
    this.configuration = { ...DEFAULT_CONFIGURATION, ...configuration };
    this.behaviour = { ...BELIEVED, ...this.configuration.behaviour };
    this.clock = clock;
    this.onOutput = this.output.event;
    this.onUnplug = this.unplugged.event;
    this.flash = new Flash(this.configuration, this.behaviour);
    this.installation = new Installation({
      flash: this.flash,
      configuration: this.configuration,
      behaviour: this.behaviour,
      strike: () => {
        const { life } = this;
        const effects = this.strike({ phase: 'apply' });
        // The power may have been cut at this moment.
        return this.life === life ? effects : undefined;
      },
      later: (ms, action) => this.later(ms, action),
      leaveFirmware: () => {
        this.sendText('\r\n+SHUTDOWN\r\n');
        this.endProgram();
      },
      enterUpdater: () => this.enter(STATE.updater),
      restart: () => this.restart(),
    });
    this.faults = new FaultTable(this.configuration.faults);
    this.habits = new FaultTable(this.configuration.habits.map((habit) => ({ times: 'always', ...habit })));
    this.rate = this.rateOf(this.configuration.state);
    if (this.configuration.dataSession) this.dataSession = new DataSession();
    this.truth = new Truth(() => this.standing());
    this.input = new InputMeter(this.configuration.inputBufferBytes, this.truth);
    this.enter(this.configuration.state);
  }

  /** The current rate, bits per second. */
  get baudRate(): number {
    return this.rate;
  }

  /** Replaces the declared faults. Their counting starts now. */
  declareFaults(faults: readonly Fault[]): void {
    this.faults = new FaultTable(faults);
  }

  /** @param baudRate the sender’s rate; at a rate other than its own, the modem reads noise */
  receive(bytes: Uint8Array, baudRate: number = this.rate): void {
    const now = this.clock.now();
    const first = this.truth.bytesReceived;
    this.truth.bytesReceived += bytes.length;
    if (this.slave) this.truth.stpBytesReceived += bytes.length;
    const struck = damageReceived(bytes, first, this.faults, (byte) => this.strike({ byte }));
    const heard = misread(struck, baudRate, this.rate);
    if (this.running === undefined || now < this.deafUntil) return;
    if (this.installation.stage && this.configuration.silentWhileApplying) return;
    const taken = this.input.admit(heard, now);
    const session = this.dataSession;
    if (!session) this.interpret(taken, now);
    else if (session.receive(taken, now))
      this.later(ESCAPE_GUARD_MS, () => this.leaveDataSession(session, now));
  }

  /** Cuts the power. Incomplete writes stay incomplete. */
  cutPower(): void {
    const arriving =
      this.incoming?.way === 'ON_THE_FLY' && this.flash.written && !this.flash.applicationWhole;
    this.flash.breakOff(arriving ? 'firmware' : this.installation.halfWritten);
    this.endProgram();
    this.updaterLoaded = false;
    this.dataSession = undefined;
  }

  restorePower(): void {
    if (this.running === undefined) this.start(this.flash.stateAfterStart());
  }

  powerCycle(): void {
    this.cutPower();
    this.restorePower();
  }

  // The interface for commands.

  get state(): State {
    return this.running ?? this.configuration.state;
  }

  get versions(): Pick<ModemConfiguration, 'version' | 'build' | 'ue' | 'bootrom'> {
    const { version, build } = this.flash;
    return { version, build, ue: this.configuration.ue, bootrom: this.flash.bootrom };
  }

  get stateNumber(): State | 3 {
    const { updaterNumber, loadedUpdaterNumber } = this.behaviour;
    if (this.state !== STATE.updater) return this.state;
    return this.updaterLoaded ? loadedUpdaterNumber : updaterNumber;
  }

  get upgradeReport(): string {
    return this.installation.report;
  }

  get hasStagedImage(): boolean {
    return this.flash.staged !== undefined;
  }

  get bootMode(): Flash['bootMode'] {
    return this.flash.bootMode;
  }

  set bootMode(mode: Flash['bootMode']) {
    this.flash.bootMode = mode;
  }

  changeBaudRate(bitsPerSecond: number): void {
    this.rate = bitsPerSecond;
  }

  stayDeaf(ms: number): void {
    this.deafUntil = this.clock.now() + ms;
  }

  restart(): void {
    this.flash.breakOff(this.installation.halfWritten);
    this.sendText('\r\n+SHUTDOWN\r\n');
    this.endProgram();
    this.updaterLoaded = false;
    this.start(this.flash.stateAfterStart());
  }

  beginTransfer(way: TransferWay): void {
    const { loaderMaximumTransfer, maximumTransfer, largestBlock, answerCrcs } = this.configuration;
    const forgets = this.configuration.forgetsReport && this.behaviour.earlierReport === 'forgotten';
    if (way !== 'updater' && forgets) this.flash.report = 'No report';
    this.incoming = new IncomingImage(way);
    this.slave = new StpSlave({
      maximumTransfer: way === 'updater' ? loaderMaximumTransfer : maximumTransfer,
      largestBlock,
      answerCrcs,
      effectsAt: (stp) => this.strike({ stp }),
      begin: () => {
        this.truth.sessions++;
        this.incoming = new IncomingImage(way);
      },
      take: (bytes) => this.takeBlock(bytes),
      answer: (bytes, effects, busyMs, after) => this.answer(bytes, effects, busyMs, after),
      behaviour: this.behaviour,
      end: () => this.endTransfer(),
      abandon: () => this.abandonTransfer(),
      restart: () => this.restart(),
    });
  }

  applyStagedImage(): void {
    this.installation.beginStaged(this.updaterLoaded);
  }

  // Starting and ending programs.

  private start(state: State | undefined): void {
    if (state === undefined) return;
    if (this.behaviour.earlierReport === 'saidUntilRestart') this.flash.report = 'No report';
    const effects = this.strike({ phase: 'start' });
    if (effects.includes('powerCut') || effects.includes('reset')) return;
    const { bootMs, announcesEarlierMs, announcesStartIn, noiseAfterReset } = this.configuration;
    const announce = (): void => {
      this.rate = this.rateOf(state);
      this.send(noiseAfterReset);
      if (!announcesStartIn.includes(state) || effects.includes('noStart')) return;
      const times = effects.includes('doubleStart') ? 2 : 1;
      this.sendText('\r\n+SYSSTART\r\n'.repeat(times));
    };
    const startMs = bootMs + lateness(effects);
    if (announcesEarlierMs > 0) this.later(Math.max(0, startMs - announcesEarlierMs), announce);
    this.later(startMs, () => {
      this.rate = this.rateOf(state);
      this.enter(this.installation.startInto(state));
      if (announcesEarlierMs === 0) announce();
    });
  }

  private enter(state: State): void {
    this.running = state;
    this.echo = this.configuration.echoIn.includes(state);
    this.input.answered();
  }

  private endProgram(): void {
    this.life.abort();
    this.life = newLife();
    this.running = undefined;
    this.slave = undefined;
    this.incoming = undefined;
    this.installation.forget();
    this.deafUntil = 0;
    this.busyUntil = 0;
    this.waiting = [];
    this.lines.forget();
  }

  private rateOf(state: State): number {
    return state === STATE.recovery ? this.configuration.recoveryBaudRate : this.configuration.baudRate;
  }

  private standing(): Standing {
    const { flash } = this;
    const comesUp = this.running ?? flash.stateAfterStart();
    const asBefore = comesUp === this.configuration.state && this.installation.stage === undefined;
    const condition = flash.condition(comesUp, asBefore);
    return { build: flash.build, state: this.running ?? null, condition };
  }

  // Bytes in.

  private interpret(bytes: Uint8Array, now: number): void {
    if (now < this.busyUntil) {
      this.waiting.push(bytes.slice());
      return;
    }
    let rest = bytes;
    while (rest.length > 0 && this.running !== undefined) {
      if (this.slave) {
        this.slave.receive(rest, now);
        return;
      }
      const { used, line } = this.lines.take(rest);
      if (this.echo) this.send(rest.slice(0, used));
      if (line !== undefined) this.command(line);
      rest = rest.subarray(used);
    }
  }

  private command(line: string): void {
    // A modem ignores a line without an AT as noise.
    if (!/AT/i.test(line)) return;
    this.truth.commands.push(line);
    const effects = this.strike({ at: line });
    if (effects.includes('ignore') || this.running === undefined) return;
    const {
      lines = [],
      result,
      busyMs = 0,
      after,
    } = effects.includes('error') ? { result: 'ERROR' as const } : runCommand(line, this);
    const text = layOutAnswer(lines, result, this.configuration, this.running === STATE.recovery);
    const echoed = effects.includes('echo') ? `${line}\r\n` : '';
    this.answer(Buffer.from(echoed + text, 'latin1'), effects, busyMs, () => after?.());
  }

  private leaveDataSession(session: DataSession, since: number): void {
    if (!session.quietSince(since)) return;
    this.dataSession = undefined;
    this.sendText('\r\nOK\r\n');
  }

  private takeBlock(bytes: Uint8Array): number {
    const { truth, incoming } = this;
    if (!incoming) return 0;
    incoming.add(bytes);
    truth.noteBlock(bytes.length);
    if (incoming.way !== 'ON_THE_FLY') return 0;
    if (incoming.replacesApplication && bytes.length > 0) this.flash.beginWriting();
    const pause = incoming.nextPause(this.configuration.pauses);
    return pause ? pause.ms + lateness(this.strike({ phase: 'pause' })) : 0;
  }

  private abandonTransfer(): void {
    this.slave = undefined;
    this.incoming = undefined;
    this.lines.forget();
  }

  private endTransfer(): void {
    const { incoming } = this;
    this.slave = undefined;
    this.incoming = undefined;
    this.lines.forget();
    if (!incoming) return;
    if (this.behaviour.silentAfterTransferMs > 0) this.stayDeaf(this.behaviour.silentAfterTransferMs);
    const image = incoming.bytes();
    if (examineImage(image).kind !== 'bootrom') this.truth.noteImage(image, incoming.way);
    if (incoming.way === 'FFF') this.flash.stage(image);
    else if (incoming.way === 'ON_THE_FLY')
      this.installation.begin(image, { staged: false, withUpdater: this.updaterLoaded });
    else this.startLoaded(image);
  }

  /** The loader starts the received program. Anything except an updater leads back to the loader. */
  private startLoaded(image: Uint8Array): void {
    const isUpdater = examineImage(image).kind === 'updater';
    this.endProgram();
    this.later(this.configuration.updaterWakeMs, () => {
      this.updaterLoaded = isUpdater;
      this.enter(isUpdater ? STATE.updater : STATE.recovery);
    });
  }

  private answer(bytes: Uint8Array, effects: readonly Effect[], busyMs: number, after: () => void): void {
    this.input.answered();
    if (this.running === undefined) return;
    const earlier = effects.includes('stale') ? this.lastAnswer : new Uint8Array();
    this.lastAnswer = bytes;
    const whole = Buffer.concat([inFront(effects, earlier), damage(bytes, effects)]);
    // AT commands are processed one after the other.
    const occupiedMs = this.slave ? busyMs : busyMs + lateness(effects);
    if (occupiedMs > 0) this.busyUntil = this.clock.now() + occupiedMs;
    this.later(this.configuration.answerMs + busyMs + lateness(effects), () => {
      if (!effects.includes('silence')) this.send(whole);
      after();
      this.workOnWaiting();
    });
  }

  private workOnWaiting(): void {
    for (const bytes of this.waiting.splice(0)) this.interpret(bytes, this.clock.now());
  }

  private strike(occurrence: Parameters<FaultTable['at']>[0]): readonly Effect[] {
    const effects = [...this.habits.at(occurrence), ...this.faults.at(occurrence)];
    if (effects.includes('powerCut')) this.cutPower();
    if (effects.includes('unplug')) this.unplugged.fire(undefined);
    if (effects.includes('reset')) this.powerCycle();
    return effects;
  }

  private sendText(text: string): void {
    this.send(Buffer.from(text, 'latin1'));
  }

  private send(bytes: Uint8Array): void {
    if (bytes.length > 0) this.output.fire({ bytes, baudRate: this.rate });
  }

  private later(ms: number, action: () => void): void {
    if (ms <= 0) {
      action();
      return;
    }
    // The action is cancelled when the program ends, and no caller needs an error.
    this.clock.sleep(ms, this.life.signal).then(action, () => undefined);
  }
}

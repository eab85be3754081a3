import { phrase } from '../../base/phrase';
import { isUpgradeError, UpgradeError } from '../../base/upgradeError';
import type { FirmwareImage } from '../../firmware/firmwareImage';
import { FACTORY_BUILD } from '../../firmware/rules/rule';
import { modemErrors } from '../../modem/errors';
import { type ModemReading, UNREAD_MODEM } from '../../modem/modemReading';
import { BlockSize } from '../../stp/blockSize';
import { newLinkCounters, retriesOf } from '../../stp/linkCounters';
import { type Sent, sendPayload } from '../../stp/sendPayload';
import type { Transfer } from '../../stp/transfer';
import type { Transport } from '../../transport/transport';
import { isModemUnchanged, requireModemUnchanged } from './modemUnchanged';
import { upgradeErrors } from '../errors';
import { MIRROR_RATE, ModemLink } from '../inspect/modemLink';
import { MirrorStream } from '../inspect/mirrorStream';
import { type UpgradeResult } from '../../modem/upgradeResult';
import { APPLY_PATIENCE_MS } from './applyPatience';
import { STILL_APPLYING } from '../inspect/readWhenApplied';
import type { StepAction, TransferWay } from '../plan/plan';
import type { ModemCondition } from '../report';
import { finishByItself, startFirmware, wakeWithImage } from './modemFinish';
import { showsImage, whyNotUpgraded } from './expectedVersion';
import { imageOf, isLastImage, targetOf, updaterOf } from './planImages';
import type { PerformContext } from './performContext';
import { doesWithout, reachUpdater } from './reachUpdater';
import type { RunState } from './runState';
import { conditionFromReading } from './conditionFromReading';

/** Tries of waking up a modem that answered a moment ago, a second apart. */
const WAKE_TRIES = 30;
/** An answer that was lost or late is no change of the modem: it is asked again. */
const READ_TRIES = 3;
/** After a failure the modem is asked for its state this long, tries of a second each. */
const SETTLE_TRIES = 12;
/** It may be about to leave, or starting. */
const SETTLE_TRIES_WHILE_STARTING = 60;
const LEAVING_MS = 3000;
/** Between two questions to a modem that is starting. */
const STATE_POLL_MS = 500;
/** With the firmware started, the modem may need a moment before it reports itself in application state. */
const APPLICATION_STATE_MS = 60_000;
/** One that shows another program first, such as its updater, is given longer to get there. */
const OTHER_STATE_MS = 600_000;
/** How long a modem that answers no transfer request is given to answer AT, milliseconds. */
const ENTER_MS = 700;
/** Every so often it is asked at its other rate, too. */
const ASKS_BEFORE_OTHER_RATE = 3;
const ENTER_TRIES = 5;
/** Nothing was said of an upgrade, as far as is known. */
const NO_RESULT: UpgradeResult = { kind: 'silent', text: '' };

export type ModemAction = Extract<
  StepAction,
  {
    kind:
      'wake' | 'prepare' | 'loadUpdater' | 'bootUpdater' | 'transfer' | 'apply' | 'leaveUpdater' | 'verify';
  }
>;

/** The board is in MIRROR mode and the host speaks to the modem itself: AT, then STP, then AT again. */
export class ModemSide {
  private readonly context: PerformContext;
  private readonly state: RunState;
  private readonly counters = newLinkCounters();
  private blockSize: BlockSize;
  /** What is being written down of this modem's block sizes. */
  private remembering: Promise<unknown> = Promise.resolve();
  private link: ModemLink | undefined;
  private stream: MirrorStream | undefined;
  /** Whether it was made to run another program than the one it was found in, and not brought back. */
  private moved = false;
  /** Whether an image overwrote its firmware while it arrived. */
  private overwritten = false;
  /** Whether its updater was loaded into its working memory, and is lost when it restarts. */
  private loaded = false;
  /** What it said of an upgrade before it was given an image. */
  private reportBefore = NO_RESULT;
  /** Whether a file was begun and did not end. */
  private sending = false;
  /** Whether it may have taken a block of the image twice. */
  private doubtful = false;

  constructor(context: PerformContext, state: RunState) {
    this.context = context;
    this.state = state;
    this.blockSize = new BlockSize(context.tuning.blockBytes ?? Infinity);
  }

  get largestBlock(): number | null {
    return this.blockSize.best;
  }

  get retries(): number {
    return retriesOf(this.counters);
  }

  /** Takes over a port that leads to the modem from now on. */
  attach(transport: Transport): void {
    const { clock, logger } = this.context;
    this.stream = new MirrorStream(transport, clock);
    this.link = new ModemLink(this.stream, clock, logger, this.context.plan.finding.kind === 'board');
  }

  async perform(action: ModemAction, signal: AbortSignal): Promise<void> {
    switch (action.kind) {
      case 'wake':
        return this.wake(signal);
      case 'loadUpdater':
        return this.loadUpdater(signal);
      case 'prepare':
        return this.prepare(signal);
      case 'bootUpdater':
        return this.bootUpdater(signal);
      case 'transfer':
        return this.transfer(imageOf(this.context, action.image), action.way, signal);
      case 'apply':
        return this.apply(action.image, action.way, signal);
      case 'leaveUpdater':
        await startFirmware(this.open(), this.context, signal);
        this.moved = false;
        return;
      case 'verify':
        return this.verify(action.image, signal);
    }
  }

  /** @throws FINDING_CHANGED, MODEM_SILENT and the port's errors */
  private async wake(signal: AbortSignal): Promise<void> {
    const { context } = this;
    const { finding } = context.plan;
    const rate = finding.kind === 'modem' ? finding.baudRate : MIRROR_RATE;
    if (!this.link) this.attach(await context.openTransport(finding.port, rate, signal));
    const link = this.open();
    // Where the board may write, it replaces the bootrom and may leave the modem in recovery, where it tells nothing.
    const expected = this.state.written ? { ...finding.modem, bootrom: null } : finding.modem;
    context.wait(phrase('The modem is woken up.'), WAKE_TRIES * 1000);
    let reading = UNREAD_MODEM;
    for (let attempt = 1; attempt <= READ_TRIES; attempt++) {
      if (!(await link.wakeAtAnyRate(WAKE_TRIES, signal)))
        throw link.modem.refusesEverything ? modemErrors.refusesEverything() : modemErrors.silent(WAKE_TRIES);
      reading = await link.modem.read(signal);
      if (isModemUnchanged(reading, expected)) break;
    }
    this.state.reading = reading;
    if (!this.state.written || reading.state === 2) requireModemUnchanged(reading, expected);
    if (reading.state === 0) await this.speedUp(signal);
    await this.recallBlockSize(reading);
  }

  /** What this modem did not take in an earlier run is not tried on it. */
  private async recallBlockSize({ imei }: ModemReading): Promise<void> {
    const { blockSizes, plan, tuning } = this.context;
    const modem = imei ?? plan.finding.modem.imei ?? plan.finding.port;
    const tooLarge = await blockSizes.tooLargeFor(modem);
    this.blockSize = new BlockSize(tuning.blockBytes ?? Infinity, {
      ...(tooLarge === undefined ? {} : { tooLarge }),
      onRefused: (bytes) => {
        this.remembering = this.remembering.then(() => blockSizes.remember(modem, bytes));
      },
    });
  }

  /** A modem that came up in recovery speaks slowly; eight times the rate is worth one question. */
  private async speedUp(signal: AbortSignal): Promise<void> {
    const link = this.open();
    const slow = link.transport.baudRate;
    if (slow === undefined || slow >= MIRROR_RATE) return;
    if (await link.modem.changeRate(MIRROR_RATE, signal)) await link.setRate(MIRROR_RATE, signal);
    // Its answer may have been lost, or its word not kept: where it is now, only asking tells.
    if (!(await link.wakeAtAnyRate(WAKE_TRIES, signal))) throw modemErrors.silent(WAKE_TRIES);
  }

  private async prepare(signal: AbortSignal): Promise<void> {
    await this.open().modem.prepare((command) => this.context.notice('info', doesWithout(command)), signal);
  }

  /**
   * Where the modem's flash holds no updater, the one that was given is loaded.
   * @throws AT_UNEXPECTED when the modem does not start its updater, UPDATER_MISSING when it has none and none was given
   */
  private async bootUpdater(signal: AbortSignal): Promise<void> {
    const { context } = this;
    this.markMoved();
    await this.open().modem.boot('RECOVERY', signal);
    if ((await reachUpdater(this.open(), context, 'booted', signal)) === 'updater') return;
    if (!context.firmware.updater) throw upgradeErrors.noUpdaterInFlash();
    context.notice('info', phrase('The modem has no updater of its own: the one that you gave is loaded.'));
    await this.speedUp(signal);
    await this.load(signal);
    await reachUpdater(this.open(), context, 'loaded', signal);
  }

  private async loadUpdater(signal: AbortSignal): Promise<void> {
    // The board may have found that recovery is not necessary, or loaded the updater itself.
    if (this.state.reading?.state === 4) {
      this.context.skip(phrase('The modem runs its updater already.'));
      return;
    }
    if (this.state.reading?.state !== 0) {
      await this.requireNewBootrom(signal);
      await this.prepare(signal);
      return this.bootUpdater(signal);
    }
    await this.load(signal);
    this.markMoved();
    await reachUpdater(this.open(), this.context, 'loaded', signal);
  }

  /** The updater goes to the modem's working memory: nothing is written by it. */
  private async load(signal: AbortSignal): Promise<void> {
    const { modem } = this.open();
    const enter = (): Promise<void> => modem.beginLoader(signal);
    await enter();
    await this.send(updaterOf(this.context), signal, {
      closesWhenStopped: false,
      triesLargerBlocks: true,
      repeatsBlocks: true,
      enter,
    });
    this.loaded = true;
  }

  /**
   * The board found that the updater is not needed. That is true of a modem with another bootrom than the factory's; its own word
   * decides, before anything is sent.
   * @throws TOOL_BOOTROM_KEPT
   */
  private async requireNewBootrom(signal: AbortSignal): Promise<void> {
    let bootrom = this.state.reading?.bootrom ?? null;
    for (let attempt = 1; bootrom === null && attempt < READ_TRIES; attempt++)
      ({ bootrom } = this.state.reading = await this.open().modem.read(signal));
    if (bootrom === null || bootrom === FACTORY_BUILD) throw upgradeErrors.bootromKept();
    this.context.skip(phrase('The updater is not needed: the bootrom is {bootrom} already.', { bootrom }));
  }

  private markMoved(): void {
    this.moved = true;
    this.state.forgetReading();
  }

  private async transfer(image: FirmwareImage, way: TransferWay, signal: AbortSignal): Promise<void> {
    const { modem } = this.open();
    this.reportBefore = await modem.readUpgradeResult(signal);
    try {
      await modem.beginTransfer(way, signal);
    } catch (error) {
      // A modem found in its updater may have lost it meanwhile: it is booted and asked once more.
      if (!isUpgradeError(error, 'AT_ERROR') || way === 'FFF' || this.moved) throw error;
      await this.bootUpdater(signal);
      await modem.beginTransfer(way, signal);
    }
    await this.sendImage(image, way, true, signal);
  }

  /** @param repeatsBlocks as of `Transfer` */
  private async sendImage(
    image: FirmwareImage,
    way: TransferWay,
    repeatsBlocks: boolean,
    signal: AbortSignal,
  ): Promise<void> {
    const { doubtful } = await this.send(image, signal, {
      closesWhenStopped: way === 'FFF',
      repeatsBlocks,
      enter: () => this.beginAgain(way, signal),
      // Whoever loses a modem loses it here: nothing is tried that could begin this one anew.
      triesLargerBlocks: image.description.stepOfPair !== 1,
      onSession: () => {
        if (way === 'FFF') return;
        this.overwritten = true;
        this.state.markWritten();
      },
    });
    this.doubtful = doubtful;
  }

  /**
   * Has a modem that left the transfer protocol take the image from its beginning: by the command by which it began, and
   * where it restarted meanwhile by all that came before that.
   */
  private async beginAgain(way: TransferWay, signal: AbortSignal): Promise<void> {
    const link = this.open();
    const { modem } = link;
    try {
      await modem.beginTransfer(way, signal);
      return;
    } catch (error) {
      if (!isUpgradeError(error, 'AT_ERROR')) throw error;
    }
    const state = await modem.readState(signal);
    if (way === 'FFF') await this.prepare(signal);
    else if (state === 0 && this.loaded) {
      await this.load(signal);
      await reachUpdater(link, this.context, 'loaded', signal);
    } else if (state !== 0) await this.bootUpdater(signal);
    await modem.beginTransfer(way, signal);
  }

  /** @param onSession called when the modem has opened a session, before the first byte of the file */
  private async send(
    file: FirmwareImage,
    signal: AbortSignal,
    parts: Pick<Transfer, 'closesWhenStopped' | 'triesLargerBlocks' | 'repeatsBlocks'> & {
      readonly onSession?: () => void;
      readonly enter: () => Promise<void>;
    },
  ): Promise<Sent> {
    const { context, counters, blockSize } = this;
    const link = this.open();
    const { stream, transport } = link;
    const before = this.state.bytes;
    const { clock } = context;
    const { size, read } = { size: file.source.size, read: file.source.read.bind(file.source) };
    let asked = 0;
    this.sending = true;
    const sent = await sendPayload(
      {
        stream,
        clock,
        counters,
        blockSize,
        bitsPerSecond: transport.baudRate ?? MIRROR_RATE,
        closesWhenStopped: parts.closesWhenStopped,
        triesLargerBlocks: parts.triesLargerBlocks,
        repeatsBlocks: parts.repeatsBlocks,
        enterAgain: async (until) => {
          asked++;
          // One that restarted may have come up at its other rate.
          const listens =
            asked % ASKS_BEFORE_OTHER_RATE === 0
              ? await link.wakeAtAnyRate(ENTER_TRIES, until)
              : await link.modem.listens(ENTER_MS, until);
          if (!listens) return false;
          context.notice('info', phrase('The modem left the transfer; it is begun anew.'));
          await parts.enter();
          return true;
        },
        listener: {
          onSession: (version, maximum) => {
            parts.onSession?.();
            context.notice(
              'detail',
              phrase('Session opened: version {version}, frames of {maximum} bytes at most.', {
                version,
                maximum,
              }),
            );
          },
          onProgress: (bytes) => {
            this.state.bytes = before + bytes;
            context.progress(bytes, size);
          },
          onSilence: (ms) => context.wait(phrase('The modem works silently.'), ms),
        },
      },
      { size, read },
      signal,
    );
    this.sending = false;
    return sent;
  }

  private async apply(image: number, way: TransferWay, signal: AbortSignal): Promise<void> {
    const { context, reportBefore: before } = this;
    const parts = {
      way,
      context,
      before,
      beforeApplying: () => this.state.markWritten(),
      hasIt: (reading: ModemReading) => showsImage(context, image, reading),
    };
    try {
      await finishByItself(this.open(), parts, signal);
    } catch (error) {
      if (!isUpgradeError(error, 'UPGRADE_REPORTED_FAILURE') || !this.doubtful) throw error;
      context.notice('warning', phrase('The image may have arrived damaged. It is sent once more.'));
      this.reportBefore = await this.open().modem.readUpgradeResult(signal);
      await this.beginAgain(way, signal);
      await this.sendImage(imageOf(context, image), way, false, signal);
      await finishByItself(this.open(), { ...parts, before: this.reportBefore }, signal);
    }
  }

  /** @throws WRONG_VERSION_AFTER, VERSION_UNPROVEN, MODEM_SILENT */
  private async verify(image: number, signal: AbortSignal): Promise<void> {
    const { context } = this;
    const link = this.open();
    const begun = context.clock.now();
    // One that answers at once may still need a while to name its version, and one that does not is asked for longer.
    context.wait(phrase('The modem starts its new firmware.'), APPLICATION_STATE_MS);
    for (let noted = false; ; noted = true) {
      await wakeWithImage(link, context, signal);
      if (!noted) await link.modem.noteSuccess(signal);
      this.state.reading = await link.modem.read(signal);
      // What it says now may be from before it started anew, or its success that of an earlier image.
      const objection = whyNotUpgraded(context, image, this.state.reading);
      if (!objection) {
        this.state.imei ??= this.state.reading.imei;
        this.state.markVerified(isLastImage(context, image));
        return;
      }
      const { applying } = this.state.reading;
      const left = begun + patienceWith(this.state.reading) - context.clock.now();
      if (left <= 0) throw applying ? upgradeErrors.stillAtWork(APPLY_PATIENCE_MS / 60_000) : objection;
      if (applying) context.wait(STILL_APPLYING, left);
      await context.clock.sleep(STATE_POLL_MS, signal);
    }
  }

  /** After a failure or a cancel: puts back what can be put back and finds out what state the modem is in. */
  async settle(signal: AbortSignal): Promise<ModemCondition> {
    if (!this.link) return this.unasked;
    try {
      if (this.moved && !this.state.written) await this.bringBack(this.link, signal);
      if (!(await this.link.wakeAtAnyRate(SETTLE_TRIES, signal))) return this.unasked;
      const reading = await this.link.modem.read(signal);
      this.state.reading = reading;
      return await this.conditionBy(reading, this.link, signal);
    } catch (error) {
      if (!(error instanceof UpgradeError)) throw error;
      this.context.logger.warn(`after the failure: ${error.message}`);
      return this.unasked;
    }
  }

  /** Its updater was started and nothing written: the firmware it was found in is still whole. */
  private async bringBack(link: ModemLink, signal: AbortSignal): Promise<void> {
    const { state } = this.context.plan.finding.modem;
    const ranFirmware = state === 1 || state === 2;
    await this.context.clock.sleep(LEAVING_MS, signal);
    if (!ranFirmware || !(await link.wakeAtAnyRate(SETTLE_TRIES_WHILE_STARTING, signal))) return;
    if ((await link.modem.readState(signal)) === 4) await startFirmware(link, this.context, signal);
    else await link.modem.chooseNextBoot('FFF', signal);
  }

  /** What its own word says of it. */
  private async conditionBy(
    now: ModemReading,
    link: ModemLink,
    signal: AbortSignal,
  ): Promise<ModemCondition> {
    const { moved, overwritten, state, context } = this;
    const found = context.plan.finding.modem;
    if (state.written) {
      const { kind } = await link.modem.readUpgradeResult(signal);
      const applying = kind !== 'none' && kind !== 'failure';
      const replaced = overwritten || state.hasImage;
      return conditionFromReading(now, { found, replaced, applying, target: targetOf(context) });
    }
    return isModemUnchanged(now, found) || !moved ? 'untouched' : 'recoverable';
  }

  /** Whether the board was started once more, by us, since it restarted. */
  get startedBoard(): boolean {
    return this.stream?.startedSafely === true;
  }

  /** Whether it waits for the rest of a file, and listens to nothing else: its session was cut in two. */
  get isInTransfer(): boolean {
    return this.sending;
  }

  /**
   * What is known of a modem that cannot be asked any more: a power cycle ends whatever keeps it silent, a transfer can
   * be repeated from its beginning (Pycom documentation), and one that lost its firmware comes up in recovery.
   */
  private get unasked(): ModemCondition {
    return this.state.written || this.moved ? 'recoverable' : 'untouched';
  }

  /** Gives the port back to whoever waits for the board's restart. */
  detach(): Transport | undefined {
    const { link } = this;
    this.link = undefined;
    return link?.release();
  }

  /** Lets go of the port. */
  async close(): Promise<void> {
    const { link } = this;
    this.link = undefined;
    await this.remembering;
    await link?.close();
  }

  private open(): ModemLink {
    if (!this.link) throw upgradeErrors.unexpected(new Error('the port is not open'));
    return this.link;
  }
}

/** How long a modem that was given an image may go on saying this of itself, milliseconds. */
function patienceWith({ state, applying }: ModemReading): number {
  if (applying) return APPLY_PATIENCE_MS;
  return state === 4 || state === 1 ? OTHER_STATE_MS : APPLICATION_STATE_MS;
}

import { longestBlock } from '../plan/measuredTimes';
import { phrase } from '../../base/phrase';
import { isUpgradeError, UpgradeError } from '../../base/upgradeError';
import type { FirmwareImage } from '../../firmware/firmwareImage';
import { modemErrors } from '../../modem/errors';
import { type ModemReading } from '../../modem/modemReading';
import { BlockSize } from '../../stp/blockSize';
import { newLinkCounters, retriesOf } from '../../stp/linkCounters';
import { type Sent, sendPayload } from '../../stp/sendPayload';
import type { Transfer } from '../../stp/transfer';
import type { Transport } from '../../transport/transport';
import { upgradeErrors } from '../errors';
import { MIRROR_RATE, ModemLink } from '../inspect/modemLink';
import { MirrorStream } from '../inspect/mirrorStream';
import type { ModemCondition } from '../report';
import { startFirmware } from './modemFinish';
import { aimOf } from './planImages';
import type { FactList } from '../facts/factList';
import { hasLeftProgram, isInstalling, isWritten, resultBefore } from '../facts/whatFollows';
import type { PerformContext } from './performContext';
import { conditionInMirror, conditionUnasked } from './condition';

/** Tries of waking up a modem that answered a moment ago, a second apart. */
export const WAKE_TRIES = 30;
/** How long the modem's state is read after a failure, in attempts of a second each. */
const SETTLE_TRIES = 12;
/** It may be about to leave, or starting. */
const SETTLE_TRIES_WHILE_STARTING = 60;
const LEAVING_MS = 3000;
/** How long a modem that answers no transfer request is given to answer AT, milliseconds. */
const ENTER_MS = 700;
/** Every so often the other rate is tried, too. */
const ASKS_BEFORE_OTHER_RATE = 3;
const ENTER_TRIES = 5;

/** The modem's side of a run: the port that leads to it, and what is sent through it by STP. */
export class ModemSide {
  private readonly context: PerformContext;
  private readonly facts: FactList;
  private readonly counters = newLinkCounters();
  private blockSize: BlockSize;
  /** What is being written down of this modem's block sizes. */
  private remembering: Promise<unknown> = Promise.resolve();
  private attached: ModemLink | undefined;
  private stream: MirrorStream | undefined;
  /** Bytes of images and updater that the modem acknowledged. */
  private acknowledged = 0;

  constructor(context: PerformContext, facts: FactList) {
    this.context = context;
    this.facts = facts;
    this.blockSize = new BlockSize(context.tuning.blockBytes ?? Infinity);
  }

  /** Bytes of images and updater that the modem acknowledged. */
  get bytes(): number {
    return this.acknowledged;
  }

  get largestBlock(): number | null {
    return this.blockSize.best;
  }

  get retries(): number {
    return retriesOf(this.counters);
  }

  get isAttached(): boolean {
    return this.attached !== undefined;
  }

  /** The modem behind the port; a step that comes before the port was taken is a mistake of the plan. */
  get link(): ModemLink {
    if (!this.attached) throw upgradeErrors.unexpected(new Error('the port is not open'));
    return this.attached;
  }

  /** Takes over a port that leads to the modem from now on. */
  attach(transport: Transport): void {
    const { clock, logger } = this.context;
    this.stream = new MirrorStream(transport, clock);
    this.attached = new ModemLink(this.stream, clock, logger, this.context.plan.finding.kind === 'board');
  }

  /** What this modem did not take in an earlier run is not tried on it. */
  async recallBlockSize({ imei }: ModemReading): Promise<void> {
    const { blockSizes, plan, tuning } = this.context;
    const modem = imei ?? plan.finding.modem.imei ?? plan.finding.port;
    const tooLarge = await blockSizes.tooLargeFor(modem);
    const { measured } = plan.finding;
    const longest = tuning.blockBytes ?? (measured === undefined ? Infinity : longestBlock(measured));
    this.blockSize = new BlockSize(longest, {
      ...(tooLarge === undefined ? {} : { tooLarge }),
      onRefused: (bytes) => {
        this.remembering = this.remembering.then(() => blockSizes.remember(modem, bytes));
      },
    });
  }

  /** A modem that came up in recovery speaks slowly; eight times the rate is worth one question. */
  async speedUp(signal: AbortSignal): Promise<void> {
    const link = this.link;
    const slow = link.transport.baudRate;
    if (slow === undefined || slow >= MIRROR_RATE) return;
    if (await link.modem.changeRate(MIRROR_RATE, signal)) await link.setRate(MIRROR_RATE, signal);
    // Its answer may have been lost, or its word not kept: where it is now, only asking tells.
    if (!(await link.wakeAtAnyRate(WAKE_TRIES, signal))) throw modemErrors.silent(WAKE_TRIES);
  }

  /** @param parts `overwrites`: whether the file replaces the modem's firmware as it arrives */
  async send(
    file: FirmwareImage,
    signal: AbortSignal,
    parts: Pick<Transfer, 'closesWhenStopped' | 'triesLargerBlocks' | 'repeatsBlocks'> & {
      readonly overwrites: boolean;
      readonly enter: () => Promise<void>;
    },
  ): Promise<Sent> {
    const { context, facts, counters, blockSize } = this;
    const link = this.link;
    const { stream, transport } = link;
    const before = this.acknowledged;
    const { clock } = context;
    let asked = 0;
    facts.append({ kind: 'fileBegan' });
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
          if (!listens || (await this.isAtWork(link, until))) return false;
          context.notice('info', phrase('The modem ended the transfer. Starting it again.'));
          await parts.enter();
          return true;
        },
        listener: {
          onLastBlock: async () => {
            if (!parts.overwrites) return;
            facts.noteInstalling(true);
            await context.keepRecord();
          },
          onSession: (version, maximum) => {
            facts.noteInstalling(false);
            facts.append({ kind: 'sessionOpened', overwrites: parts.overwrites });
            context.notice(
              'detail',
              phrase('Transfer session opened: version {version}, frames of up to {maximum} bytes.', {
                version,
                maximum,
              }),
            );
          },
          onProgress: (bytes) => {
            this.acknowledged = before + bytes;
            context.progress(bytes, file.source.size);
          },
          onSilence: (ms) => context.wait(phrase('The modem is busy and silent.'), ms),
        },
      },
      file.source,
      signal,
    ).catch((error: unknown) => {
      // It says itself that it has not taken the last block.
      if (isUpgradeError(error, 'STP_REFUSED')) facts.noteInstalling(false);
      throw error;
    });
    facts.append({ kind: 'fileSent', doubtful: sent.doubtful });
    return sent;
  }

  /** Whether a modem that has left the transfer behind its last block says that it is at work on the image: it isn't begun anew. */
  private async isAtWork({ modem }: ModemLink, signal: AbortSignal): Promise<boolean> {
    return isInstalling(this.facts.all) && (await modem.readUpgradeResult(signal)).kind === 'ongoing';
  }

  /** After a failure or a cancel: puts back what can be put back and finds out what state the modem is in. */
  async settle(signal: AbortSignal): Promise<ModemCondition> {
    const link = this.attached;
    const unasked = conditionUnasked(this.facts.all);
    if (!link) return unasked;
    try {
      if (hasLeftProgram(this.facts.all) && !isWritten(this.facts.all)) await this.bringBack(link, signal);
      if (!(await link.wakeAtAnyRate(SETTLE_TRIES, signal))) return unasked;
      const reading = await link.modem.read(signal);
      this.facts.append({ kind: 'modemRead', reading });
      const facts = this.facts.all;
      const result = isWritten(facts) ? await link.modem.readUpgradeResult(signal) : resultBefore(facts);
      if (reading.applying || result.kind === 'ongoing') this.facts.noteInstalling(true);
      return conditionInMirror(reading, facts, aimOf(this.context), result);
    } catch (error) {
      if (!(error instanceof UpgradeError)) throw error;
      this.context.logger.warn(`after the failure: ${error.message}`);
      return unasked;
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

  /** Whether the board was started once more, by us, since it restarted. */
  get startedBoard(): boolean {
    return this.stream?.startedSafely === true;
  }

  /** Gives the port back to what waits for the board's restart. */
  detach(): Transport | undefined {
    const link = this.attached;
    this.attached = undefined;
    return link?.release();
  }

  /** Lets go of the port. */
  async close(): Promise<void> {
    const link = this.attached;
    this.attached = undefined;
    await this.remembering;
    await link?.close();
  }
}

import { type Phrase, phrase } from '../../base/phrase';
import { isUpgradeError, UpgradeError } from '../../base/upgradeError';
import { readBoardId } from '../../board/boardQuestions';
import { boardErrors } from '../../board/errors';
import { enterMirrorMode, runUpgradeOnBoard, type ToolOutcome } from '../../board/sqnsupgrade/sqnsupgradeRun';
import type { ToolLine } from '../../board/sqnsupgrade/sqnsupgradeText';
import { toolError, type ToolFailure } from '../../board/sqnsupgrade/toolFailures';
import { mayInstallAfter, silenceIn, type ToolListener } from '../../board/sqnsupgrade/toolWatch';
import { mayBeDifferential } from '../../firmware/firmwareImage';
import { FACTORY_BUILD } from '../../firmware/rules/rule';
import type { ModemReading } from '../../modem/modemReading';
import { isNetworkPort } from '../../transport/networkAddress';
import { endOfNumber } from './modemUnchanged';
import { upgradeErrors } from '../errors';
import type { StepAction, TransferWay } from '../plan/plan';
import type { FactList } from '../facts/factList';
import {
  boardNumber,
  hasToolBegunTransfer,
  isInstalling,
  isToolAtWork,
  lastReading,
} from '../facts/whatFollows';
import { MIRROR_TOOL_LIMIT_MS, TOOL_LIMIT_MS } from './applyPatience';
import type { BoardLink } from '../inspect/boardLink';
import type { BoardConnection } from './boardConnection';
import { finishThroughBoard } from './boardFinish';
import type { PerformContext } from './performContext';
import { imageOf } from './planImages';

const RECONNECT_EVERY_MS = 5000;

/** The tool asks the modem for its bootrom once, and takes a lost answer for another bootrom. */
const REPLACING_TRIES = 3;
const BETWEEN_REPLACING_MS = 2000;

/** What the tool gives the modem as a file, unless an argument forbids it; anything larger is written while it arrives. */
const LARGEST_FILE_BYTES = 4_194_304;

/** Ends of a run that the tool itself does not know. */
const UNNOTICED = ['CANCELLED', 'TOOL_SILENT', 'PORT_UNPLUGGED'] as const;

/**
 * The board's own upgrade tool. Once it has begun to write it is interrupted by nothing that we send: whatever becomes of
 * our connection, or of what we understand of its words, it is left alone until it has ended.
 */
export class BoardTool {
  private readonly context: PerformContext;
  private readonly facts: FactList;
  private readonly board: BoardConnection;
  /** Bytes of images that the tool says that it gave the modem. */
  private given = 0;
  /** Time of its last word, ms on the clock. */
  private heardAt = 0;
  private doing: Phrase = silenceIn('detecting').reason;

  constructor(context: PerformContext, facts: FactList, board: BoardConnection) {
    this.context = context;
    this.facts = facts;
    this.board = board;
  }

  /** Bytes of images that the tool says that it gave the modem. */
  get bytes(): number {
    return this.given;
  }

  /**
   * Has it put an image into the modem.
   * @throws what it printed as its failure, UPGRADE_REPORTED_FAILURE, TOOL_SILENT when it does not end, the board's errors
   */
  async upgrade(action: Extract<StepAction, { kind: 'runOnBoard' }>, signal: AbortSignal): Promise<void> {
    const { image, path, updaterPath, loadFff } = action;
    const { size } = imageOf(this.context, image).source;
    const before = this.given;
    const meets = lastReading(this.facts.all) ?? this.context.plan.finding.modem;
    const mustReplaceBootrom = mustReplace(meets);
    const full = !mayBeDifferential(imageOf(this.context, image).description);
    // An earlier image should have brought another bootrom with it, and did not.
    if (full && updaterPath === null && mustReplaceBootrom) throw upgradeErrors.bootromKept();
    const run = {
      ...{ image: path, updater: updaterPath, loadFff, toolVersion: this.version },
      mustReplaceBootrom: updaterPath !== null && (mustReplaceBootrom || meets.state === 0),
    };
    const listener = this.listener((line) => {
      if (line.kind !== 'progress') return;
      const bytes = Math.floor((line.total * line.percent) / 100);
      // It may send its bootrom and the updater before the image.
      if (line.total === size) this.given = before + bytes;
      this.context.progress(bytes, line.total);
    });
    let failures: readonly ToolFailure[] = [];
    let sawItsEnd = true;
    try {
      const outcome = await this.untilReplaced(signal, async () => {
        const each = await this.follow('writes', () =>
          runUpgradeOnBoard(this.board.link.client, run, listener, signal),
        );
        if (!isInstalling(this.facts.all)) requireSuccess(each);
        return each;
      });
      this.tellOvercome(outcome);
      ({ failures } = outcome);
    } catch (error) {
      // What became of the modem is then read from the modem.
      sawItsEnd = false;
      if (this.lostNetwork(error)) await this.reconnect(signal);
      else if (isUpgradeError(error, 'TOOL_SILENT')) await this.untilSilenceEnds(TOOL_LIMIT_MS, signal);
      else if (!isUpgradeError(error, 'BOARD_RESTARTED') || !isInstalling(this.facts.all)) throw error;
    }
    if (isInstalling(this.facts.all)) await this.waitForModem(action, failures, signal);
    // Nobody saw at what it left the modem: until its new version is read, no advice may take its power away.
    else this.facts.noteInstalling(!sawItsEnd);
  }

  /** Its end, whatever that was, is not the modem's. @throws those of `finishThroughBoard` */
  async waitForModem(
    { image, updaterPath, loadFff }: Extract<StepAction, { kind: 'runOnBoard' }>,
    failures: readonly ToolFailure[],
    signal: AbortSignal,
  ): Promise<void> {
    const { context } = this;
    for (const { sentence } of failures)
      context.notice('warning', phrase('The board’s tool ended with: {sentence}', { sentence }));
    const { client } = this.board.link;
    const isFile =
      loadFff && updaterPath === null && imageOf(context, image).source.size <= LARGEST_FILE_BYTES;
    const way: TransferWay = isFile ? 'FFF' : 'ON_THE_FLY';
    const toolSawNoEnd = failures.some(({ sawNoEnd }) => sawNoEnd === true);
    await finishThroughBoard({ client, image, way, toolSawNoEnd }, context, this.facts, signal);
  }

  /**
   * Has it connect the board's port to the modem.
   * @param recovery whether the modem is to be left waiting for an updater, for which its bootrom may be replaced
   * @throws what it printed as its failure, and those of `upgrade`
   */
  async mirror(recovery: boolean, signal: AbortSignal): Promise<void> {
    const { modem } = this.context.plan.finding;
    const mustReplaceBootrom = recovery && mustReplace(modem);
    // The first tools replace it without looking; a modem in recovery is brought there whatever it is called with.
    const mirror = {
      ...{ recovery: recovery && (mustReplaceBootrom || modem.state === 0), mustReplaceBootrom },
      toolVersion: this.version,
    };
    this.facts.append({ kind: 'mirrorEntered' });
    try {
      await this.untilReplaced(signal, () =>
        // Replacing the factory bootrom writes to the modem.
        this.follow(recovery ? 'writes' : 'asks', () =>
          enterMirrorMode(this.board.link.client, mirror, this.listener(), signal),
        ),
      );
    } catch (error) {
      if (recovery && isUpgradeError(error, 'TOOL_SILENT'))
        await this.untilSilenceEnds(MIRROR_TOOL_LIMIT_MS, signal);
      if (!isToolAtWork(this.facts.all)) this.facts.append({ kind: 'mirrorLeft' });
      throw error;
    }
  }

  /**
   * One lost answer is enough for the tool to leave the factory's bootrom as it is. It was stopped there, and nothing was sent.
   * @throws TOOL_BOOTROM_KEPT when it does so each time
   */
  private async untilReplaced<T>(signal: AbortSignal, run: () => Promise<T>): Promise<T> {
    for (let triesLeft = REPLACING_TRIES - 1; ; triesLeft--) {
      try {
        return await run();
      } catch (error) {
        if (triesLeft === 0 || !isUpgradeError(error, 'TOOL_BOOTROM_KEPT')) throw error;
        this.context.notice(
          'warning',
          phrase('The board’s tool didn’t replace the factory bootrom 33080. Starting the tool again.'),
        );
        await this.context.clock.sleep(BETWEEN_REPLACING_MS, signal);
      }
    }
  }

  private tellOvercome({ overcome }: ToolOutcome): void {
    for (const { sentence, detail } of overcome) {
      if (detail) continue;
      this.context.notice(
        'warning',
        phrase('The board’s tool reported: {sentence} It continued, and reported success at the end.', {
          sentence,
        }),
      );
    }
  }

  /** Whether a board in the network went out of reach. */
  lostNetwork(error: unknown): boolean {
    return isNetworkPort(this.context.plan.finding.port) && isUpgradeError(error, 'PORT_UNPLUGGED');
  }

  /**
   * A lost connection is no failed upgrade: the board goes on. It is left alone until its tool has ended.
   * @throws TOOL_SILENT
   */
  async reconnect(signal: AbortSignal): Promise<void> {
    this.heardAt = this.context.clock.now();
    await this.board.drop();
    await this.waitForToolExit(
      phrase('The connection was lost. The board continues on its own.'),
      TOOL_LIMIT_MS,
      signal,
    );
  }

  /** @throws TOOL_SILENT */
  private untilSilenceEnds(limitMs: number, signal: AbortSignal): Promise<void> {
    return this.waitForToolExit(
      phrase(
        'The board has been silent for longer than expected. It may still be upgrading its modem, so it isn’t interrupted.',
      ),
      limitMs,
      signal,
    );
  }

  /**
   * Waits for the board's prompt.
   * @param limitMs the longest that the tool can be at work without a word
   * @throws TOOL_SILENT
   */
  private async waitForToolExit(reason: Phrase, limitMs: number, signal: AbortSignal): Promise<void> {
    const { context } = this;
    const { clock, logger } = context;
    this.facts.append({ kind: 'toolUnseen' });
    const end = this.heardAt + limitMs;
    context.notice('warning', reason);
    context.wait(reason, Math.max(0, end - clock.now()));
    while (clock.now() < end) {
      try {
        const isReopened = !this.board.isOpen;
        const link = isReopened ? await this.board.open(signal) : this.board.link;
        if (!(await link.untilIdle(end - clock.now(), signal))) break;
        // At the same address another board may answer by now, whose prompt says nothing of our tool.
        if (!isReopened || (await this.isOurBoard(link, signal))) {
          this.facts.append({ kind: 'toolEnded' });
          return;
        }
        logger.info('another board answers at this address');
        await this.board.drop();
        await clock.sleep(RECONNECT_EVERY_MS, signal);
      } catch (error) {
        const goesOn = isNetworkPort(context.plan.finding.port) && error instanceof UpgradeError;
        if (!goesOn || error.code === 'CANCELLED') throw error;
        logger.info(`not back yet: ${error.message}`);
        await this.board.drop();
        await clock.sleep(RECONNECT_EVERY_MS, signal);
      }
    }
    throw boardErrors.toolSilent(this.doing, Math.round(limitMs / 60_000));
  }

  /** A modem without a number counts as ours, and so does any modem if ours is unknown. */
  private async isOurBoard({ client }: BoardLink, signal: AbortSignal): Promise<boolean> {
    const ours = boardNumber(this.facts.all);
    const here = ours === null ? null : await readBoardId(client, signal);
    return here === null || here === ours;
  }

  /** @param does whether it may write to the modem */
  private async follow<T>(does: 'writes' | 'asks', run: () => Promise<T>): Promise<T> {
    this.facts.append({ kind: 'toolStarted', writes: does === 'writes' });
    this.board.link.client.neverRestart();
    this.heardAt = this.context.clock.now();
    try {
      const outcome = await run();
      this.facts.append({ kind: 'toolEnded' });
      return outcome;
    } catch (error) {
      const unnoticed = !(error instanceof UpgradeError) || UNNOTICED.some((code) => code === error.code);
      if (!unnoticed) this.facts.append({ kind: 'toolEnded' });
      throw error;
    }
  }

  private listener(onLine: (line: ToolLine) => void = () => undefined): ToolListener {
    const { context } = this;
    return {
      onLine: (line, text) => {
        context.logger.info(`board: ${withoutImei(line, text.trimEnd())}`);
        this.facts.noteInstalling(mayInstallAfter(line, isInstalling(this.facts.all)));
        if ((line.kind === 'session' || line.kind === 'progress') && !hasToolBegunTransfer(this.facts.all))
          this.facts.append({ kind: 'toolOpenedSession' });
        onLine(line);
      },
      // Told of every few seconds while it has words, however little they mean.
      onWait: (reason, until) => {
        this.heardAt = context.clock.now();
        this.doing = reason;
        context.wait(reason, until - context.clock.wallTime());
      },
    };
  }

  private get version(): string {
    const { finding } = this.context.plan;
    return (finding.kind === 'board' ? finding.board.toolVersion : null) ?? '';
  }
}

/** Whether the factory's bootrom is, or may be, in a modem that runs its firmware or waits in recovery. */
function mustReplace({ state, build, bootrom }: ModemReading): boolean {
  if (state === 0 || state === 4) return false;
  return bootrom === FACTORY_BUILD || (bootrom === null && build === FACTORY_BUILD);
}

/** A log is shown to others. */
function withoutImei(line: ToolLine, text: string): string {
  return line.kind === 'imei' ? text.replace(line.imei, `…${endOfNumber(line.imei)}`) : text;
}

/** @throws what the tool printed as its failure, UPGRADE_REPORTED_FAILURE */
function requireSuccess({ saidSuccess, failures }: ToolOutcome): void {
  if (saidSuccess) return;
  const failure = failures.find(({ detail }) => !detail) ?? failures[0];
  if (failure) throw toolError(failure, 'sqnsupgrade.run');
  throw upgradeErrors.reportedFailure(phrase('the board’s tool ended without reporting success'));
}

import { neverAborted } from '../../base/cancellation';
import { type Phrase, phrase } from '../../base/phrase';
import { UpgradeError } from '../../base/upgradeError';
import { boardErrors } from '../../board/errors';
import { readResetCause } from '../../board/boardQuestions';
import type { BoardReading } from '../../board/boardReading';
import { standsStill, standStill } from '../../board/repl/standStill';
import { mountCard } from '../../board/transfer/boardFiles';
import type { ModemReading } from '../../modem/modemReading';
import type { Transport } from '../../transport/transport';
import { endOfNumber } from './modemUnchanged';
import { upgradeErrors } from '../errors';
import type { RunOnBoard } from '../steps/runOnBoard';
import type { StepName } from '../steps/steps';
import type { ModemCondition } from '../report';
import type { FactList } from '../facts/factList';
import { boardNumber, isInstalling, isToolAtWork, isWritten, modemNumber } from '../facts/whatFollows';
import { BoardConnection } from './boardConnection';
import { bringBackThroughBoard } from './boardFinish';
import { BoardTool } from './boardTool';
import { nameOf } from '../inspect/readingName';
import { leavesNoTrace, requireVersion } from './expectedVersion';
import type { PerformContext } from './performContext';
import { aimOf, isLastImage } from './planImages';
import { conditionThroughBoard, conditionUnasked, isLeftInUpdater } from './condition';

/** The side that speaks to the modem itself: it takes the port in MIRROR mode, and gives it back. */
export interface ModemPort {
  /** @returns the port, which is the caller's from then on; undefined when it was not attached */
  detach(): Transport | undefined;
  /** Whether the board was started once more, by us, since it restarted. */
  readonly startedBoard: boolean;
}

/** The state of a modem that runs its firmware. */
const APPLICATION = 2;

/** The board is at its prompt after some three seconds; that long it is waited for. */
const SAFE_START_MS = 30_000;

/** The MicroPython side of a run: files for the board, its own upgrade tool, and the way into MIRROR mode. */
export class BoardSide {
  private readonly context: PerformContext;
  private readonly facts: FactList;
  readonly connection: BoardConnection;
  readonly tool: BoardTool;
  /** Paths at which there was no file before. */
  readonly copied = new Set<string>();

  constructor(context: PerformContext, facts: FactList) {
    this.context = context;
    this.facts = facts;
    this.connection = new BoardConnection(context);
    this.tool = new BoardTool(context, facts, this.connection);
  }

  /** @throws those of `standStill` */
  async silenceUserPrograms(signal: AbortSignal): Promise<void> {
    const { context } = this;
    const still = await standStill(
      this.connection.link.client,
      () => context.wait(phrase('Restarting the board without its own programs.'), SAFE_START_MS),
      signal,
    );
    if (!still) context.logger.warn('programs of the board may still be at work');
  }

  /**
   * Has the board's tool put an image into the modem, with nothing else at work on the board: it may have restarted since it
   * was silenced, in the middle of a copy or between two images. And with no earlier image at work in the modem, which the tool
   * would restart.
   * @throws APPLY_TIMEOUT where there is one, those of `standStill`, `mountCard` and `BoardTool.upgrade`
   */
  async upgrade(action: RunOnBoard, signal: AbortSignal): Promise<void> {
    const { client } = this.connection.link;
    if (!(await standsStill(client, signal))) {
      await this.silenceUserPrograms(signal);
      if (action.path.startsWith('/sd')) await mountCard(client, signal);
    }
    const { kind } = await this.connection.link.readUpgradeResult(this.context.logger, signal);
    if (kind === 'ongoing') throw upgradeErrors.atWorkBefore();
    await this.tool.upgrade(action, signal);
  }

  /**
   * The board has left MIRROR mode by a restart. What its own programs began by then is stopped: they may speak to the modem.
   * @param restarted by which that was noticed
   * @returns it, with the cause where the board tells one
   */
  async reconnectAfter(
    modemPort: ModemPort,
    restarted: UpgradeError,
    signal: AbortSignal,
  ): Promise<UpgradeError> {
    this.facts.append({ kind: 'mirrorLeft' });
    const transport = modemPort.detach();
    if (!transport) return restarted;
    try {
      const { client } = await this.connection.adopt(transport, signal);
      // Another restart would begin those programs once more.
      client.neverRestart();
      await client.enter(signal);
      if (modemPort.startedBoard) return restarted;
      const cause = await readResetCause(client, signal);
      return cause === 'unknown' ? restarted : boardErrors.restarted(cause);
    } catch (error) {
      if (!(error instanceof UpgradeError)) throw error;
      this.context.logger.warn(`the board does not say why it restarted: ${error.message}`);
      return restarted;
    }
  }

  isOurModem({ imei }: ModemReading): boolean {
    const ours = modemNumber(this.facts.all);
    return imei === null || ours === null || imei === ours;
  }

  /** @throws ANOTHER_BOARD, with the port closed: whatever another modem runs says nothing of ours */
  async requireOurModem(reading: ModemReading): Promise<void> {
    if (this.isOurModem(reading)) return;
    const named = (imei: string | null): Phrase =>
      phrase('a modem whose IMEI ends in {end}', { end: endOfNumber(imei ?? '') });
    await this.leaveStranger(named(modemNumber(this.facts.all)), named(reading.imei));
  }

  /** @throws ANOTHER_BOARD, with the port closed */
  async requireOurBoard({ uniqueId }: BoardReading): Promise<void> {
    const ours = boardNumber(this.facts.all);
    if (uniqueId === null || ours === null || uniqueId === ours) return;
    await this.leaveStranger(boardNamed(ours), boardNamed(uniqueId));
  }

  private async leaveStranger(ours: Phrase, other: Phrase): Promise<never> {
    this.facts.append({ kind: 'readingDoubted' });
    // It is handed back as it is, and not asked what state our modem is in.
    await this.connection.close(neverAborted());
    throw upgradeErrors.anotherBoard(ours, other);
  }

  /** @throws MODEM_SILENT, WRONG_VERSION_AFTER, VERSION_UNPROVEN, also of a first step whose end nobody heard */
  async judge(image: number, reading: ModemReading, signal: AbortSignal): Promise<void> {
    const { facts, context } = this;
    facts.append({ kind: 'readingDoubted' }, { kind: 'modemRead', reading });
    requireVersion(context, image, reading);
    // The first of two steps may leave the version as it was. Where nobody heard its end, the modem's own word is left.
    if (isInstalling(facts.all) && leavesNoTrace(context, image, reading)) {
      const { kind } = await this.connection.link.readUpgradeResult(context.logger, signal);
      if (kind !== 'success') throw upgradeErrors.firstStepUnproven(nameOf(reading));
    }
    facts.noteInstalling(false);
    facts.append({ kind: 'versionVerified', isLast: isLastImage(context, image) });
  }

  /**
   * After a failure or a cancel: finds out through the board what state the modem is in.
   * @param step that failed or was cancelled; a modem that stays silent though its power was off is past advice
   */
  async settle(step: StepName, signal: AbortSignal): Promise<ModemCondition> {
    const condition = conditionUnasked(this.facts.all);
    // A tool that may be at work is not disturbed to find out what it does.
    if (!isWritten(this.facts.all) || !this.connection.isOpen || isToolAtWork(this.facts.all))
      return condition;
    try {
      await this.connection.link.client.enter(signal);
      let reading = await this.connection.readModem(signal);
      if (!this.isOurModem(reading)) return condition;
      this.facts.append({ kind: 'modemRead', reading });
      await this.hearWhetherInstalling(reading, signal);
      if (
        step === 'runOnBoard' &&
        isLeftInUpdater(reading, this.facts.all, this.context.plan.finding.modem)
      ) {
        await bringBackThroughBoard(this.connection.link.client, this.context, signal);
        reading = await this.connection.readModem(signal);
        this.facts.append({ kind: 'modemRead', reading });
      }
      if (reading.state === null) return step === 'powerCycle' ? 'unknown' : condition;
      return conditionThroughBoard(reading, this.facts.all, aimOf(this.context));
    } catch (error) {
      this.context.logger.warn(`after the failure: ${String(error)}`);
      return condition;
    }
  }

  /** By its own word: one that runs its firmware and says that there was no upgrade, or that it failed, is at work no more. */
  private async hearWhetherInstalling(reading: ModemReading, signal: AbortSignal): Promise<void> {
    if (reading.applying) this.facts.noteInstalling(true);
    if (!isInstalling(this.facts.all) || reading.state !== APPLICATION) return;
    const { kind } = await this.connection.link.readUpgradeResult(this.context.logger, signal);
    if (kind === 'none' || kind === 'failure') this.facts.noteInstalling(false);
  }

  async close(signal: AbortSignal): Promise<void> {
    await this.connection.close(signal);
  }
}

export function boardNamed(uniqueId: string): Phrase {
  return phrase('a board whose number ends in {end}', { end: endOfNumber(uniqueId) });
}

/** One that has just been given an image may still be starting. */
export function runsAndNamesBuild(reading: ModemReading): boolean {
  return reading.state === 2 && reading.build !== null;
}

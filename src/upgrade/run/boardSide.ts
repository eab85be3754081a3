import { type Phrase, phrase } from '../../base/phrase';
import { UpgradeError } from '../../base/upgradeError';
import { boardErrors } from '../../board/errors';
import { runsFirmware } from '../../firmware/rules/rule';
import { readResetCause } from '../../board/boardQuestions';
import type { BoardReading } from '../../board/boardReading';
import type { ModemReading } from '../../modem/modemReading';
import type { Transport } from '../../transport/transport';
import { endOfNumber } from './modemUnchanged';
import { upgradeErrors } from '../errors';
import type { StepName } from '../steps/steps';
import type { ModemCondition } from '../report';
import { BoardConnection } from './boardConnection';
import { bringBackThroughBoard } from './boardFinish';
import { BoardTool } from './boardTool';
import { requireVersion } from './expectedVersion';
import type { PerformContext } from './performContext';
import { isLastImage, targetOf } from './planImages';
import type { RunState } from './runState';
import { conditionFromReading } from './conditionFromReading';

/** The side that speaks to the modem itself: it takes the port in MIRROR mode, and gives it back. */
export interface ModemPort {
  /** @returns the port, which is the caller's from then on; undefined when it was not attached */
  detach(): Transport | undefined;
  /** Whether the board was started once more, by us, since it restarted. */
  readonly startedBoard: boolean;
}

/** The states of a modem that runs its firmware, and its updater. */
const APPLICATION = 2;
const UPDATER = 4;

/** The MicroPython side of a run: files for the board, its own upgrade tool, and the way into MIRROR mode. */
export class BoardSide {
  private readonly context: PerformContext;
  private readonly state: RunState;
  readonly connection: BoardConnection;
  readonly tool: BoardTool;
  /** Paths at which there was no file before. */
  readonly copied = new Set<string>();

  constructor(context: PerformContext, state: RunState) {
    this.context = context;
    this.state = state;
    this.connection = new BoardConnection(context);
    this.tool = new BoardTool(context, state, this.connection);
  }

  get toolMayBeAtWork(): boolean {
    return this.tool.mayBeAtWork;
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
    this.state.mirroring = false;
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
    return imei === null || this.state.imei === null || imei === this.state.imei;
  }

  /** @throws ANOTHER_BOARD, with the port closed: whatever another modem runs says nothing of ours */
  async requireOurModem(reading: ModemReading): Promise<void> {
    if (this.isOurModem(reading)) return;
    const named = (imei: string | null): Phrase =>
      phrase('a modem whose IMEI ends in {end}', { end: endOfNumber(imei ?? '') });
    await this.leaveStranger(named(this.state.imei), named(reading.imei));
  }

  /** @throws ANOTHER_BOARD, with the port closed */
  async requireOurBoard({ uniqueId }: BoardReading): Promise<void> {
    const ours = this.state.uniqueId;
    if (uniqueId === null || ours === null || uniqueId === ours) return;
    await this.leaveStranger(boardNamed(ours), boardNamed(uniqueId));
  }

  private async leaveStranger(ours: Phrase, other: Phrase): Promise<never> {
    this.state.forgetReading();
    // It is handed back as it is, and not asked what state our modem is in.
    await this.connection.close(new AbortController().signal);
    throw upgradeErrors.anotherBoard(ours, other);
  }

  /** @throws MODEM_SILENT, WRONG_VERSION_AFTER, VERSION_UNPROVEN */
  judge(image: number, reading: ModemReading): void {
    const { state, context } = this;
    state.forgetReading();
    state.reading = reading;
    requireVersion(context, image, reading);
    state.installing = false;
    state.markVerified(isLastImage(context, image));
  }

  /**
   * After a failure or a cancel: finds out through the board what state the modem is in.
   * @param step that failed or was cancelled; a modem that stays silent though its power was off is past advice
   */
  async settle(step: StepName, signal: AbortSignal): Promise<ModemCondition> {
    const condition = this.state.written ? 'recoverable' : 'untouched';
    // A tool that may be at work is not disturbed to find out what it does.
    if (!this.state.written || !this.connection.isOpen || this.tool.mayBeAtWork) return condition;
    try {
      await this.connection.link.client.enter(signal);
      let reading = await this.connection.readModem(signal);
      if (!this.isOurModem(reading)) return condition;
      this.state.reading = reading;
      await this.hearWhetherInstalling(reading, signal);
      if (step === 'runOnBoard' && this.isLeftInUpdater(reading)) {
        await bringBackThroughBoard(this.connection.link.client, this.context, signal);
        reading = this.state.reading = await this.connection.readModem(signal);
      }
      if (reading.state === null) return step === 'powerCycle' ? 'unknown' : condition;
      return this.conditionBy(reading);
    } catch (error) {
      this.context.logger.warn(`after the failure: ${String(error)}`);
      return condition;
    }
  }

  /** The board's tool booted it into its updater, opened no transfer, and is over: its firmware is whole. */
  private isLeftInUpdater({ state, applying }: ModemReading): boolean {
    const { hasImage, installing } = this.state;
    return (
      state === UPDATER &&
      runsFirmware({ modem: this.context.plan.finding.modem }) &&
      !(hasImage || installing || applying || this.tool.beganTransfer)
    );
  }

  /** By its own word: one that runs its firmware and says that there was no upgrade, or that it failed, is at work no more. */
  private async hearWhetherInstalling(reading: ModemReading, signal: AbortSignal): Promise<void> {
    if (reading.applying) this.state.installing = true;
    if (!this.state.installing || reading.state !== APPLICATION) return;
    const { kind } = await this.connection.link.readUpgradeResult(this.context.logger, signal);
    if (kind === 'none' || kind === 'failure') this.state.installing = false;
  }

  private conditionBy(now: ModemReading): ModemCondition {
    const { modem: found } = this.context.plan.finding;
    const target = targetOf(this.context);
    // What the board's tool had done by then can only be seen where it makes a difference.
    if (found.build === target) return 'recoverable';
    return conditionFromReading(now, {
      found,
      replaced: this.state.hasImage,
      applying: this.state.installing,
      target,
    });
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

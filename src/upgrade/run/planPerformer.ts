import { isUpgradeError } from '../../base/upgradeError';
import { type HeldImage, requireUnchanged } from '../../firmware/imageInMemory';
import type { FirmwareImage } from '../../firmware/firmwareImage';
import type { PlanStep, UpgradePlan } from '../plan/plan';
import type { ModemCondition } from '../report';
import { stepKind } from '../steps/steps';
import type { FactList } from '../facts/factList';
import { hasBoardRestarted, isInTransfer, isWritten } from '../facts/whatFollows';
import { BoardSide } from './boardSide';
import { ModemSide } from './modemSide';
import { sentFile } from './planImages';
import type { PerformContext } from './performContext';

/** Performs the steps of one plan, whichever side they belong to; made for one run and thrown away after it. */
export class PlanPerformer {
  private readonly facts: FactList;
  private readonly context: Omit<PerformContext, 'plan'> & { plan: UpgradePlan };
  private readonly modemSide: ModemSide;
  private readonly boardSide: BoardSide;
  private readonly held: HeldImage[] = [];

  constructor(context: PerformContext, facts: FactList) {
    this.context = { ...context };
    this.facts = facts;
    this.modemSide = new ModemSide(this.context, facts);
    this.boardSide = new BoardSide(this.context, facts);
  }

  /** Bytes of images and updater that the modem acknowledged. */
  get bytes(): number {
    return this.modemSide.bytes + this.boardSide.tool.bytes;
  }

  /** Bytes of payload of the largest block that the modem answered; null when none was sent. */
  get largestBlock(): number | null {
    return this.modemSide.largestBlock;
  }

  /** Requests that had to be sent again. */
  get retries(): number {
    return this.modemSide.retries;
  }

  /**
   * Before anything is begun: all files are still what was checked, and are held from now on.
   * @throws FILE_CHANGED, FILE_UNREADABLE
   */
  async holdFiles(): Promise<void> {
    const { plan } = this.context;
    const images: FirmwareImage[] = [];
    for (const image of plan.images) images.push(await this.hold(image));
    const updater = plan.updater && (await this.hold(plan.updater));
    this.context.plan = { ...plan, images, updater };
  }

  private async hold(image: FirmwareImage): Promise<FirmwareImage> {
    const held = await this.context.heldImages.hold(image);
    this.held.push(held);
    return held.image;
  }

  /** @throws FILE_CHANGED and any other UpgradeError; the step then counts as failed */
  async perform({ action }: PlanStep, signal: AbortSignal): Promise<void> {
    const { context, facts, modemSide: modem, boardSide: board } = this;
    const kind = stepKind(action);
    const sent = kind.sends(action);
    if (sent !== null) await requireUnchanged(sentFile(context, sent));
    try {
      await kind.perform(action, { context, facts, modem, board }, signal);
    } catch (error) {
      if (kind.side === 'board' || !isUpgradeError(error, 'BOARD_RESTARTED')) throw error;
      facts.append({ kind: 'boardRestarted' });
      throw await board.reconnectAfter(modem, error, signal);
    }
  }

  /**
   * After a failure or a cancel: puts back what can be put back and finds out what state the modem is in.
   * @param step that failed or was cancelled
   */
  async settle({ action }: PlanStep, signal: AbortSignal): Promise<ModemCondition> {
    // What the report tells of the modem afterwards is read now, or nothing.
    this.facts.append({ kind: 'readingDoubted' });
    if (stepKind(action).side === 'board') return this.boardSide.settle(action.kind, signal);
    const condition = await this.modemSide.settle(signal);
    const facts = this.facts.all;
    if (!hasBoardRestarted(facts) || !isWritten(facts) || isInTransfer(facts)) return condition;
    return this.boardSide.settle('openBoard', signal);
  }

  /** Releases the files, and the port, whichever side has it. Called once, at the very end. */
  async close(signal: AbortSignal): Promise<void> {
    for (const held of this.held) held.release();
    try {
      await this.modemSide.close();
    } finally {
      await this.boardSide.close(signal);
    }
  }
}

import { isUpgradeError } from '../../base/upgradeError';
import { type HeldImage, requireUnchanged } from '../../firmware/imageInMemory';
import type { FirmwareImage } from '../../firmware/firmwareImage';
import type { ModemReading } from '../../modem/modemReading';
import type { PlanStep } from '../plan/plan';
import type { ModemCondition } from '../report';
import type { FirmwareSet } from '../select/firmwareSets';
import { stepKind } from '../steps/steps';
import { BoardSide } from './boardSide';
import { ModemSide } from './modemSide';
import { sentFile } from './planImages';
import type { PerformContext } from './performContext';
import { RunState } from './runState';

/** Performs the steps of one plan, whichever side they belong to; made for one run and thrown away after it. */
export class PlanPerformer {
  private readonly state: RunState;
  private readonly context: Omit<PerformContext, 'firmware'> & { firmware: FirmwareSet };
  private readonly modemSide: ModemSide;
  private readonly boardSide: BoardSide;
  private readonly held: HeldImage[] = [];

  /** Whether the board left MIRROR mode by itself: the modem can be asked only through it. */
  private boardCameBack = false;

  constructor(context: PerformContext) {
    this.context = { ...context };
    this.state = new RunState(context.plan.finding);
    this.modemSide = new ModemSide(this.context, this.state);
    this.boardSide = new BoardSide(this.context, this.state);
  }

  /** What was read of the modem last; null when nothing was since the run began, or since it may be another. */
  get reading(): ModemReading | null {
    return this.state.reading;
  }

  /** Whether the modem was asked after the last image, and runs what was wanted. */
  get verified(): boolean {
    return this.state.verified;
  }

  /** Bytes of images and updater that the modem acknowledged. */
  get bytes(): number {
    return this.state.bytes;
  }

  /** Bytes of payload of the largest block that the modem answered; null when none was sent. */
  get largestBlock(): number | null {
    return this.modemSide.largestBlock;
  }

  /** Requests that had to be sent again. */
  get retries(): number {
    return this.modemSide.retries;
  }

  /** Whether the board's own tool was begun, and nobody saw it end. */
  get toolMayBeAtWork(): boolean {
    return this.boardSide.toolMayBeAtWork;
  }

  /** Whether the last that is known of the modem is that it may be at work on an image by itself. */
  get installing(): boolean {
    return this.state.installing;
  }

  /** Whether the board's port leads to the modem, which only its power, taken away for a while, ends. */
  get mirroring(): boolean {
    return this.state.mirroring;
  }

  /**
   * Before anything is begun: all files are still what was checked, and are held from now on.
   * @throws FILE_CHANGED, FILE_UNREADABLE
   */
  async holdFiles(): Promise<void> {
    const { firmware } = this.context;
    const images: FirmwareImage[] = [];
    for (const image of firmware.images) images.push(await this.hold(image));
    const updater = firmware.updater && (await this.hold(firmware.updater));
    this.context.firmware = { ...firmware, images, updater };
  }

  private async hold(image: FirmwareImage): Promise<FirmwareImage> {
    const held = await this.context.heldImages.hold(image);
    this.held.push(held);
    return held.image;
  }

  /** @throws FILE_CHANGED and any other UpgradeError; the step then counts as failed */
  async perform({ action }: PlanStep, signal: AbortSignal): Promise<void> {
    const { context, state, modemSide: modem, boardSide: board } = this;
    const kind = stepKind(action);
    const sent = kind.sends(action);
    if (sent !== null) await requireUnchanged(sentFile(context, sent));
    try {
      await kind.perform(action, { context, state, modem, board }, signal);
    } catch (error) {
      if (kind.side === 'board' || !isUpgradeError(error, 'BOARD_RESTARTED')) throw error;
      this.boardCameBack = true;
      throw await board.reconnectAfter(modem, error, signal);
    }
  }

  /**
   * After a failure or a cancel: puts back what can be put back and finds out what state the modem is in.
   * @param step that failed or was cancelled
   */
  async settle({ action }: PlanStep, signal: AbortSignal): Promise<ModemCondition> {
    if (stepKind(action).side === 'board') return this.boardSide.settle(action.kind, signal);
    const condition = await this.modemSide.settle(signal);
    if (!this.boardCameBack || !this.state.written || this.modemSide.isInTransfer) return condition;
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

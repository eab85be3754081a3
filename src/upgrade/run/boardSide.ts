import { type Phrase, phrase } from '../../base/phrase';
import { UpgradeError } from '../../base/upgradeError';
import { removeFromBoard } from '../../board/transfer/boardFiles';
import { boardErrors } from '../../board/errors';
import { readResetCause } from '../../board/boardQuestions';
import type { BoardReading } from '../../board/boardReading';
import type { ReplClient } from '../../board/repl/replClient';
import { standStill } from '../../board/repl/standStill';
import type { ModemReading } from '../../modem/modemReading';
import type { Transport } from '../../transport/transport';
import { endOfNumber, isModemUnchanged, requireModemUnchanged } from './modemUnchanged';
import { upgradeErrors } from '../errors';
import type { StepAction } from '../plan/plan';
import { nameOf } from '../inspect/readingName';
import type { ModemCondition } from '../report';
import { MIRROR_RATE } from '../inspect/modemLink';
import { BoardConnection } from './boardConnection';
import { BoardTool } from './boardTool';
import { copyToBoard } from './copyToBoard';
import { requireVersion } from './expectedVersion';
import type { PerformContext } from './performContext';
import { imageOf, isLastImage, targetOf, updaterOf } from './planImages';
import { awaitPowerCycle } from './powerCycle';
import type { RunState } from './runState';
import { conditionFromReading } from './conditionFromReading';

const BOARD_ACTIONS = [
  'openBoard',
  'upload',
  'enterMirror',
  'runOnBoard',
  'verifyOnBoard',
  'removeFiles',
  'resetBoard',
  'powerCycle',
] as const;

export type BoardAction = Extract<StepAction, { kind: (typeof BOARD_ACTIONS)[number] }>;

export function isBoardAction(action: StepAction): action is BoardAction {
  return BOARD_ACTIONS.some((kind) => kind === action.kind);
}

/** Whoever speaks to the modem itself: takes the port in MIRROR mode, and gives it back. */
export interface ModemPort {
  attach(transport: Transport): void;
  /** @returns the port, which is the caller's from then on; undefined when it was not attached */
  detach(): Transport | undefined;
  /** Whether the board was started once more, by us, since it restarted. */
  readonly startedBoard: boolean;
}

const RESET_DEADLINE_MS = 3000;
/** The state of a modem that runs its updater. */
const UPDATER = 4;
/** It is at its prompt after some three seconds; that long it is waited for. */
const SAFE_START_MS = 30_000;

const NEVER_OFF = phrase('The power was not disconnected. The board stays in MIRROR mode until it is.');
const NOT_RECOGNISED = phrase(
  'The board is off, and was not recognised when it came back: its serial number does not tell it from other boards. No other board was touched.',
);
const NOT_BACK = phrase('The board is off, and was not seen to come back. Connect it again.');

/** The MicroPython side of a run: files for the board, its own upgrade tool, and the way into MIRROR mode. */
export class BoardSide {
  private readonly context: PerformContext;
  private readonly state: RunState;
  private readonly board: BoardConnection;
  private readonly tool: BoardTool;
  /** Paths at which there was no file before. */
  private readonly copied = new Set<string>();

  constructor(context: PerformContext, state: RunState) {
    this.context = context;
    this.state = state;
    this.board = new BoardConnection(context);
    this.tool = new BoardTool(context, state, this.board);
  }

  /**
   * @param modemPort takes the port when it leads to the modem from now on
   * @throws the board's and the port's errors
   */
  async perform(action: BoardAction, modemPort: ModemPort, signal: AbortSignal): Promise<void> {
    switch (action.kind) {
      case 'openBoard':
        return this.openBoard(signal);
      case 'upload':
        return this.upload(action, signal);
      case 'enterMirror':
        return this.enterMirror(action.recovery, modemPort, signal);
      case 'runOnBoard':
        return this.tool.upgrade(action, signal);
      case 'verifyOnBoard':
        return this.verify(action.image, signal);
      case 'removeFiles':
        return this.removeCopies(action.paths, signal);
      case 'resetBoard':
        return this.reset(signal);
      case 'powerCycle':
        return this.powerCycle(modemPort, signal);
    }
  }

  get toolMayBeAtWork(): boolean {
    return this.tool.mayBeAtWork;
  }

  /**
   * From here on the port is held until the modem is written to: what is found now is what will be written to.
   * @throws FINDING_CHANGED when another board or another modem answers than the plan was made for
   */
  private async openBoard(signal: AbortSignal): Promise<void> {
    const link = await this.board.reach(signal);
    const { finding } = this.context.plan;
    const board = await link.inspect(signal);
    if (finding.kind === 'board' && finding.board.sysname !== board.sysname) {
      throw upgradeErrors.findingChanged(finding.board.sysname, board.sysname);
    }
    const [then, now] = [this.state.uniqueId, board.uniqueId];
    if (then !== null && now !== null && then !== now)
      throw upgradeErrors.findingChanged(numbered(then), numbered(now));
    this.state.uniqueId ??= now;
    await this.silenceUserPrograms(link.client, signal);
    const reading = await this.board.readModemUntil((each) => isModemUnchanged(each, finding.modem), signal);
    this.state.reading = reading;
    requireModemUnchanged(reading, finding.modem);
    this.state.imei ??= reading.imei;
  }

  /** @throws BOARD_WATCHDOG */
  private async silenceUserPrograms(client: ReplClient, signal: AbortSignal): Promise<void> {
    const { context } = this;
    const still = await standStill(
      client,
      () => context.wait(phrase('The board is started anew without its own programs.'), SAFE_START_MS),
      signal,
    );
    if (!still) context.logger.warn('programs of the board may still be at work');
  }

  private async upload(
    { file, path }: Extract<BoardAction, { kind: 'upload' }>,
    signal: AbortSignal,
  ): Promise<void> {
    const { source } = file === 'updater' ? updaterOf(this.context) : imageOf(this.context, file);
    const { client } = this.board.link;
    if ((await copyToBoard(client, source, path, this.context, signal)) === 'new') this.copied.add(path);
  }

  private async removeCopies(paths: readonly string[], signal: AbortSignal): Promise<void> {
    const ours = paths.filter((path) => this.copied.has(path));
    if (ours.length === 0) {
      this.context.skip(phrase('Nothing was copied, so nothing is removed.'));
      return;
    }
    try {
      await removeFromBoard(this.board.link.client, ours, signal);
    } catch (error) {
      if (!(error instanceof UpgradeError) || error.code === 'CANCELLED') throw error;
      // The modem runs its new version, whatever lies on the board.
      const reason = error.sentence;
      this.context.notice('warning', phrase('What was copied could not be removed: {reason}', { reason }));
    }
  }

  private async enterMirror(recovery: boolean, modemPort: ModemPort, signal: AbortSignal): Promise<void> {
    await this.tool.mirror(recovery, signal);
    const transport = this.board.release();
    modemPort.attach(transport);
    await transport.setBaudRate(MIRROR_RATE, signal);
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
      const { client } = await this.board.adopt(transport, signal);
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

  private isOurModem({ imei }: ModemReading): boolean {
    return imei === null || this.state.imei === null || imei === this.state.imei;
  }

  /** @throws ANOTHER_BOARD, with the port closed: whatever another modem runs says nothing of ours */
  private async requireOurModem(reading: ModemReading): Promise<void> {
    if (this.isOurModem(reading)) return;
    const named = (imei: string | null): Phrase =>
      phrase('a modem whose IMEI ends in {end}', { end: endOfNumber(imei ?? '') });
    await this.leaveStranger(named(this.state.imei), named(reading.imei));
  }

  /** @throws ANOTHER_BOARD, with the port closed */
  private async requireOurBoard({ uniqueId }: BoardReading): Promise<void> {
    const ours = this.state.uniqueId;
    if (uniqueId === null || ours === null || uniqueId === ours) return;
    await this.leaveStranger(numbered(ours), numbered(uniqueId));
  }

  private async leaveStranger(ours: Phrase, other: Phrase): Promise<never> {
    this.state.forgetReading();
    // It is handed back as it is, and not asked what state our modem is in.
    await this.board.close(new AbortController().signal);
    throw upgradeErrors.anotherBoard(ours, other);
  }

  /** @throws MODEM_SILENT, WRONG_VERSION_AFTER, VERSION_UNPROVEN, ANOTHER_BOARD */
  private async verify(image: number, signal: AbortSignal): Promise<void> {
    const read = (): Promise<ModemReading> =>
      this.board.readModemUntil((each) => runsAndSaysWhat(each) && this.isOurModem(each), signal);
    let reading: ModemReading;
    try {
      reading = await read();
    } catch (error) {
      if (!this.tool.lostNetwork(error)) throw error;
      await this.tool.reconnect(signal);
      reading = await read();
    }
    await this.requireOurModem(reading);
    const given = this.context.plan.steps.find(
      ({ action }) => action.kind === 'runOnBoard' && action.image === image,
    );
    // The tool's word of success is not the modem's: one that shows its updater still may be at work on the image.
    if (reading.state === UPDATER && given?.action.kind === 'runOnBoard') {
      await this.tool.waitForModem(given.action, [], signal);
      reading = await read();
      await this.requireOurModem(reading);
    }
    this.judge(image, reading);
  }

  /** @throws MODEM_SILENT, WRONG_VERSION_AFTER, VERSION_UNPROVEN */
  private judge(image: number, reading: ModemReading): void {
    const { state, context } = this;
    state.forgetReading();
    state.reading = reading;
    requireVersion(context, image, reading);
    state.installing = false;
    state.markVerified(isLastImage(context, image));
  }

  /** The board restarts; its prompt is awaited by whoever talks to it next. */
  private async reset(signal: AbortSignal): Promise<void> {
    const { client } = this.board.link;
    await client.start('import machine\nmachine.reset()', { what: phrase('reset the board') }, signal);
    client.forget();
    await client.stream.settle(RESET_DEADLINE_MS, RESET_DEADLINE_MS * 2, signal);
  }

  private async powerCycle(modemPort: ModemPort, signal: AbortSignal): Promise<void> {
    const held = modemPort.detach();
    const { port } = this.board;
    if (!held || !port) throw upgradeErrors.unexpected(new Error('no port to wait for'));
    const end = await awaitPowerCycle(held, port, this.context, signal);
    if (end === 'neverOff') {
      this.context.skip(NEVER_OFF);
      return;
    }
    if (end === 'notBack' || end === 'notRecognised') {
      this.state.mirroring = false;
      this.context.skip(end === 'notBack' ? NOT_BACK : NOT_RECOGNISED);
      return;
    }
    this.board.moveTo(end.path);
    const link = await this.board.reach(signal);
    await this.requireOurBoard(await link.inspect(signal));
    // Only now: with a battery the board may never have been without power.
    this.state.mirroring = false;
    // To one that is silent the board has spoken for a minute by then.
    const says = (each: ModemReading): boolean => each.state === null || runsAndSaysWhat(each);
    const reading = await this.board.readModemUntil((each) => says(each) && this.isOurModem(each), signal);
    await this.requireOurModem(reading);
    if (end.path !== port.path) this.context.moved(end.path);
    if (reading.state !== null)
      this.context.notice(
        'info',
        phrase('The board is back; its modem runs {version}.', { version: nameOf(reading) }),
      );
    this.judge(this.context.plan.images.length - 1, reading);
  }

  /**
   * After a failure or a cancel: finds out through the board what state the modem is in.
   * @param action that failed or was cancelled; a modem that stays silent though its power was off is past advice
   */
  async settle(action: BoardAction, signal: AbortSignal): Promise<ModemCondition> {
    const condition = this.state.written ? 'recoverable' : 'untouched';
    // A tool that may be at work is not disturbed to find out what it does.
    if (!this.state.written || !this.board.isOpen || this.tool.mayBeAtWork) return condition;
    try {
      await this.board.link.client.enter(signal);
      const reading = await this.board.readModem(signal);
      if (!this.isOurModem(reading)) return condition;
      this.state.reading = reading;
      // By its own word.
      if (reading.applying) this.state.installing = true;
      if (reading.state === null) return action.kind === 'powerCycle' ? 'unknown' : condition;
      return this.conditionBy(reading);
    } catch (error) {
      this.context.logger.warn(`after the failure: ${String(error)}`);
      return condition;
    }
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
    await this.board.close(signal);
  }
}

function numbered(uniqueId: string): Phrase {
  return phrase('a board whose number ends in {end}', { end: endOfNumber(uniqueId) });
}

/** One that has just been given an image may still be starting. */
function runsAndSaysWhat(reading: ModemReading): boolean {
  return reading.state === 2 && reading.build !== null;
}

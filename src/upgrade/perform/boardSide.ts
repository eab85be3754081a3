import { phrase } from '../../base/phrase';
import { isUpgradeError, UpgradeError } from '../../base/upgradeError';
import { removeFromBoard } from '../../board/boardFiles';
import { boardErrors } from '../../board/errors';
import { REPL_BAUD } from '../../board/raiseRate';
import { enterMirrorMode, runUpgradeOnBoard, type ToolOutcome } from '../../board/sqnsupgradeRun';
import type { ToolLine } from '../../board/sqnsupgradeText';
import { toolError } from '../../board/toolFailures';
import type { ToolListener } from '../../board/toolWatch';
import { isNetworkPort } from '../../transport/networkAddress';
import type { ModemReading } from '../../modem/modemReading';
import type { Transport } from '../../transport/transport';
import { BoardLink } from '../boardLink';
import { upgradeErrors } from '../errors';
import type { StepAction } from '../plan';
import { nameOf } from '../readingName';
import type { ModemCondition } from '../report';
import { TOOL_LIMIT_MS } from '../toolLimit';
import { FAST_BAUD } from '../uploadRates';
import { copyToBoard } from './copyToBoard';
import { requireVersion } from './expectedVersion';
import type { PerformContext, RunState } from './performContext';
import { imageOf, targetOf, updaterOf } from './planImages';
import { awaitPowerCycle, identify, type PortIdentity } from './powerCycle';
import { toldCondition } from './toldCondition';

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
}

const RESET_DEADLINE_MS = 3000;
const RECONNECT_EVERY_MS = 5000;

/** The MicroPython side of a run: files for the board, its own upgrade tool, and the way into MIRROR mode. */
export class BoardSide {
  private readonly context: PerformContext;
  private readonly state: RunState;
  private link: BoardLink | undefined;
  private port: PortIdentity | undefined;
  /** Paths of the files that were not there before. */
  private readonly copied = new Set<string>();

  constructor(context: PerformContext, state: RunState) {
    this.context = context;
    this.state = state;
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
        return this.runOnBoard(action, signal);
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

  /** @throws FINDING_CHANGED when another board answers than the plan was made for */
  private async openBoard(signal: AbortSignal): Promise<void> {
    const link = await this.connect(signal);
    const { finding } = this.context.plan;
    const board = await link.inspect(signal);
    if (finding.kind === 'board' && finding.board.sysname !== board.sysname) {
      throw upgradeErrors.findingChanged(finding.board.sysname, board.sysname);
    }
  }

  private async upload(
    { file, path }: Extract<BoardAction, { kind: 'upload' }>,
    signal: AbortSignal,
  ): Promise<void> {
    const { source } = file === 'updater' ? updaterOf(this.context) : imageOf(this.context, file);
    if (await copyToBoard(this.open().client, source, path, this.context, signal)) this.copied.add(path);
  }

  private async removeCopies(paths: readonly string[], signal: AbortSignal): Promise<void> {
    const ours = paths.filter((path) => this.copied.has(path));
    if (ours.length === 0) return;
    try {
      await removeFromBoard(this.open().client, ours, signal);
    } catch (error) {
      if (!(error instanceof UpgradeError) || error.code === 'CANCELLED') throw error;
      // The modem runs its new version, whatever lies on the board.
      const reason = error.sentence;
      this.context.notice('warning', phrase('What was copied could not be removed: {reason}', { reason }));
    }
  }

  private async enterMirror(recovery: boolean, modemPort: ModemPort, signal: AbortSignal): Promise<void> {
    const link = this.open();
    const mirror = { recovery, updater: null, toolVersion: this.toolVersion() };
    // Replacing the factory bootrom writes to the modem.
    if (recovery) this.state.written = true;
    await enterMirrorMode(link.client, mirror, this.listener(), signal);
    this.link = undefined;
    const transport = link.release();
    await transport.setBaudRate(FAST_BAUD, signal);
    modemPort.attach(transport);
  }

  private async runOnBoard(
    { image, path, updaterPath, loadFff }: Extract<BoardAction, { kind: 'runOnBoard' }>,
    signal: AbortSignal,
  ): Promise<void> {
    const { size } = imageOf(this.context, image).source;
    const before = this.state.bytes;
    this.state.written = true;
    try {
      const outcome = await runUpgradeOnBoard(
        this.open().client,
        { image: path, updater: updaterPath, loadFff, toolVersion: this.toolVersion() },
        this.listener((line) => {
          if (line.kind !== 'progress') return;
          const bytes = Math.floor((line.total * line.percent) / 100);
          // The board's tool may send its bootrom and the updater before the image.
          if (line.total === size) this.state.bytes = before + bytes;
          this.context.progress(bytes, line.total);
        }),
        signal,
      );
      this.requireSuccess(outcome);
    } catch (error) {
      if (!this.lostNetwork(error)) throw error;
      await this.comeBack(signal);
    }
  }

  private lostNetwork(error: unknown): boolean {
    return isNetworkPort(this.context.plan.finding.port) && isUpgradeError(error, 'PORT_UNPLUGGED');
  }

  /**
   * A lost connection is no failed upgrade: the board goes on. It is left alone until its tool has ended; what became of
   * the modem is then read from the modem.
   * @throws TOOL_SILENT
   */
  private async comeBack(signal: AbortSignal): Promise<void> {
    const { context } = this;
    const end = context.clock.now() + TOOL_LIMIT_MS;
    const reason = phrase('The connection was lost; the board goes on by itself.');
    context.notice('warning', reason);
    context.wait(reason, TOOL_LIMIT_MS);
    await this.link?.release().close();
    while (context.clock.now() < end) {
      try {
        const link = await this.reconnect(signal);
        if (await link.untilIdle(end - context.clock.now(), signal)) return;
      } catch (error) {
        if (!(error instanceof UpgradeError) || error.code === 'CANCELLED') throw error;
        context.logger.info(`not back yet: ${error.message}`);
        await context.clock.sleep(RECONNECT_EVERY_MS, signal);
      }
    }
    throw boardErrors.toolSilent(reason, Math.round(TOOL_LIMIT_MS / 60_000));
  }

  /** @throws what the tool printed as its failure, UPGRADE_REPORTED_FAILURE */
  private requireSuccess({ saidSuccess, failures }: ToolOutcome): void {
    const failure = failures.find(({ detail }) => !detail) ?? failures[0];
    if (failure) throw toolError(failure, 'sqnsupgrade.run');
    if (!saidSuccess)
      throw upgradeErrors.reportedFailure(phrase('the board’s tool ended without a word of success'));
  }

  /** @throws WRONG_VERSION_AFTER */
  private async verify(image: number, signal: AbortSignal): Promise<void> {
    try {
      this.state.reading = await this.readModem(signal);
    } catch (error) {
      if (!this.lostNetwork(error)) throw error;
      await this.comeBack(signal);
      this.state.reading = await this.readModem(signal);
    }
    requireVersion(imageOf(this.context, image), this.state.reading);
  }

  /** The board restarts; its prompt is awaited by whoever talks to it next. */
  private async reset(signal: AbortSignal): Promise<void> {
    const { client } = this.open();
    await client.start('import machine\nmachine.reset()', { what: 'reset the board' }, signal);
    client.forget();
    await client.stream.settle(RESET_DEADLINE_MS, RESET_DEADLINE_MS * 2, signal);
  }

  private async powerCycle(modemPort: ModemPort, signal: AbortSignal): Promise<void> {
    const held = modemPort.detach();
    if (!held || !this.port) throw upgradeErrors.unexpected(new Error('no port to wait for'));
    const path = await awaitPowerCycle(held, this.port, this.context, signal);
    if (path === undefined) {
      this.context.notice(
        'warning',
        phrase('The power was not disconnected. The board stays in MIRROR mode until it is.'),
      );
      return;
    }
    this.port = { ...this.port, path };
    const link = await this.connect(signal);
    await link.inspect(signal);
    const reading = await this.readModem(signal);
    this.context.notice(
      'info',
      phrase('The board is back; its modem runs {version}.', { version: nameOf(reading) }),
    );
    this.state.reading = reading;
    requireVersion(imageOf(this.context, this.context.plan.images.length - 1), reading);
  }

  /**
   * After a failure or a cancel: finds out through the board what state the modem is in.
   * @param action that failed or was cancelled; a modem that stays silent though its power was off is past advice
   */
  async settle(action: BoardAction, signal: AbortSignal): Promise<ModemCondition> {
    const condition = this.state.written ? 'recoverable' : 'untouched';
    if (!this.state.written || !this.link) return condition;
    try {
      await this.link.client.enter(signal);
      this.state.reading = await this.readModem(signal);
      if (this.state.reading.state === null) return action.kind === 'powerCycle' ? 'unknown' : condition;
      return this.conditionBy(this.state.reading);
    } catch (error) {
      if (!(error instanceof UpgradeError)) throw error;
      this.context.logger.warn(`after the failure: ${error.message}`);
      return condition;
    }
  }

  private conditionBy(now: ModemReading): ModemCondition {
    const { modem: found } = this.context.plan.finding;
    const target = targetOf(this.context);
    // What the board's tool had done by then can only be seen where it makes a difference.
    return found.build === target ? 'recoverable' : toldCondition(now, { found, overwritten: false, target });
  }

  async close(signal: AbortSignal): Promise<void> {
    const { link } = this;
    this.link = undefined;
    await link?.close(signal);
  }

  private async connect(signal: AbortSignal): Promise<BoardLink> {
    const link = await this.reconnect(signal);
    await link.client.enter(signal);
    return link;
  }

  /** Opens the board's port and leaves alone whatever runs there. */
  private async reconnect(signal: AbortSignal): Promise<BoardLink> {
    const { clock, openTransport, plan } = this.context;
    const port = (this.port ??= await identify(plan.finding.port, this.context));
    this.link = new BoardLink(await openTransport(port.path, REPL_BAUD, signal), clock);
    return this.link;
  }

  private readModem(signal: AbortSignal): ReturnType<BoardLink['readModem']> {
    return this.open().readModem((reason, until) => this.waitUntil(reason, until), signal);
  }

  private listener(onLine: (line: ToolLine) => void = () => undefined): ToolListener {
    return {
      onLine: (line, text) => {
        this.context.logger.info(`board: ${text.trimEnd()}`);
        onLine(line);
      },
      onWait: (reason, until) => this.waitUntil(reason, until),
    };
  }

  private waitUntil(reason: Parameters<PerformContext['wait']>[0], until: number): void {
    this.context.wait(reason, until - this.context.clock.wallTime());
  }

  private toolVersion(): string {
    const { finding } = this.context.plan;
    return (finding.kind === 'board' ? finding.board.toolVersion : null) ?? '';
  }

  private open(): BoardLink {
    if (!this.link) throw upgradeErrors.unexpected(new Error('the board is not connected'));
    return this.link;
  }
}

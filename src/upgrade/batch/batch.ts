import type { Clock } from '../../base/clock';
import type { Listener } from '../../base/emitter';
import { type Phrase, phrase } from '../../base/phrase';
import { isUpgradeError, type UpgradeError } from '../../base/upgradeError';
import type { PortPresence } from '../../transport/portPresence';
import { asUpgradeError, upgradeErrors } from '../errors';
import type { UpgradeEvent } from '../events';
import type { Finding } from '../inspect/finding';
import { planSummary } from '../plan/planSummary';
import type { PlanOptions } from '../select/firmwareSets';
import type { Recommendation } from '../select/recommend';
import type { UpgradeService } from '../upgradeService';
import {
  afterEvent,
  afterReading,
  atEnd,
  type BatchBoard,
  type BatchEnd,
  newBoard,
  whileReading,
  whileUpgrading,
  type BatchResult,
} from './batchBoard';
import { decideBoard } from './decideBoard';
import { type BatchIdentity, identityOf, isSameBoard } from './identity';
import { NO_BOARD, presentPorts, type PresentPort, Sockets } from './sockets';
import { Turns } from './turns';
import { nameOf } from '../inspect/readingName';
import type { UpgradeReport } from '../report';

/** Hands are slower. */
const LOOK_EVERY_MS = 500;
/** A port that has just appeared is held by whatever the system looks at new ports with, and its rights are not set yet. */
const PORT_PATIENCE_MS = 30_000;
const PORT_AGAIN_MS = 2_000;
const MAY_PASS = [
  'PORT_BUSY',
  'PORT_NO_PERMISSION',
  'PORT_NOT_FOUND',
  'PORT_IN_USE_BY_SESSION',
  'PORT_IN_USE_ELSEWHERE',
] as const;
/** A board that failed is tried once more when it comes back: its power was cut meanwhile, which is what helps most. */
const MOST_TRIES = 2;

export interface BatchParts extends PortPresence {
  readonly service: Pick<
    UpgradeService,
    'listPorts' | 'inspect' | 'unfinished' | 'forget' | 'diagnose' | 'run'
  >;
  readonly clock: Clock;
}

export interface BatchOptions {
  /** Ports that were named; where there are none, every port of a Pycom shield. */
  readonly ports: readonly string[];
  /**
   * Takes boards that are plugged in while it runs besides the named ones. A board that is there at the beginning and was not named
   * is left out until its port goes away.
   */
  readonly newcomers?: boolean;
  /** Whether boards that were not named are left alone for now, because somebody works with one outside of the batch. */
  readonly holdsBack?: () => boolean;
  /**
   * The port of a board that somebody handles outside of the batch, now or since a short while; null where there is none. It is left
   * out until its port goes away, even where it was named, unless it was there at the beginning.
   */
  readonly handledAlone?: () => string | null;
  /** A board that came is left out for that reason. */
  readonly onLeftOut?: Listener<string>;
  /** What the files at hand are for this board. They were checked once, and serve all boards. */
  readonly choose: (finding: Finding, options: PlanOptions) => Recommendation;
  /** What the batch was given, for the commands that it tells. */
  readonly places: readonly string[];
  readonly method: PlanOptions['method'];
  readonly cleanUp: boolean;
  /** Warnings that are confirmed for every board, by their names. */
  readonly accepted: readonly string[];
  /** How many boards are worked with at a time. */
  readonly atMost: number;
  /** After how many boards it ends; null for never. */
  readonly count: number | null;
  /** Whether it ends when all boards that were there at its beginning are done. */
  readonly once: boolean;
  readonly onBoard: Listener<BatchBoard>;
  readonly onEvent: (board: BatchBoard, event: UpgradeEvent) => void;
}

interface Member {
  board: BatchBoard;
  identity: BatchIdentity;
  /** How often an upgrade of it was started in this batch, by the times before that it came. */
  tries: number;
  /** Its own: one signal that all boards listened to would have more listeners than Node takes for no mistake. */
  readonly stop: AbortController;
  /** Never rejects. */
  work: Promise<void>;
}

/**
 * Upgrades boards as they come. Each is one ordinary reading, plan and run, with its own lock, journal entry and report; none of
 * them hears of another's end. Made for one batch.
 */
export class Batch {
  private readonly parts: BatchParts;
  private readonly options: BatchOptions;
  private readonly sockets = new Sockets();
  private readonly turns: Turns;
  private readonly members: Member[] = [];
  /** At the last look. */
  private wereUnderWay: ReadonlySet<Member> = new Set();
  /** Whether it is known what was there at the beginning. */
  private hasLooked = false;

  constructor(parts: BatchParts, options: BatchOptions) {
    this.parts = parts;
    this.options = options;
    this.turns = new Turns(options.atMost);
  }

  get boards(): readonly BatchBoard[] {
    return this.members.map(({ board }) => board);
  }

  /**
   * Ends when nothing is left to do, or after the signal: then every board stops at its safe point.
   * @returns all boards that came
   * @throws SERIAL_MODULE_MISSING
   */
  async run(signal: AbortSignal): Promise<readonly BatchBoard[]> {
    const stopAll = (): void => {
      for (const { stop } of this.members) stop.abort();
    };
    signal.addEventListener('abort', stopAll);
    try {
      for (let isFirst = true; !signal.aborted; isFirst = false) {
        await this.look(isFirst || !this.options.once ? signal : undefined);
        if (this.isOver) break;
        await this.pause(signal);
      }
    } finally {
      // None of them rejects.
      await Promise.all(this.members.map(({ work }) => work));
      signal.removeEventListener('abort', stopAll);
    }
    return this.boards;
  }

  private async pause(signal: AbortSignal): Promise<void> {
    await this.parts.clock.sleep(LOOK_EVERY_MS, signal).catch((error: unknown) => {
      if (!isUpgradeError(error, 'CANCELLED')) throw error;
    });
  }

  private get isOver(): boolean {
    const { once, count } = this.options;
    if (this.members.some(({ board }) => board.phase !== 'ended')) return false;
    return once || (count !== null && this.counted >= count);
  }

  /** Boards that were worked with: what is no board, or is one that came before, is not counted. */
  private get counted(): number {
    return this.members.filter(({ board }) => countsAsBoard(board)).length;
  }

  /** @param signal until which boards are taken; absent where no more are */
  private async look(signal?: AbortSignal): Promise<void> {
    const { service, canonicalPort, isThere } = this.parts;
    const { ports, count, newcomers = false, holdsBack = () => false } = this.options;
    const { handledAlone = () => null } = this.options;
    const list = await service.listPorts();
    // That nothing could be found out does not mean that everything was unplugged.
    if (list.unknown !== null && ports.length === 0) return;
    const present = await presentPorts(list, { named: ports, newcomers, canonicalPort, isThere });
    // One that ended since the last look may have come back just before that.
    const underWay = this.members
      .filter((member) => this.wereUnderWay.has(member) || member.board.phase !== 'ended')
      .map(({ board: { number }, identity }) => ({ number, identity }));
    const { appeared, moved } = this.sockets.look(present, underWay);
    this.wereUnderWay = new Set(this.members.filter(({ board }) => board.phase !== 'ended'));
    for (const { board, port } of moved) {
      const member = this.members[board - 1];
      if (member) this.update(member, { ...member.board, port });
    }
    for (const member of this.members) {
      const isThere = this.sockets.holds(member.board.number);
      if (member.board.isThere !== isThere) this.update(member, { ...member.board, isThere });
    }
    const alone = handledAlone();
    const aloneAt = alone === null ? null : await canonicalPort(alone);
    // While the ports were listed it may have been ended.
    for (const each of appeared) {
      const isLeftOut = this.hasLooked ? each.device === aloneAt : !each.isMeant;
      if (isLeftOut) {
        this.sockets.take(each, NO_BOARD);
        if (this.hasLooked) this.options.onLeftOut?.(each.port);
      } else if (!each.isMeant && holdsBack()) continue;
      else if (signal?.aborted === false && (count === null || this.counted < count)) this.take(each);
    }
    // What was not listed may have been there.
    this.hasLooked ||= list.unknown === null;
  }

  private take(present: PresentPort): void {
    const board = newBoard(this.members.length + 1, present.port);
    this.sockets.take(present, board.number);
    const { port, device, usb } = present;
    const identity = { port, device, usb, sysname: null, uniqueId: null, imei: null };
    const member: Member = {
      board,
      identity,
      tries: 0,
      stop: new AbortController(),
      work: Promise.resolve(),
    };
    this.members.push(member);
    this.options.onBoard(board);
    member.work = this.workWith(member);
  }

  /** Never rejects. */
  private async workWith(member: Member): Promise<void> {
    const { signal } = member.stop;
    try {
      const end = await this.turns.take(() => this.upgrade(member, signal), signal);
      this.update(member, atEnd(member.board, end));
    } catch (error) {
      const { board } = member;
      // A run tells its failures in its report: whatever it throws ended it at a place that nobody knows.
      const end =
        board.phase === 'upgrading'
          ? endOfBroken(upgradeErrors.unexpected(error), board)
          : endOfError(asUpgradeError(error), board);
      this.update(member, atEnd(board, end));
    }
  }

  private async upgrade(member: Member, signal: AbortSignal): Promise<BatchEnd> {
    const { service } = this.parts;
    const { choose, method, cleanUp, accepted, places } = this.options;
    this.update(member, whileReading(member.board));
    const finding = await this.read(member, signal);
    member.identity = identityOf(finding);
    this.update(member, afterReading(member.board, finding));
    const diagnosis = service.diagnose(finding, await service.unfinished());
    for (const { id } of diagnosis.over) await service.forget(id);
    const choice = choose(finding, { method, cleanUp, secondHalfDue: diagnosis.secondHalfDue });
    const decision = decideBoard({ finding, diagnosis, choice, accepted, places });
    // From here to the beginning of the run nothing is waited for: of two ports of one board, only one is used.
    const before = this.cameBefore(member);
    const again = before && this.seenBefore(member, before, decision.kind === 'upgrade');
    if (again) return again;
    if (decision.kind === 'end') return decision.end;
    member.tries++;
    this.update(member, whileUpgrading(member.board, planSummary(decision.plan)));
    const report = await service.run(decision.plan, {
      confirmed: decision.confirmed,
      signal,
      onEvent: (event) => this.hear(member, event),
    });
    return endOfReport(report, member.board);
  }

  /** @throws what keeps the board from being read, when it does not pass */
  private async read(member: Member, signal: AbortSignal): Promise<Finding> {
    const { clock, service } = this.parts;
    const patience = clock.now() + PORT_PATIENCE_MS;
    for (;;) {
      try {
        return await service.inspect(member.board.port, (event) => this.hear(member, event), signal);
      } catch (error) {
        const passes = MAY_PASS.some((code) => isUpgradeError(error, code));
        if (!passes || clock.now() >= patience) throw error;
        await clock.sleep(PORT_AGAIN_MS, signal);
        if (!this.sockets.holds(member.board.number)) throw error;
      }
    }
  }

  /** The last time that the same board was in this batch, if it was; that time is over now. */
  private cameBefore(member: Member): Member | undefined {
    return this.members.findLast(
      (each) =>
        each !== member &&
        each.board.cameBackAs === null &&
        each.board.end?.result !== 'seenAgain' &&
        isSameBoard(each.identity, member.identity),
    );
  }

  /** @returns the end of a board that isn't upgraded again; undefined for one that is */
  private seenBefore(member: Member, before: Member, wouldUpgrade: boolean): BatchEnd | undefined {
    const { number, end, port } = before.board;
    const none = { remedy: null, command: null, report: null };
    if (end === null)
      return {
        ...none,
        result: 'needsYou',
        sentence: phrase('This is board {number} of this batch, which is being worked with at {port}.', {
          number,
          port,
        }),
        remedy: phrase('Wait for its end, and use one port for one board.'),
      };
    const wasDone = end.result === 'upgraded' || end.result === 'alreadyThere';
    if (wasDone && !wouldUpgrade)
      return {
        ...none,
        result: 'seenAgain',
        sentence: phrase('This is board {number} of this batch, which is done.', { number }),
      };
    this.update(before, { ...before.board, cameBackAs: member.board.number });
    member.tries = before.tries;
    if (!wouldUpgrade) return undefined;
    const recover = ['recover', '--port', member.board.port, ...this.options.places];
    if (wasDone)
      return {
        ...none,
        result: 'needsYou',
        sentence: phrase('This board was done in this batch, and now asks for an upgrade again.'),
        remedy: phrase('Look at it alone: a batch upgrades no board twice.'),
        command: recover,
      };
    if (before.tries < MOST_TRIES) return undefined;
    return {
      ...none,
      result: 'needsYou',
      sentence: phrase('The upgrade of this board failed {times} times in this batch.', {
        times: before.tries,
      }),
      remedy: phrase('Look at it alone: a batch does not try it again.'),
      command: recover,
    };
  }

  private hear(member: Member, event: UpgradeEvent): void {
    this.options.onEvent(member.board, event);
    this.update(member, afterEvent(member.board, event, this.parts.clock.wallTime()));
  }

  private update(member: Member, board: BatchBoard): void {
    if (board === member.board) return;
    member.board = board;
    this.options.onBoard(board);
  }
}

/** Whether this row is a board of the batch, and neither an earlier one again nor an empty port. */
function countsAsBoard({ end, cameBackAs, imei, from }: BatchBoard): boolean {
  if (cameBackAs !== null || end?.result === 'seenAgain') return false;
  return end === null || imei !== null || from !== null;
}

function endOfError(error: UpgradeError, { port }: BatchBoard): BatchEnd {
  const { sentence, remedy, code } = error;
  if (code === 'CANCELLED')
    return { result: 'cancelled', sentence: NOT_BEGUN, remedy: null, command: null, report: null };
  return { result: 'needsYou', sentence, remedy, command: ['info', '--port', port], report: null };
}

const NOT_BEGUN: Phrase = phrase('Its upgrade wasn’t started.');

function endOfBroken({ sentence, remedy }: UpgradeError, { port }: BatchBoard): BatchEnd {
  return { result: 'unknown', sentence, remedy, command: ['recover', '--port', port], report: null };
}

/** How a board's run ended, for its row: what its report says, in one sentence and one thing to do. */
function endOfReport(report: UpgradeReport, { port }: BatchBoard): BatchEnd {
  const { error, next, after } = report;
  const result = resultOf(report);
  if (error === null)
    return {
      result,
      sentence: phrase('The modem runs {version}.', { version: after ? nameOf(after) : '' }),
      remedy: next[0] ?? null,
      command: null,
      report,
    };
  const goOn = result === 'needsYou' ? 'info' : 'recover';
  const command = report.modemState === 'untouched' && result === 'cancelled' ? null : [goOn, '--port', port];
  return { result, sentence: error.message, remedy: error.remedy, command, report };
}

function resultOf({ outcome, modemState }: UpgradeReport): BatchResult {
  if (outcome === 'upgraded') return 'upgraded';
  if (modemState === 'unknown') return 'unknown';
  if (outcome === 'refused') return 'needsYou';
  return outcome;
}

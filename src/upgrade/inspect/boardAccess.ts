import { neverAborted } from '../../base/cancellation';
import type { Clock } from '../../base/clock';
import type { Logger } from '../../base/logger';
import { type Phrase, phrase } from '../../base/phrase';
import { UpgradeError } from '../../base/upgradeError';
import { type Heard, listen, LISTEN_MS } from '../../board/repl/listen';
import { REPL_BAUD } from '../../transport/baudRates';
import { mayToolBeAtWork } from '../facts/whatFollows';
import { isNetworkPort } from '../../transport/networkAddress';
import { readBoardId } from '../../board/boardQuestions';
import { ByteStream } from '../../transport/byteStream';
import type { OpenTransport, Transport } from '../../transport/transport';
import { BoardLink } from './boardLink';
import type { Journal } from '../journal/journal';
import type { HeldPorts, PortLocks } from '../journal/portLocks';
import type { JournalEntry } from '../journal/journalEntry';
import { compareBoards } from '../journal/sameBoard';
import { boardAt, toolTimeRemaining, toolsBegunAt } from '../journal/toolTimeRemaining';
import type { PortLoan, Tell } from '../portBroker';
import type { KeepAwake } from '../run/keepAwake';
import { type PortListing, whereaboutsOf } from './knownPorts';
import { MirrorStream } from './mirrorStream';
import { ModemLink } from './modemLink';

export interface BoardAccessDeps extends PortListing {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly openTransport: OpenTransport;
  readonly journal: Pick<Journal, 'allUnfinished' | 'running' | 'sawToolEnd'>;
  readonly ports: Pick<PortLocks, 'runExclusive'>;
  readonly keepAwake: KeepAwake;
}

/** Says that silence is normal from now on, for `ms` milliseconds at most. */
export type OnSilence = (reason: Phrase, ms: number) => void;

/** What the user sees while the port is in use. */
export interface AccessListener {
  readonly silence: OnSilence;
  readonly notice: Tell;
}

const INTERRUPTED_HERE = phrase(
  'An upgrade was interrupted here, and the board may still be upgrading its modem. Waiting until the board has finished.',
);

/** Nothing tells whether this is the board that was called by another name. */
function mayBeTheSame(begun: readonly JournalEntry[]): Phrase {
  return phrase(
    'An upgrade was interrupted at {port}. This may be the same board, and it may still be upgrading its modem. Waiting until the board has finished.',
    { port: begun[0]?.board.port ?? '' },
  );
}

/** A board has one port on its cable and another in the network, and no lock knows both. */
function mayBeTheSameRunning(running: readonly JournalEntry[]): Phrase {
  return phrase(
    'An upgrade is running at {port}. This may be the same board, so it isn’t interrupted. Waiting until the board has finished.',
    { port: running[0]?.board.port ?? '' },
  );
}

/**
 * The way to a board for all but an upgrade, which has its own: alone at the port, and without a key that could interrupt
 * the board's own upgrade tool, even one that somebody else began. All of it throws PORT_IN_USE_BY_SESSION, PORT_IN_USE_ELSEWHERE, JOURNAL_UNREADABLE,
 * BOARD_UPGRADING, the port's errors, CANCELLED and what the work throws; the port is closed at the end, whatever that is.
 */
export class BoardAccess {
  private readonly parts: BoardAccessDeps;

  constructor(parts: BoardAccessDeps) {
    this.parts = parts;
  }

  /** Work with a board's prompt, which is handed back to people afterwards. */
  withBoard<T>(
    port: string,
    told: AccessListener,
    work: (link: BoardLink) => Promise<T>,
    signal: AbortSignal,
  ): Promise<T> {
    const { clock, logger } = this.parts;
    return this.withPort(
      port,
      told,
      async (transport) => {
        const link = new BoardLink(transport, clock);
        try {
          return await work(link);
        } finally {
          // Not the work's own signal: after a cancel the board is handed back all the same.
          await link.client.leave(neverAborted()).catch((error: unknown) => {
            logger.info(`the board is not handed back: ${String(error)}`);
          });
          link.release();
        }
      },
      signal,
    );
  }

  /**
   * Work with a port that may lead to anything, at the rate of a board's prompt.
   * @param work gets what was heard there before any key was sent that interrupts
   */
  withPort<T>(
    port: string,
    told: AccessListener,
    work: (transport: Transport, heard: Heard) => Promise<T>,
    signal: AbortSignal,
  ): Promise<T> {
    return this.runExclusive(
      port,
      REPL_BAUD,
      async (transport, loan) => {
        const ended = await this.waitForToolExit(transport, told.silence, loan, signal);
        return work(transport, ended ? 'prompt' : await this.listen(transport, signal));
      },
      told,
      signal,
    );
  }

  /** Work with a modem that was found at a port, in MIRROR mode: no tool of the board's is behind it. */
  withModem<T>(
    port: string,
    bitsPerSecond: number,
    told: AccessListener,
    work: (link: ModemLink) => Promise<T>,
    signal: AbortSignal,
  ): Promise<T> {
    const { clock, logger } = this.parts;
    return this.runExclusive(
      port,
      bitsPerSecond,
      async (transport) => {
        const link = new ModemLink(new MirrorStream(transport, clock), clock, logger);
        try {
          return await work(link);
        } finally {
          link.release();
        }
      },
      told,
      signal,
    );
  }

  /**
   * Before work that has a way of its own to a board: waits for the board's own tool where one may be at work. The port is
   * opened only for that.
   */
  async awaitTool(
    port: string,
    loan: PortLoan,
    { silence }: AccessListener,
    signal: AbortSignal,
  ): Promise<void> {
    const { cutOff, running } = await this.toolsAt(port, signal);
    if (toolTimeRemaining([...cutOff, ...running], this.parts.clock) === 0) return;
    const transport = await this.parts.openTransport(port, REPL_BAUD, signal);
    try {
      await this.waitForToolExit(transport, silence, loan, signal);
    } finally {
      await transport.close();
    }
  }

  /** Several of these one after the other, with nobody else at the port in between. */
  holding<T>(port: string, { notice }: AccessListener, work: (held: BoardAccess) => Promise<T>): Promise<T> {
    return this.parts.ports.runExclusive(
      port,
      (held) => {
        const ports: BoardAccessDeps['ports'] = {
          runExclusive: async (path, inner) => {
            await held.alsoHold(path);
            return inner(held);
          },
        };
        return work(new BoardAccess({ ...this.parts, ports }));
      },
      notice,
    );
  }

  private runExclusive<T>(
    port: string,
    bitsPerSecond: number,
    work: (transport: Transport, held: HeldPorts) => Promise<T>,
    { notice }: AccessListener,
    signal: AbortSignal,
  ): Promise<T> {
    const opened = async (held: HeldPorts): Promise<T> => {
      const transport = await this.parts.openTransport(port, bitsPerSecond, signal);
      try {
        return await work(transport, held);
      } finally {
        await transport.close();
      }
    };
    return this.parts.ports.runExclusive(port, opened, notice);
  }

  private async listen(transport: Transport, signal: AbortSignal): Promise<Heard> {
    const { clock } = this.parts;
    const stream = new ByteStream(transport, clock);
    try {
      return await listen(stream, clock, LISTEN_MS, signal);
    } finally {
      stream.dispose();
    }
  }

  /** @returns whether the board was heard to have ended what it did */
  private async waitForToolExit(
    transport: Transport,
    onSilence: OnSilence,
    { leaveUndisturbed }: PortLoan,
    signal: AbortSignal,
  ): Promise<boolean> {
    const { journal, clock } = this.parts;
    const { cutOff, running } = await this.toolsAt(transport.path, signal);
    const patienceMs = toolTimeRemaining([...cutOff, ...running], clock);
    if (patienceMs === 0) return false;
    const here = await this.parts.canonicalPort(transport.path);
    const elsewhere = cutOff.every(({ board }) => board.port !== transport.path && board.device !== here);
    if (cutOff.length === 0) onSilence(mayBeTheSameRunning(running), patienceMs);
    else onSilence(elsewhere ? mayBeTheSame(cutOff) : INTERRUPTED_HERE, patienceMs);
    // The board has its power from this computer.
    const fallAsleep = this.parts.keepAwake();
    const link = new BoardLink(transport, clock);
    let ended = false;
    try {
      ended = await link.untilIdle(patienceMs, signal);
      if (ended) await journal.sawToolEnd(await this.onThisBoard(cutOff, link, signal));
      return ended;
    } finally {
      // Cancelled, as a rule: what we do not interrupt, nobody else is given the port to interrupt.
      if (!ended) leaveUndisturbed();
      link.release();
      fallAsleep();
    }
  }

  /** The board's own tools that may be at work there: of runs that were cut off, and of one that goes on the other way to the board. */
  private async toolsAt(
    port: string,
    signal: AbortSignal,
  ): Promise<{ readonly cutOff: JournalEntry[]; readonly running: JournalEntry[] }> {
    const { journal } = this.parts;
    const running = (await journal.running()).filter(
      ({ board, facts }) => mayToolBeAtWork(facts) && isNetworkPort(board.port) !== isNetworkPort(port),
    );
    return { cutOff: await toolsBegunAt(port, await journal.allUnfinished(), this.parts, signal), running };
  }

  /** Those that were begun on this very board, which is idle: at the same port there may be another by now. */
  private async onThisBoard(
    begunHere: readonly JournalEntry[],
    link: BoardLink,
    signal: AbortSignal,
  ): Promise<JournalEntry[]> {
    const { path } = link.transport;
    const uniqueId = await this.boardId(link, signal);
    const here = { ...boardAt(path, await whereaboutsOf(path, this.parts, signal)), uniqueId };
    return begunHere.filter(({ board }) => compareBoards(board, here) === 'same');
  }

  private async boardId(link: BoardLink, signal: AbortSignal): Promise<string | null> {
    try {
      const uniqueId = await readBoardId(link.client, signal);
      await link.client.leave(signal);
      return uniqueId;
    } catch (error) {
      if (!(error instanceof UpgradeError) || error.code === 'CANCELLED') throw error;
      this.parts.logger.info(`the board does not tell its number: ${error.message}`);
      return null;
    }
  }
}

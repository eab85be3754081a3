import type { Clock } from '../../base/clock';
import type { Logger } from '../../base/logger';
import type { Phrase } from '../../base/phrase';
import { REPL_BAUD } from '../../transport/baudRates';
import type { ListPorts } from '../../transport/ports';
import type { OpenTransport } from '../../transport/transport';
import { BoardLink } from '../inspect/boardLink';
import { upgradeErrors } from '../errors';
import type { NoticeEvent } from '../events';
import { MirrorStream } from '../inspect/mirrorStream';
import { MIRROR_RATE, ModemLink } from '../inspect/modemLink';
import { identify, type PortIdentity } from '../run/powerCycle';
import type { UploadRates } from '../plan/uploadRates';
import type { JournalBoard, JournalEntry } from '../journal/journalEntry';
import type { RehearsalRecord } from '../journal/rehearsalRecords';
import type { RehearsalRequest } from './rehearsal';

export interface RehearsalDeps {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly openTransport: OpenTransport;
  readonly listPorts: ListPorts;
  readonly canonicalPort: (port: string) => Promise<string>;
  /** As that of `HeldPorts`. */
  readonly alsoHold: (path: string) => Promise<void>;
  readonly uploadRates: UploadRates;
  /** The board, as the journal knows it, and the unfinished upgrades of all boards. */
  readonly board: JournalBoard;
  readonly unfinished: () => Promise<readonly JournalEntry[]>;
  readonly record: RehearsalRecord;
}

/** How a check tells of what it does. */
export interface RehearsalVoice {
  /** Silence is normal from now on, for `ms` milliseconds at most. */
  wait(reason: Phrase, ms: number): void;
  /** A person has `ms` milliseconds for what `request` asks. */
  awaitHand(request: Phrase, ms: number): void;
  notice(level: NoticeEvent['level'], text: Phrase): void;
  /** The board is at this port now. */
  moved(port: string): void;
}

/** The board during a rehearsal: its port, who is behind it, and what a check left there for the moment. */
export class RehearsalContext {
  readonly request: RehearsalRequest;
  readonly parts: RehearsalDeps;
  readonly voice: RehearsalVoice;
  /** Whether the modem reported that it's installing: then no advice may say to unplug the board. */
  modemIsAtWork = false;
  private readonly left: Set<string>;
  private leadsToModem: boolean;
  private board: BoardLink | undefined;
  private modem: ModemLink | undefined;
  private identity: PortIdentity | undefined;

  constructor(request: RehearsalRequest, parts: RehearsalDeps, voice: RehearsalVoice) {
    this.request = request;
    this.parts = parts;
    this.voice = voice;
    this.leadsToModem = request.finding.kind === 'modem';
    this.left = new Set(parts.record.files);
  }

  /** Paths of our files that are on the board now. */
  get leftOnBoard(): readonly string[] {
    return [...this.left];
  }

  /** Whether the port leads to the modem until the power is off. */
  get mirroring(): boolean {
    return this.leadsToModem;
  }

  /** One of our files is about to be on the board; if the process ends here, the next start knows about it. */
  async willLeave(path: string): Promise<void> {
    this.left.add(path);
    await this.parts.record.note({ files: this.leftOnBoard });
  }

  async tookAway(path: string): Promise<void> {
    this.left.delete(path);
    await this.parts.record.note({ files: this.leftOnBoard });
  }

  /** From its first byte on, only the power leads back from MIRROR mode. */
  async willMirror(): Promise<void> {
    this.leadsToModem = true;
    await this.parts.record.note({ mirroring: true });
  }

  /** The board is at its REPL. */
  async mirrorsNoMore(): Promise<void> {
    this.leadsToModem = false;
    await this.parts.record.note({ mirroring: false });
  }

  /** The board's REPL, opened and broken into where that is still to be done. @throws those of `BoardLink.interrupt` */
  async boardLink(signal: AbortSignal): Promise<BoardLink> {
    if (this.board) return this.board;
    const { path } = await this.port(signal);
    const link = new BoardLink(await this.parts.openTransport(path, REPL_BAUD, signal), this.parts.clock);
    try {
      await link.interrupt(signal);
    } catch (error) {
      // Whoever kept it would speak to a board that must not be interrupted, or isn't there.
      await link.release().close();
      throw error;
    }
    this.board = link;
    return link;
  }

  /** The modem behind MIRROR mode. @throws the port's errors */
  async modemLink(signal: AbortSignal): Promise<ModemLink> {
    if (this.modem) return this.modem;
    const { finding } = this.request;
    const { clock, logger, openTransport } = this.parts;
    const rate = finding.kind === 'modem' ? finding.baudRate : MIRROR_RATE;
    const transport =
      this.board?.release() ?? (await openTransport((await this.port(signal)).path, rate, signal));
    this.board = undefined;
    const behindMirrorMode = finding.kind === 'board';
    this.modem = new ModemLink(new MirrorStream(transport, clock), clock, logger, behindMirrorMode);
    await this.modem.setRate(rate, signal);
    return this.modem;
  }

  /** What the port is recognised by when it comes back. @throws CANCELLED */
  async port(signal: AbortSignal): Promise<PortIdentity> {
    const context = { ...this.parts, ...this.voice };
    return (this.identity ??= await identify(this.request.finding.port, context, signal));
  }

  /** Gives the port to the code that waits for the power cycle. */
  releaseModem(): ReturnType<ModemLink['release']> {
    const { modem } = this;
    if (!modem) throw upgradeErrors.unexpected(new Error('no modem is connected'));
    this.modem = undefined;
    return modem.release();
  }

  /** After the power cycle the board is found under this path, at its REPL. */
  async comesBackAt(path: string): Promise<void> {
    await this.mirrorsNoMore();
    if (this.identity === undefined || this.identity.path === path) return;
    this.identity = { ...this.identity, path };
    this.voice.moved(path);
  }

  /** Hands the board back to people, as far as it answers, and closes the port. */
  async close(signal: AbortSignal): Promise<void> {
    const { board, modem } = this;
    this.board = undefined;
    this.modem = undefined;
    await modem?.close();
    await board?.close(signal);
  }
}

import type { Clock } from '../../base/clock';
import type { OutputLine } from '../repl/outputLines';
import { parseRunLine, type ToolLine, type ToolPhase } from './sqnsupgradeText';
import type { ToolFailure } from './toolFailures';
import type { OnWait } from '../wait';
import { type Phrase, phrase } from '../../base/phrase';

/** How often a continuing wait is reported again, so that its end moves on the screen without flooding it. */
const TELL_AGAIN_MS = 5000;

/** In them the whole image is in the modem. */
const INSTALLING: ReadonlySet<ToolPhase> = new Set(['transferred', 'finishing', 'resetting']);

/** By them it is heard that the modem takes another file, or is done. */
const ENDS_INSTALLING: ReadonlySet<ToolLine['kind']> = new Set(['session', 'progress', 'success']);

/** With them it begins something, whatever it said before: 1.2.6 and 1.2.7 go on where they did not find the modem. */
const GOES_ON: ReadonlySet<ToolLine['kind']> = new Set([
  ...(['phase', 'session', 'progress', 'onTheFly'] as const),
  ...(['updaterNotNeeded', 'ffhNotNecessary', 'mirror'] as const),
]);

/**
 * Whether the modem may be at work on an image by itself, as far as the tool's lines tell. It ends by the tool's success, by the
 * modem's own failure and by another transfer; not by the tool's giving up.
 * @param before what was known before this line
 */
export function mayInstallAfter(line: ToolLine, before: boolean): boolean {
  // It is woken before a transfer, and after one.
  if (line.kind === 'phase') return line.phase === 'waking' ? before : INSTALLING.has(line.phase);
  if (line.kind === 'failure') return before && line.failure.isModems !== true;
  return before && !ENDS_INSTALLING.has(line.kind);
}

export interface ToolListener {
  readonly onLine: (line: ToolLine, text: string) => void;
  readonly onWait: OnWait;
}

/** Follows the tool's text: which phase it is in, how long it may be silent there, and what went wrong. */
export class ToolWatch {
  /** Failures after which it went on, and said success. */
  overcome: readonly ToolFailure[] = [];
  saidSuccess = false;
  /** Whether the modem may have the whole image and be at work on it, whatever the tool's own end. */
  mayInstall = false;
  /** Failures after which it went on, with or without success. */
  private passed: readonly ToolFailure[] = [];
  /** The lines after which the tool has started nothing. */
  private latest: readonly ToolFailure[] = [];
  private readonly clock: Clock;
  private readonly listener: ToolListener;
  private now: Silence = silenceIn('detecting');
  private toldAt = Number.NEGATIVE_INFINITY;
  /** When it last said something new that is known of it, ms on the clock. */
  private spokeAt: number;
  private lastKnown = '';
  /** The meaning of the line that is still being written, if it was reported already. */
  private begun: ToolLine['kind'] | undefined;

  constructor(clock: Clock, listener: ToolListener) {
    this.clock = clock;
    this.listener = listener;
    this.spokeAt = clock.now();
    this.tellWait();
  }

  get silence(): Silence {
    return this.now;
  }

  /** What it printed as failures since it last said that all is well: those with which it ended, else those which it went on from. */
  get failures(): readonly ToolFailure[] {
    return this.endsFailing ? this.latest : this.passed;
  }

  /** Whether the tool has started nothing since it reported a failure. */
  get endsFailing(): boolean {
    return this.latest.length > 0;
  }

  /** Milliseconds until its limit: what is not the tool's, such as a thread's output, is no reason to wait for longer. */
  get patienceMs(): number {
    return Math.max(0, this.spokeAt + this.now.limitMs - this.clock.now());
  }

  take({ text, finished }: OutputLine): void {
    const line = parseRunLine(text);
    if (line.kind !== 'text' && text !== this.lastKnown) {
      this.spokeAt = this.clock.now();
      this.lastKnown = text;
    }
    // Dots and progress belong to lines that end much later, or never; anything else may be cut short.
    const tellable = finished || line.kind === 'phase' || line.kind === 'progress';
    const told = this.begun === line.kind && line.kind !== 'progress';
    if (tellable && !told && !(finished && text.trim() === '')) this.tell(line, text);
    if (finished) this.begun = undefined;
    else if (tellable) this.begun = line.kind;
    if (this.clock.now() - this.toldAt >= TELL_AGAIN_MS) this.tellWait();
  }

  private tell(line: ToolLine, text: string): void {
    if (line.kind === 'failure') this.fail(line.failure);
    if (line.kind === 'success') this.succeed();
    if (GOES_ON.has(line.kind)) this.pass();
    this.mayInstall = mayInstallAfter(line, this.mayInstall);
    this.listener.onLine(line, text);
    if (line.kind === 'phase') this.enter(silenceIn(line.phase));
    else if (line.kind === 'session' || line.kind === 'progress') this.enter(silenceIn('sending'));
  }

  /** Its last word counts: what it printed, or raised, behind its success does not undo it. */
  fail(failure: ToolFailure): void {
    if (this.saidSuccess) this.overcome = [...this.overcome, failure];
    else this.latest = [...this.latest, failure];
  }

  private pass(): void {
    this.passed = [...this.passed, ...this.latest];
    this.latest = [];
  }

  private succeed(): void {
    this.saidSuccess = true;
    this.pass();
    this.overcome = [...this.overcome, ...this.passed];
    this.passed = [];
  }

  private enter(silence: Silence): void {
    if (this.now === silence) return;
    this.now = silence;
    this.tellWait();
  }

  private tellWait(): void {
    this.toldAt = this.clock.now();
    this.listener.onWait(this.now.reason, this.clock.wallTime() + this.now.limitMs);
  }
}

/**
 * The tool's own limits, from how it reads: 20 s of silence a read and a second between, 11 reads for a wake-up, 101 after a
 * transfer or a reset; five rounds of detecting take 67 s; a frame is awaited 90 s, four times; its other loops take 300 s.
 * Silence within them is no failure, and a little is added for what happens around them.
 */
const WAKE_UP_MS = 11 * 21_000;
const LONG_WAKE_UP_MS = 101 * 21_000;
const DETECT_MS = 67_000;
const FRAME_MS = 4 * 90_000;
const LOOP_MS = 300_000;
const MARGIN_MS = 20_000;

export interface Silence {
  readonly limitMs: number;
  readonly reason: Phrase;
}

const SILENCES: Readonly<Record<ToolPhase | 'detecting' | 'sending', Silence>> = {
  detecting: {
    limitMs: DETECT_MS + WAKE_UP_MS + MARGIN_MS,
    reason: phrase('The board is looking for its modem.'),
  },
  waking: {
    limitMs: WAKE_UP_MS + MARGIN_MS,
    reason: phrase('The board is waking the modem.'),
  },
  preparing: {
    limitMs: DETECT_MS + WAKE_UP_MS + MARGIN_MS,
    reason: phrase('The board is preparing the modem.'),
  },
  bootrom: {
    limitMs: LOOP_MS + WAKE_UP_MS + MARGIN_MS,
    reason: phrase('The board is replacing the modem’s boot loader.'),
  },
  loadingUpdater: {
    limitMs: LONG_WAKE_UP_MS + MARGIN_MS,
    reason: phrase('The modem is starting its updater. It may stay silent for several minutes.'),
  },
  starting: {
    limitMs: FRAME_MS + MARGIN_MS,
    reason: phrase('The modem is preparing for the transfer.'),
  },
  sending: {
    limitMs: FRAME_MS + MARGIN_MS,
    reason: phrase(
      'The modem is receiving the file. It often pauses around 7 to 10 % and at 99 %, for five minutes or more.',
    ),
  },
  transferred: {
    limitMs: LONG_WAKE_UP_MS + LOOP_MS + MARGIN_MS,
    reason: phrase('The modem has received the whole file and is processing it.'),
  },
  finishing: {
    limitMs: LONG_WAKE_UP_MS + LOOP_MS + MARGIN_MS,
    reason: phrase('The modem is installing the new firmware. Don’t unplug the board.'),
  },
  resetting: {
    limitMs: LOOP_MS + LONG_WAKE_UP_MS + MARGIN_MS,
    reason: phrase('The modem is restarting.'),
  },
};

export function silenceIn(phase: ToolPhase | 'detecting' | 'sending'): Silence {
  return SILENCES[phase];
}

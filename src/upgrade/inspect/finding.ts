import type { Phrase } from '../../base/phrase';
import type { BoardReading } from '../../board/boardReading';
import type { ModemReading } from '../../modem/modemReading';
import type { BoardFigures } from './boardFigures';
import type { Whereabouts } from './knownPorts';

/** What `inspect` saw at a port. Every kind is a normal thing to find; none is an error. */
export type Finding = (ModemFinding | BoardFinding | SilentFinding) & {
  /** Where that is, so that it is known again by another name of the port; `inspect` fills it in. */
  readonly at?: Whereabouts;
};

/** A board in MIRROR mode: the modem itself answers at the port. */
export interface ModemFinding {
  readonly kind: 'modem';
  readonly port: string;
  /** Bits per second at which it answers: 921600, or 115200 in recovery. */
  readonly baudRate: number;
  readonly modem: ModemReading;
  /** What rehearsals measured on this board; `inspect` fills it in. */
  readonly measured?: BoardFigures;
  /** Set if an unfinished upgrade may have left this modem installing an image, whatever it answers. */
  readonly mayInstall?: true;
}

/** A MicroPython REPL answers. */
export interface BoardFinding {
  readonly kind: 'board';
  readonly port: string;
  readonly board: BoardReading;
  readonly modem: ModemReading;
  /** As that of a modem. */
  readonly measured?: BoardFigures;
  /** As that of a modem. */
  readonly mayInstall?: true;
}

/** Nothing that can be upgraded answers; `sentence` says what did, `remedy` what to do. */
export interface SilentFinding {
  readonly kind: 'silent';
  readonly port: string;
  readonly sentence: Phrase;
  readonly remedy: Phrase;
  /** Set where what answers is a modem that refuses every command. */
  readonly refusesCommands?: true;
}

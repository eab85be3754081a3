import type { ModemReading } from '../../modem/modemReading';
import type { UpgradeResult } from '../../modem/upgradeResult';
import type { ModemCondition, Outcome } from '../report';

/**
 * One thing that happened in a run, or is about to: what cannot be taken back is noted before it is done. All that a run knows of
 * itself follows from the list of these (`whatFollows.ts`); none is ever changed or taken out.
 */
export type Fact =
  /**
   * A step is about to begin, the plan's step of this number, from 0, at that time of day (ms since 1970). `writes` where the modem may
   * be written to by it, `startsTool` where the board's own tool may be begun: the journal has it before either is.
   */
  | {
      readonly kind: 'stepAnnounced';
      readonly step: number;
      readonly at: number;
      readonly writes: boolean;
      readonly startsTool: boolean;
    }
  /** A step began, the plan's step of this number, from 0. */
  | { readonly kind: 'stepBegan'; readonly step: number }
  /** It ended, done or left out; one that failed never does. */
  | { readonly kind: 'stepEnded'; readonly step: number }
  /** The board's port leads to the modem, or is about to. */
  | { readonly kind: 'mirrorEntered' }
  /** The port leads to the board again, or to nobody. */
  | { readonly kind: 'mirrorLeft' }
  /** The board left MIRROR mode by a restart of its own. */
  | { readonly kind: 'boardRestarted' }
  /** The modem's own number, as soon as it is known: what says another is not the modem of this run. */
  | { readonly kind: 'modemNamed'; readonly imei: string }
  /** The same of the module. */
  | { readonly kind: 'boardNamed'; readonly uniqueId: string }
  | { readonly kind: 'modemRead'; readonly reading: ModemReading }
  /** What was read says nothing of the modem any more: it may be another's, or is to be read anew. */
  | { readonly kind: 'readingDoubted' }
  /** The modem leaves the program in which it was found, for the updater in its flash. */
  | { readonly kind: 'updaterBooted' }
  /** An updater is in the modem's working memory, and is lost when the modem restarts. */
  | { readonly kind: 'updaterLoaded' }
  /** The modem runs its firmware again. */
  | { readonly kind: 'firmwareStarted' }
  /** What the modem says of an upgrade before it is given an image: the same words afterwards may be of that one. */
  | { readonly kind: 'resultHeard'; readonly result: UpgradeResult }
  | { readonly kind: 'fileBegan' }
  /** The modem opened a transfer session: `overwrites` says whether the file replaces its firmware as it arrives. */
  | { readonly kind: 'sessionOpened'; readonly overwrites: boolean }
  /** The modem has the whole file; `doubtful` where it may have taken a block twice. */
  | { readonly kind: 'fileSent'; readonly doubtful: boolean }
  /** The command to put the file in place that lies beside the modem’s firmware. */
  | { readonly kind: 'applySent' }
  /** The board's own tool was begun; `writes` where it may write to the modem. */
  | { readonly kind: 'toolStarted'; readonly writes: boolean }
  /** It opened a transfer to the modem: before that it has given it no byte of a file. */
  | { readonly kind: 'toolOpenedSession' }
  /** It is out of sight: it may be at work, whatever was seen of it. */
  | { readonly kind: 'toolUnseen' }
  | { readonly kind: 'toolEnded' }
  /** From now on the modem may be at work on an image by itself: its power must stay on. */
  | { readonly kind: 'installBegan' }
  | { readonly kind: 'installOver' }
  /** The modem was asked, and what it says of itself shows that an image is in; `isLast` where no other follows. */
  | { readonly kind: 'versionVerified'; readonly isLast: boolean }
  /** The run is over, at that time of day, and with that end. */
  | {
      readonly kind: 'ended';
      readonly at: number;
      readonly outcome: Outcome;
      readonly modemState: ModemCondition;
    }
  /** Another upgrade succeeded at the same port, on this board or on another, at that time of day. */
  | { readonly kind: 'otherSucceeded'; readonly at: number };

export type FactKind = Fact['kind'];
export type FactOf<K extends FactKind> = Extract<Fact, { readonly kind: K }>;
export type Facts = readonly Fact[];

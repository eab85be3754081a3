import type { Family } from '../base/family';
import type { ImageDescription } from './firmwareImage';

/** All that the rules look at: one image, the modem it meets, and the way it would take. Plain data. */
export interface Situation {
  /** As it will be when this image's turn comes. */
  readonly modem: {
    /** 0 recovery, 1 mTools, 2 application, 4 updater, null not detected. */
    readonly state: 0 | 1 | 2 | 4 | null;
    readonly build: string | null;
    readonly family: Family | null;
    /** As printed: `LR5.1.1.0-41065`, `UE5.0.0.0d`. */
    readonly lr: string | null;
    readonly ue: string | null;
    /** Build of Bootloader0. */
    readonly bootrom: string | null;
    /** Whether it says that it is at work on an image. */
    readonly applying: boolean;
  };
  /** Whether an upgrade that was begun here may have left the modem installing an image without saying so. */
  readonly mayInstall: boolean;
  readonly method: 'flash' | 'sd' | 'uart' | 'wireless';
  /** Whether the board's own tool prepares the modem; false when the board is in MIRROR mode already. */
  readonly throughBoard: boolean;
  /** Version of the board's own tool, `1.2.6`; null where no board answers. */
  readonly toolVersion: string | null;
  /** What that release of the tool can do; null where no board answers, or its board has no tool. */
  readonly tool: ToolTraits | null;
  /** What all files of the plan need where they are copied to, and what is free there; null where nothing is copied. */
  readonly room: Room | null;
  readonly imageName: string;
  readonly image: ImageDescription;
  /** Whether an updater goes with this image; `doubtful` when it does not look like one for this modem. */
  readonly updater: 'none' | 'given' | 'doubtful';
  /** Whether it lay beside the image; `unknown` where nobody can tell. */
  readonly updaterOrigin: 'same' | 'another' | 'unknown';
  /** Further updaters that lay there and have another content. */
  readonly otherUpdaters: number;
  /** For the first of a pair: the second comes next. For the second: the first came before. */
  readonly otherHalf: boolean;
  /** Whether it is known that the modem has the first half of a pair and waits for the second. */
  readonly secondHalfDue: boolean;
  /** Whether an earlier image of the same plan brings the modem here. */
  readonly followsAnother: boolean;
  /** Where the whole plan leads: what its last image brings. */
  readonly goal: { readonly build: string | null; readonly family: Family | null };
}

/** As the board's table of releases has them. */
interface ToolTraits {
  readonly takesArguments: boolean;
  /** It leaves a modem in recovery at 115200 baud. */
  readonly leavesRecoverySlow: boolean;
  /** It leaves the factory's bootrom where it is on the way into MIRROR mode. */
  readonly leavesFactoryBootrom: boolean;
  /** Those before fail more often. */
  readonly proven: boolean;
}

/** Bytes, file systems' own needs included. */
export interface Room {
  readonly neededBytes: number;
  readonly freeBytes: number | null;
}

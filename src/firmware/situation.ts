import type { ImageDescription, ImageFamily } from './firmwareImage';

/** All that the rules look at: one image, the modem it meets, and the way it would take. Plain data. */
export interface Situation {
  readonly modem: {
    /** 0 recovery, 1 mTools, 2 application, 4 updater, null not detected. */
    readonly state: 0 | 1 | 2 | 4 | null;
    readonly build: string | null;
    readonly family: ImageFamily | null;
    /** Build of Bootloader0. */
    readonly bootrom: string | null;
  };
  readonly method: 'flash' | 'sd' | 'uart' | 'wireless';
  /** Whether the board's own tool prepares the modem; false when the board is in MIRROR mode already. */
  readonly throughBoard: boolean;
  /** Bytes free on `/flash`, where the method needs it. */
  readonly flashFreeBytes: number | null;
  readonly imageName: string;
  readonly image: ImageDescription;
  /** Whether an updater was given; `doubtful` when it does not look like one for this modem. */
  readonly updater: 'none' | 'given' | 'doubtful';
  /** For the first of a pair: the second comes next. For the second: the first came before. */
  readonly otherHalf: boolean;
  /** Whether an earlier image of the same plan brings the modem here. */
  readonly followsAnother: boolean;
}

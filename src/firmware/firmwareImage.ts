import type { Family } from '../base/family';
import type { Phrase } from '../base/phrase';
import type { ByteSource } from '../base/byteSource';

/**
 * Place in an upgrade of two steps. `unknown`: content or name speak of such an upgrade, and which half the file is cannot be
 * told from them.
 */
export type StepOfPair = 1 | 2 | 'unknown';

/** What a firmware file turned out to be, by its content; the name is only a second witness. */
export interface ImageDescription {
  readonly kind: 'full' | 'differential' | 'updater' | 'unknown';
  /** Bytes. */
  readonly size: number;
  readonly sha256: string;
  /** Software version in the file: `5.1.1.0`; null where the content does not tell. */
  readonly version: string | null;
  /** Build the modem has afterwards: `41065`; from the content, else from the name. */
  readonly targetBuild: string | null;
  /** Build the modem must have, as the name of a differential image tells; null where it tells none. */
  readonly baseBuild: string | null;
  readonly family: Family | null;
  /** Null for all that are no half of a two-step upgrade. */
  readonly stepOfPair: StepOfPair | null;
  /** The name under which exactly this file was published; absent where that is not known. */
  readonly publishedAs?: string;
  /** Names of the container's blocks, in order; `depth` counts the packs around one. */
  readonly blocks: readonly ImageBlock[];
  /** What does not fit together: name against content, or a layout never seen. Each must be confirmed. */
  readonly findings: readonly Phrase[];
}

/**
 * Whether the rules for differential images hold: by its content or by its name. Where the two contradict each other, what
 * is forbidden to either kind is forbidden.
 */
export function mayBeDifferential({
  kind,
  baseBuild,
}: Pick<ImageDescription, 'kind' | 'baseBuild'>): boolean {
  return kind === 'differential' || baseBuild !== null;
}

export interface ImageBlock {
  readonly magic: string;
  readonly name: string;
  readonly depth: number;
  /** Bytes of payload. */
  readonly size: number;
}

/** A whole, checked firmware file with its bytes at hand. */
export interface FirmwareImage {
  readonly source: ByteSource;
  readonly description: ImageDescription;
}

/** What is odd about it must be confirmed; where another file will do, that one is taken. */
export function isDoubtful({ description }: Pick<FirmwareImage, 'description'>): boolean {
  return description.findings.length > 0;
}

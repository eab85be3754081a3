import { isForThisChip, majorOf } from './chip';
import { type DupBlock, holdsApplication } from './dupContainer';

/**
 * The only text that names the firmware's own version; without "by …" it is the bootrom's, which NB-IoT files hold too. Newer
 * chips have longer numbers: `8.0.5.13`.
 */
const VERSION = /(?<!\d)(\d{1,3}(?:\.\d{1,3}){3}) \[(\d{5})\] by robot-soft at/g;
/** Longest text of that form, so that one cut by a chunk's border is found. */
const OVERLAP_CHARACTERS = 48;

export interface FoundVersion {
  readonly version: string;
  readonly build: string;
}

/**
 * Looks for version texts in a file that passes by in chunks. A file may hold any number of them: what is kept are the builds, of
 * which there are a hundred thousand at most.
 */
export class VersionSearch {
  /** Of the whole file, in the order in which they come. */
  readonly builds = new Set<string>();
  /** Of the blocks that hold the application. */
  readonly applicationBuilds = new Set<string>();
  private first: FoundVersion | undefined;
  private application: FoundVersion | undefined;
  private foreign: FoundVersion | undefined;
  private tail = '';
  private inApplication = false;

  inBlock(block: DupBlock): void {
    this.inApplication = holdsApplication(block);
  }

  update(chunk: Uint8Array): void {
    const text = this.tail + Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length).toString('latin1');
    for (const match of text.matchAll(VERSION)) {
      const { 0: whole, 1: version = '', 2: build = '', index } = match;
      // What stood in the tail alone was found with the chunk before.
      if (index + whole.length > this.tail.length) this.take({ version, build });
    }
    this.tail = text.slice(-OVERLAP_CHARACTERS);
  }

  /** Wherever it stands: nothing of such a file is for this modem. */
  ofAnotherChip(): FoundVersion | undefined {
    return this.foreign;
  }

  /** The application's own, else the first of any block. */
  best(): FoundVersion | undefined {
    return this.application ?? this.first;
  }

  /** The application's own; undefined where the file brings none, or one that does not tell. */
  ofApplication(): FoundVersion | undefined {
    return this.application;
  }

  private take(found: FoundVersion): void {
    this.builds.add(found.build);
    this.first ??= found;
    if (!isForThisChip(majorOf(found.version))) this.foreign ??= found;
    if (!this.inApplication) return;
    this.applicationBuilds.add(found.build);
    this.application ??= found;
  }
}

import { type DupBlock, holdsApplication } from './dupContainer';

/** The only text that names the firmware's own version; without "by …" it is the bootrom's, which NB-IoT files hold too. */
const VERSION = /(\d\.\d\.\d\.\d) \[(\d{5})\] by robot-soft at/g;
/** Longest text of that form, so that one cut by a chunk's border is found. */
const OVERLAP_CHARACTERS = 40;

export interface FoundVersion {
  readonly version: string;
  readonly build: string;
  /** Whether the block in which it stands holds the application. */
  readonly ofApplication: boolean;
}

/** Looks for version texts in a file that passes by in chunks. */
export class VersionSearch {
  readonly found: FoundVersion[] = [];
  private tail = '';
  private inApplication = false;

  inBlock(block: DupBlock): void {
    this.inApplication = holdsApplication(block);
  }

  update(chunk: Uint8Array): void {
    const text = this.tail + Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length).toString('latin1');
    for (const [, version = '', build = ''] of text.matchAll(VERSION)) {
      const { inApplication: ofApplication } = this;
      const known = this.found.some((each) => each.build === build && each.ofApplication === ofApplication);
      if (!known) this.found.push({ version, build, ofApplication });
    }
    this.tail = text.slice(-OVERLAP_CHARACTERS);
  }

  /** The application's own; undefined where the file brings none, or one that does not tell. */
  ofApplication(): FoundVersion | undefined {
    return this.found.find(({ ofApplication }) => ofApplication);
  }

  /** The application's own, else the first of any block. */
  best(): FoundVersion | undefined {
    return this.ofApplication() ?? this.found[0];
  }
}

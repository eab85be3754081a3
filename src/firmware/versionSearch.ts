/** The only text that names the firmware's own version; without "by …" it is the bootrom's, which NB-IoT files hold too. */
const VERSION = /(\d\.\d\.\d\.\d) \[(\d{5})\] by robot-soft at/g;
/** Longest text of that form, so that one cut by a chunk's border is found. */
const OVERLAP_CHARACTERS = 40;

export interface FoundVersion {
  readonly version: string;
  readonly build: string;
  /** Name of the block it stands in. */
  readonly block: string;
}

/** Looks for version texts in a file that passes by in chunks. */
export class VersionSearch {
  readonly found: FoundVersion[] = [];
  private tail = '';
  private block = '';

  inBlock(name: string): void {
    this.block = name;
  }

  update(chunk: Uint8Array): void {
    const text = this.tail + Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length).toString('latin1');
    for (const [, version = '', build = ''] of text.matchAll(VERSION)) {
      const known = this.found.some((each) => each.build === build && each.block === this.block);
      if (!known) this.found.push({ version, build, block: this.block });
    }
    this.tail = text.slice(-OVERLAP_CHARACTERS);
  }

  /** The firmware's own: in a block that holds the application where there is one, else the first. */
  best(): FoundVersion | undefined {
    return this.found.find(({ block }) => /\bfff\b/i.test(block)) ?? this.found[0];
  }
}

import type { RecordStorage } from '../../upgrade';

/** Reports of a few kilobytes; more of them than anybody looks back at. */
const MOST_REPORTS = 50;
const MARKDOWN = '.md';
const JSON_FILE = '.json';

export interface ReportTexts {
  readonly markdown: string;
  readonly json: string;
}

/** The reports of the last upgrades, Markdown for people and JSON beside it. Names sort by time. */
export class ReportKeeper {
  constructor(private readonly storage: RecordStorage) {}

  /** @param at milliseconds since 1970 @returns the name of the Markdown file */
  async keep(at: number, { markdown, json }: ReportTexts): Promise<string> {
    const name = new Date(at).toISOString().toLowerCase().replaceAll(':', '-');
    await this.storage.write(`${name}${JSON_FILE}`, json);
    await this.storage.write(`${name}${MARKDOWN}`, markdown);
    for (const old of (await this.names()).slice(0, -MOST_REPORTS)) {
      await this.storage.remove(`${old}${MARKDOWN}`);
      await this.storage.remove(`${old}${JSON_FILE}`);
    }
    return `${name}${MARKDOWN}`;
  }

  /** The name of the newest Markdown file; null before the first upgrade. */
  async newest(): Promise<string | null> {
    const last = (await this.names()).at(-1);
    return last === undefined ? null : `${last}${MARKDOWN}`;
  }

  private async names(): Promise<string[]> {
    const files = await this.storage.list();
    return files
      .filter((file) => file.endsWith(MARKDOWN))
      .map((file) => file.slice(0, -MARKDOWN.length))
      .sort();
  }
}

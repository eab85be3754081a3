import type { RecordStorage } from '../../upgrade';

/** Reports of a few kilobytes; more of them than anybody looks back at. */
const MOST_REPORTS = 50;
const MARKDOWN = '.md';
const JSON_FILE = '.json';

export interface ReportTexts {
  readonly markdown: string;
  readonly json: string;
}

/** `lte-upgrade-2026-11-24-13.05.42`, by the user's own clock: a tab shows it. */
function reportName(at: number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const time = new Date(at);
  const day = [time.getFullYear(), two(time.getMonth() + 1), two(time.getDate())].join('-');
  return `lte-upgrade-${day}-${[time.getHours(), time.getMinutes(), time.getSeconds()].map(two).join('.')}`;
}

/** Boards that are upgraded at once may end in the same second. */
function freeName(name: string, taken: readonly string[]): string {
  for (let number = 2, next = name; ; number++) {
    if (!taken.includes(next)) return next;
    next = `${name}-${number}`;
  }
}

/** The reports of the last upgrades, Markdown for people and JSON beside it. Names sort by time. */
export class ReportKeeper {
  constructor(private readonly storage: RecordStorage) {}

  /** @param at milliseconds since 1970 @returns the name of the Markdown file */
  async keep(at: number, { markdown, json }: ReportTexts): Promise<string> {
    const name = freeName(reportName(at), await this.names());
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

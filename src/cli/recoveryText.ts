import type { Phrase } from '../base/phrase';
import {
  continuationOf,
  type Diagnosis,
  type JournalEntry,
  type RecordSummary,
  type Repair,
  summaryOf,
  whatHappened,
} from '../upgrade';
import { joined, type Shown, shown, shownLines } from './shown';

/** What state the modem is in and the way out of it, as a person reads it in a terminal. */
export function diagnosisText({ sentence, files, unfinished, repairs }: Diagnosis): Shown {
  const lines = [
    shown`${sentence}`,
    ...(files ? [shown`${files}`] : []),
    ...unfinished.map(unfinishedText),
    ...(repairs.length > 0 ? [shown`What has helped others; try these steps in order:`] : []),
    ...repairs.map((repair, index) => shown`${String(index + 1).padStart(3)}. ${repairText(repair)}`),
  ];
  return shownLines(lines);
}

/** An unfinished upgrade, and what to do about it. */
export function unfinishedText(entry: JournalEntry): Shown {
  return joined(
    [
      shown`${whatHappened(entry)} (${localTime(summaryOf(entry).currentSince)})`,
      ...continuationOf(entry).map((each) => shown`  ${each}`),
    ],
    '\n',
  );
}

export function repairText({ id, title, warning, how, risk }: Repair): Shown {
  const first = shown`${title} [${id}, ${risk}]\n     `;
  return warning === undefined ? shown`${first}${how}` : shown`${first}${warning} ${how}`;
}

/** For scripts: where each repair comes from, too. */
export function diagnosisJson({ condition, sentence, files, unfinished, repairs }: Diagnosis): object {
  return {
    condition,
    sentence,
    files,
    unfinished: unfinished.map(unfinishedJson),
    repairs: repairs.map(({ id, title, warning = null, how, risk, by, source }) => ({
      id,
      title,
      warning,
      how,
      risk,
      by: by.kind === 'person' ? 'person' : 'program',
      source,
    })),
  };
}

export function unfinishedJson(entry: JournalEntry): {
  readonly happened: Phrase;
  readonly next: readonly Phrase[];
} & RecordSummary &
  JournalEntry {
  return { ...entry, ...summaryOf(entry), happened: whatHappened(entry), next: continuationOf(entry) };
}

/** `24 Nov 2026, 16:10` */
function localTime(ms: number): string {
  return new Date(ms).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
}

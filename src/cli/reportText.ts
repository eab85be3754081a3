import { durationText } from '../base/duration';
import { render } from '../base/phrase';
import type { ModemReading } from '../modem/modemReading';
import {
  firmwareOf,
  type ModemCondition,
  type NothingToDoReport,
  type Outcome,
  stateText,
  type UpgradeReport,
} from '../upgrade';
import { type Shown, shown, shownLines } from './shown';

const OUTCOMES: Readonly<Record<Outcome | NothingToDoReport['outcome'], string>> = {
  upgraded: 'The upgrade succeeded.',
  nothingToDo: 'There was nothing to upgrade.',
  failed: 'The upgrade failed.',
  refused: 'The upgrade wasn’t started.',
  cancelled: 'The upgrade was cancelled.',
};

const CONDITIONS: Readonly<Record<ModemCondition, string>> = {
  upgraded: 'The modem runs the new version.',
  untouched: 'The modem is unchanged.',
  recoverable: 'The modem can be recovered.',
  unknown: 'The modem no longer answers. Its state is unknown.',
};

/** The report as a person reads it in a terminal; what went wrong goes to standard error. */
export function reportText(report: UpgradeReport | NothingToDoReport): Shown {
  const lines = [
    shown`${OUTCOMES[report.outcome]} ${CONDITIONS[report.modemState]}`,
    ...(report.before ? [shown`Before  ${reading(report.before)}`] : []),
    ...(report.after ? [shown`After   ${reading(report.after)}`] : []),
    ...(report.bytes > 0
      ? [
          shown`${report.bytes} bytes sent; total time ${durationText(report.seconds)}; ${repeatedText(report.retries)}`,
        ]
      : []),
    ...(report.largestBlock === null ? [] : [shown`Blocks of up to ${report.largestBlock} bytes`]),
    ...(report.error ? [] : report.next.map((each) => shown`Next: ${each}`)),
  ];
  return shownLines(lines);
}

function reading(modem: ModemReading): string {
  const versions = [firmwareOf(modem), modem.ue, modem.family].filter((each) => each !== null);
  return versions.length > 0 ? versions.map((each) => render(each)).join('  ') : render(stateText(modem));
}

function repeatedText(requests: number): string {
  if (requests === 0) return 'no requests resent';
  return requests === 1 ? '1 request resent' : `${requests} requests resent`;
}

import type { Listener } from '../base/emitter';
import type { CheckOutcome, CheckReport, RehearsalEvent, RehearsalReport, Verdict } from '../upgrade';
import type { CommandContext } from './commandContext';
import { joined, shown, type Shown, shownLines } from './shown';
import type { Terminal } from './terminal';
import { waitText } from './tellWait';
import { durationText } from '../base/duration';

export function jsonRehearsal({ emit }: CommandContext): Listener<RehearsalEvent> {
  return emit;
}

/** For people: a line when a check begins, what is waited for, and the check's result. */
export function textRehearsal(terminal: Terminal): Listener<RehearsalEvent> {
  return (event) => {
    switch (event.type) {
      case 'check':
        terminal.out(
          event.result === null
            ? shown`${event.index + 1}/${event.total} ${event.title}\n`
            : shown`    ${checkLine(event.result)}\n`,
        );
        break;
      case 'wait':
        terminal.out(shown`    ${waitText(event)}\n`);
        break;
      case 'notice':
        if (event.level !== 'detail') terminal.out(shown`    ${event.text}\n`);
        break;
      // The check says where the board came back.
      case 'moved':
      case 'rehearsal':
        break;
    }
  };
}

const OUTCOMES: Readonly<Record<CheckOutcome, string>> = {
  proven: 'OK',
  failed: 'FAILED',
  notRun: 'NOT TESTED',
};

const VERDICTS: Readonly<Record<Verdict, string>> = {
  ready: 'Ready. All checks passed on this board.',
  readyExcept: 'Ready, except for checks that couldn’t run.',
  notReady: 'Not ready. Don’t start the upgrade yet.',
};

function checkLine({ outcome, sentence, figures, seconds }: CheckReport): Shown {
  const measured = figures.map(({ label, value, unit }) => shown`${label}: ${value} ${unit}`);
  const line = shown`${OUTCOMES[outcome]} (${durationText(seconds)}) ${sentence}`;
  return joined([line, ...measured.map((each) => shown`  ${each}`)], '\n    ');
}

/** The end of a rehearsal as a person reads it: the verdict, what stays unproven, and what to do. */
export function rehearsalText(report: RehearsalReport): Shown {
  const lines = [
    shown``,
    shown`${VERDICTS[report.verdict]}`,
    ...(report.error ? [shown`${report.error.message}`] : []),
    ...report.checks
      .filter(({ outcome }) => outcome !== 'proven')
      .map(({ outcome, title, sentence }) => shown`${OUTCOMES[outcome]}: ${title}. ${sentence}`),
    ...report.unproven.map((each) => shown`Not tested: ${each}`),
    ...report.next.map((each) => shown`Next: ${each}`),
    shown`Nothing was written to the modem. The rehearsal took ${durationText(report.seconds)}.`,
  ];
  return shownLines(lines);
}

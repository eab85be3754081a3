import { durationText } from '../base/duration';
import { render } from '../base/phrase';
import type { CheckOutcome, CheckReport, RehearsalReport, Verdict } from '../upgrade/rehearsal/rehearsal';

const OUTCOMES: Readonly<Record<CheckOutcome, string>> = {
  proven: 'OK',
  failed: 'FAILED',
  notRun: 'NOT TRIED',
};

export const VERDICTS: Readonly<Record<Verdict, string>> = {
  ready: 'Ready. Everything this upgrade needs was seen to work on this board.',
  readyExcept: 'Ready, except for what could not be tried.',
  notReady: 'Not ready. Do not start the upgrade yet.',
};

export function checkLine({ outcome, sentence, figures, seconds }: CheckReport): string {
  const measured = figures.map(({ label, value, unit }) => `${render(label)}: ${value} ${unit}`);
  const line = `${OUTCOMES[outcome]} (${durationText(seconds)}) ${render(sentence)}`;
  return [line, ...measured.map((each) => `  ${each}`)].join('\n    ');
}

/** The end of a rehearsal as a person reads it: the verdict, what stays unproven, and what to do. */
export function rehearsalText(report: RehearsalReport): string {
  const lines = [
    '',
    VERDICTS[report.verdict],
    ...(report.error ? [render(report.error.message)] : []),
    ...report.checks
      .filter(({ outcome }) => outcome !== 'proven')
      .map(({ outcome, title, sentence }) => `${OUTCOMES[outcome]}: ${render(title)}. ${render(sentence)}`),
    ...report.unproven.map((each) => `Not proven: ${render(each)}`),
    ...report.next.map((each) => `Next: ${render(each)}`),
    `Nothing was written to the modem. The rehearsal took ${durationText(report.seconds)}.`,
  ];
  return `${lines.join('\n')}\n`;
}

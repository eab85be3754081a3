import { durationText } from '../../base/duration';
import type { Phrase } from '../../base/phrase';
import type {
  BoardFinding,
  CheckOutcome,
  CheckReport,
  Figure,
  ModemFinding,
  RehearsalReport,
} from '../../upgrade';
import type { CheckView } from '../panel/messages';
import { bytesText, rateText } from '../quantities';
import type { Speech } from '../speech';
import { boardText } from './modemTexts';
import type { Question } from './planTexts';

export function verdictText(speech: Speech, { verdict, error }: RehearsalReport): string {
  if (error?.code === 'CANCELLED') return speech.translate('The rehearsal was cancelled');
  switch (verdict) {
    case 'ready':
      return speech.translate('Ready for the upgrade');
    case 'readyExcept':
      return speech.translate('Ready, except for checks that couldn’t run');
    case 'notReady':
      return speech.translate('Not ready: do not start the upgrade yet');
  }
}

/** The reason for its verdict, and that the modem is unchanged. */
export function whyText(speech: Speech, { verdict, error, checks }: RehearsalReport): string {
  const untouched = speech.translate('Nothing was written to the modem.');
  const failure = checks.find(({ outcome }) => outcome === 'failed');
  if (error?.code === 'CANCELLED') return untouched;
  if (error !== null) return `${speech.render(error.message)} ${untouched}`;
  if (failure !== undefined) return `${speech.render(failure.sentence)} ${untouched}`;
  const why =
    verdict === 'ready'
      ? speech.translate('Everything that can be tested without writing works on this board.')
      : speech.translate('All checks passed on this board.');
  return `${why} ${untouched}`;
}

/** What to do, each once. */
export function remediesOf(speech: Speech, { next }: RehearsalReport): string[] {
  return [...new Set(next.map(speech.render))];
}

/** A check that is over. */
export function checkView(speech: Speech, check: CheckReport): CheckView {
  const { id, title, outcome, sentence, figures, seconds } = check;
  return {
    id,
    title: speech.render(title),
    state: outcome,
    result: resultText(speech, outcome),
    sentence: speech.render(sentence),
    figures: figures.map((figure) => ({
      label: speech.render(figure.label),
      value: figureText(speech, figure),
    })),
    time: outcome === 'notRun' && seconds === 0 ? '' : durationText(seconds),
  };
}

/** The check that runs. */
export function checkTitle(
  speech: Speech,
  { id, title }: { readonly id: string; readonly title: Phrase },
): CheckView {
  return {
    id,
    title: speech.render(title),
    state: 'active',
    result: speech.translate('running'),
    sentence: '',
    figures: [],
    time: '',
  };
}

function resultText(speech: Speech, outcome: CheckOutcome): string {
  switch (outcome) {
    case 'proven':
      return speech.translate('works');
    case 'failed':
      return speech.translate('failed');
    case 'notRun':
      return speech.translate('not tested');
  }
}

function figureText(speech: Speech, { value, unit }: Figure): string {
  switch (unit) {
    case 'ms':
      return `${speech.number(value, 1)} ms`;
    case 'bytes':
      return bytesText(speech, value);
    case 'bytes/s':
      return rateText(speech, value);
    case 'bits/s':
      return `${speech.number(value, 0)} bit/s`;
    case 'count':
      return speech.number(value, 0);
  }
}

/** One sentence for a notification. */
export function rehearsalSentence(speech: Speech, report: RehearsalReport): string {
  const parts = [`${verdictText(speech, report)}.`, whyText(speech, report)];
  const [remedy] = remediesOf(speech, report);
  return [...parts, ...(remedy === undefined ? [] : [remedy])].join(' ');
}

/** Asked where the rehearsal needs a hand at its end. */
export function rehearsalQuestion(speech: Speech, finding: BoardFinding | ModemFinding): Question {
  return {
    message: speech.translate('Rehearse the upgrade of the {board} at {port}?', {
      board: boardText(speech, finding),
      port: finding.port,
    }),
    detail: `${speech.translate('Nothing is written to the modem.')} ${handNeeded(speech)}`,
    yes: speech.translate('Rehearse'),
  };
}

export function handNeeded(speech: Speech): string {
  return speech.translate(
    'At the end of the rehearsal, you’ll be asked to unplug the board (USB and battery) and plug it back in.',
  );
}

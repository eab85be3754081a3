import { durationText } from '../../base/duration';
import type { Phrase } from '../../base/phrase';
import { type ModemReading, UNREAD_MODEM } from '../../modem/modemReading';
import { firmwareOf, type ModemCondition, stateText, type UpgradeReport } from '../../upgrade';
import type { OutcomeView, Row } from '../panel/messages';
import type { StateIn } from '../panel/panelState';
import { sendingRate } from '../panel/runState';
import { bytesText, rateText } from '../quantities';
import type { Speech } from '../speech';
import { methodText, modemText, modemWithFamily } from './modemTexts';

export function outcomeText(speech: Speech, report: UpgradeReport): string {
  switch (report.outcome) {
    case 'upgraded':
      return isSameBuild(report)
        ? speech.translate('The same version was installed again')
        : speech.translate('The modem was upgraded');
    case 'failed':
      return speech.translate('The upgrade failed');
    case 'refused':
      return speech.translate('The upgrade was refused');
    case 'cancelled':
      return speech.translate('The upgrade was cancelled');
  }
}

/** Whether it was installed over itself. */
function isSameBuild({ before, after }: UpgradeReport): boolean {
  const build = before?.build ?? null;
  return build !== null && build === after?.build;
}

export function conditionText(speech: Speech, condition: ModemCondition): string {
  switch (condition) {
    case 'upgraded':
      return speech.translate('The modem reports the new version.');
    case 'untouched':
      return speech.translate('Modem firmware unchanged.');
    case 'recoverable':
      return speech.translate('The upgrade stopped part-way. The modem can be recovered.');
    case 'unknown':
      return speech.translate('The modem no longer answers. Its state is unknown.');
  }
}

/** Whether the modem was left half-way, no matter what ended the upgrade. */
export function isInNeed({ modemState }: Pick<UpgradeReport, 'modemState'>): boolean {
  return modemState === 'recoverable' || modemState === 'unknown';
}

/** @param tasks what the plan leaves for a person to do afterwards */
export function outcomeView(
  speech: Speech,
  { report, run, plan }: StateIn<'done'>,
  tasks: readonly Phrase[],
): OutcomeView {
  const before = report.before ?? UNREAD_MODEM;
  const after = report.after ?? UNREAD_MODEM;
  const changes: Row[] = [];
  const changed = (label: string, one: string | null, other: string | null): void => {
    if (one !== other && other !== null) changes.push({ label, value: `${one ?? '–'} → ${other}` });
  };
  if (report.after !== null) {
    changed('UE', before.ue, after.ue);
    changed(speech.translate('Family'), before.family, after.family);
    if (before.state !== after.state && after.state !== null)
      changed(speech.translate('State'), speech.render(stateText(before)), speech.render(stateText(after)));
  }
  const stopped = plan.steps.find(({ id }) => id === run.activeStep);
  if (report.outcome !== 'upgraded' && stopped !== undefined)
    changes.push({ label: speech.translate('Stopped at'), value: speech.render(stopped.title) });
  changes.push(...effortRows(speech, report, sendingRate(run)));
  return {
    kind: report.outcome,
    // Without an error the sentence under the headline says it already.
    condition: report.error === null ? null : conditionText(speech, report.modemState),
    changes,
    next: nextSteps(speech, report, tasks),
  };
}

/** What it ran, and what it was seen to run afterwards. */
export function versionTexts(
  speech: Speech,
  { before, after, outcome, modemState }: UpgradeReport,
): { readonly before: string; readonly after: string } {
  const textOf = (modem: ModemReading | null): string =>
    modem === null ? speech.translate('not read') : askedText(speech, modem);
  return {
    before: textOf(before),
    // It was read before anything went wrong: that says nothing was written, not that it was read again.
    after:
      outcome !== 'upgraded' && modemState === 'untouched' ? speech.translate('unchanged') : textOf(after),
  };
}

/** What a modem that was asked said of itself. */
export function askedText(speech: Speech, modem: ModemReading): string {
  const silent = modem.state === null && firmwareOf(modem) === null;
  return silent ? speech.translate('no answer') : modemText(speech, modem);
}

/** Each once, and without the remedy that stands under the headline. */
function nextSteps(speech: Speech, report: UpgradeReport, tasks: readonly Phrase[]): string[] {
  const remedy = report.error === null ? null : speech.render(report.error.remedy);
  const steps = [...report.next, ...tasks].map(speech.render);
  return [...new Set(steps)].filter((step) => step !== remedy);
}

/** One sentence for a notification. */
export function reportSentence(speech: Speech, report: UpgradeReport): string {
  if (report.outcome === 'upgraded')
    return speech.translate('The LTE modem was upgraded: {before} → {after}.', {
      before: modemText(speech, report.before ?? UNREAD_MODEM),
      after: modemWithFamily(speech, report.after ?? UNREAD_MODEM),
    });
  const sentences = [`${outcomeText(speech, report)}.`];
  if (report.error !== null && report.error.code !== 'CANCELLED')
    sentences.push(speech.render(report.error.message));
  sentences.push(conditionText(speech, report.modemState));
  return sentences.join(' ');
}

/** @param sendingRate bytes a second while bytes were sent; null where that is not known */
function effortRows(speech: Speech, report: UpgradeReport, sendingRate: number | null): Row[] {
  const rows: Row[] = [];
  if (report.method !== null)
    rows.push({ label: speech.translate('Method'), value: methodText(speech, report.method) });
  rows.push({ label: speech.translate('Time'), value: durationText(report.seconds) });
  if (report.bytes > 0) {
    const rate = sendingRate === null ? '' : ` (${rateText(speech, sendingRate)})`;
    rows.push({ label: speech.translate('Sent'), value: `${bytesText(speech, report.bytes)}${rate}` });
  }
  rows.push({ label: speech.translate('Blocks resent'), value: String(report.retries) });
  return rows;
}

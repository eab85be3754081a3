import { isDangerous, type PlanStep, type PlanWarning, type Safety, type PlanSummary } from '../../upgrade';
import type { StepView, WarningView } from '../panel/messages';
import type { CheckedFile } from '../panel/panelState';
import { aboutText } from '../quantities';
import type { Speech } from '../speech';
import { versionText } from './fileTexts';
import { boardText, methodText, modemWithFamily } from './modemTexts';

/** What a modal confirmation asks. */
export interface Question {
  readonly message: string;
  readonly detail: string;
  readonly yes: string;
}

function riskText(speech: Speech, safety: Safety): string {
  switch (safety) {
    case 'nothingWritten':
      return speech.translate('Safe to stop');
    case 'repeatable':
      return speech.translate('Can be repeated');
    case 'doNotInterrupt':
      return speech.translate('Do not interrupt');
  }
}

/** For who does not see the sign before a step. */
function spokenState(speech: Speech, state: StepView['state']): string {
  switch (state) {
    case 'done':
      return speech.translate('Done');
    case 'active':
      return speech.translate('Running');
    case 'failed':
      return speech.translate('Failed');
    case 'skipped':
    case 'pending':
      return '';
  }
}

export function stepView(speech: Speech, step: PlanStep, state: StepView['state']): StepView {
  return {
    id: step.id,
    title:
      state === 'skipped'
        ? speech.translate('Not done: {step}', { step: step.title })
        : speech.render(step.title),
    spoken: spokenState(speech, state),
    meaning: speech.render(step.meaning),
    duration: aboutText(speech, step.expectedSeconds),
    safety: step.safety,
    risk: riskText(speech, step.safety),
    state,
  };
}

export function warningView(speech: Speech, warning: PlanWarning, confirmed: boolean): WarningView {
  const { rule, sentence, consequence } = warning;
  return {
    rule,
    sentence: speech.render(sentence),
    consequence: speech.render(consequence),
    confirmed,
    typing: isDangerous(warning)
      ? speech.translate('This is dangerous. To confirm it, type {name}:', { name: rule })
      : null,
    typed: speech.translate('Confirmed'),
  };
}

/** From which version: what the modem runs now. */
export function fromText(speech: Speech, { finding }: PlanSummary): string {
  return modemWithFamily(speech, finding.modem);
}

/** Whether the modem runs already what the plan's last image brings. */
export function isSameBuild({ finding, images }: PlanSummary): boolean {
  const target = images.at(-1)?.targetBuild ?? null;
  return target !== null && finding.modem.build === target;
}

/**
 * To which version: what the last image brings.
 * @param files those of the plan, as `filesOf` has them; none where nobody kept what they are
 */
export function toText(speech: Speech, { images }: PlanSummary, files: readonly CheckedFile[]): string {
  const file = files[images.length - 1];
  if (file === undefined)
    return speech.translate('build {build}', { build: images.at(-1)?.targetBuild ?? '?' });
  const { family } = file.description;
  return family === null
    ? versionText(speech, file.description)
    : `${versionText(speech, file.description)} (${family})`;
}

/** The last question before anything is written. */
export function confirmation(speech: Speech, plan: PlanSummary, checked: readonly CheckedFile[]): Question {
  const files = plan.images.map(({ name }) => name).concat(plan.updater ?? []);
  const lines = [
    speech.translate('From: {version}', { version: fromText(speech, plan) }),
    speech.translate('To: {version}', { version: toText(speech, plan, checked) }),
    speech.translate('Method: {method}, {time}', {
      method: methodText(speech, plan.method),
      time: aboutText(speech, plan.expectedSeconds),
    }),
    speech.translate('Files: {files}', { files: files.join(', ') }),
  ];
  const before = plan.manual.filter(({ when }) => when === 'before');
  const first =
    before.length === 0
      ? []
      : [
          [
            speech.translate('Before you start:'),
            ...before.map(({ sentence }) => `• ${speech.render(sentence)}`),
          ].join('\n'),
        ];
  const warnings = plan.warnings.map(
    ({ sentence, consequence }) => `${speech.render(sentence)} ${speech.render(consequence)}`,
  );
  return {
    message: speech.translate('Upgrade the LTE modem of the {board} at {port}?', {
      board: boardText(speech, plan.finding),
      port: plan.finding.port,
    }),
    detail: [
      ...first,
      lines.join('\n'),
      ...warnings,
      speech.translate('Keep the board powered until it is done.'),
    ].join('\n\n'),
    yes: speech.translate('Upgrade'),
  };
}

import { durationText } from '../../base/duration';
import { stateText } from '../../upgrade/stateText';
import { escaped } from '../escaped';
import { rateText } from '../quantities';
import type { PanelState } from '../panel/panelState';
import type { Speech } from '../speech';
import { fileSummary } from '../texts/fileTexts';
import { boardText, methodText } from '../texts/modemTexts';
import { askedText, conditionText, outcomeText } from '../texts/reportTexts';
import type { ReportOptions } from './reportOptions';
import { withoutSecrets } from './reportPrivacy';

/** The last upgrade as Markdown, ready to be pasted into a bug report; null before the first. */
export function reportMarkdown(state: PanelState, options: ReportOptions, speech: Speech): string | null {
  if (state.report === null) return null;
  const parts = [
    `# ${speech.say('LTE modem upgrade')}`,
    figures(state, options, speech),
    files(state, speech),
    plan(state, speech),
    log(state, speech),
  ];
  const text = `${parts.filter((part) => part !== '').join('\n\n')}\n`;
  return withoutSecrets(text, state, options.withImei);
}

function figures({ report, finding, run }: PanelState, options: ReportOptions, speech: Speech): string {
  if (report === null) return '';
  const modem = finding === null || finding.kind === 'silent' ? null : finding.modem;
  const rate = report.bytes > 0 && report.seconds > 0 ? report.bytes / report.seconds : null;
  const rows: [string, string | null][] = [
    [speech.say('Outcome'), outcomeText(speech, report)],
    [speech.say('Modem'), conditionText(speech, report.modemState)],
    [speech.say('Before'), report.before === null ? null : askedText(speech, report.before)],
    [speech.say('After'), report.after === null ? null : askedText(speech, report.after)],
    [speech.say('State'), modem === null ? null : speech.render(stateText(modem))],
    [speech.say('Family'), modem?.family ?? null],
    ['UE', modem?.ue ?? null],
    ['IMEI', options.withImei ? (modem?.imei ?? null) : null],
    [speech.say('Bootrom'), modem?.bootrom ?? null],
    [speech.say('Board'), finding === null ? null : boardText(speech, finding)],
    [speech.say('Board firmware'), finding?.kind === 'board' ? finding.board.release : null],
    [speech.say('Method'), report.method === null ? null : methodText(speech, report.method)],
    [speech.say('Started'), run === null ? null : new Date(run.startedAt).toISOString()],
    [speech.say('Time'), durationText(report.seconds)],
    [speech.say('Bytes sent'), String(report.bytes)],
    [speech.say('Rate'), rate === null ? null : rateText(speech, rate)],
    [speech.say('Repeated'), String(report.retries)],
    [speech.say('Largest block'), report.largestBlock === null ? null : String(report.largestBlock)],
    [
      speech.say('Error'),
      report.error === null ? null : `${report.error.code}: ${speech.render(report.error.message)}`,
    ],
    [speech.say('Extension'), options.extensionVersion],
    [speech.say('Editor'), options.editor],
    [speech.say('Platform'), options.platform],
  ];
  const lines = rows.flatMap(([label, value]) =>
    value === null ? [] : [`| ${label} | ${escaped(value)} |`],
  );
  return ['| | |', '| --- | --- |', ...lines].join('\n');
}

function files({ files: checked }: PanelState, speech: Speech): string {
  return checked
    .map(
      ({ name, description }) =>
        `* ${escaped(name)}: ${escaped(fileSummary(speech, description))}, SHA-256 \`${description.sha256}\``,
    )
    .join('\n');
}

/** Each step with what it took, as far as it was reached. */
function plan({ plan: planned, run }: PanelState, speech: Speech): string {
  if (planned === null) return '';
  const steps = planned.steps.map(({ id, title }, index) => {
    const seconds = run?.stepSeconds[id];
    const took = seconds === undefined ? '' : `: ${durationText(seconds)}`;
    return `${index + 1}. ${escaped(speech.render(title))}${took}`;
  });
  return [`## ${speech.say('The plan')}`, ...steps].join('\n');
}

/** A code block, in which nothing is formatting; its fence is longer than any that a line could end it with. */
function log({ log: { lines } }: PanelState, speech: Speech): string {
  if (lines.length === 0) return '';
  const texts = lines.map(({ at, text }) => `${speech.timeOfDay(at)} ${speech.render(text)}`);
  const runs = texts.join('\n').match(/`+/g) ?? [];
  const fence = '`'.repeat(1 + Math.max(2, ...runs.map(({ length }) => length)));
  return [`## ${speech.say('Log')}`, fence, ...texts, fence].join('\n');
}

import { durationText } from '../../base/duration';
import { stateText } from '../../upgrade';
import { codeBlock, joinedMarkdown, type Markdown, markdown } from '../escaped';
import { rateText } from '../quantities';
import type { PanelState, StateIn } from '../panel/panelState';
import { sendingRate } from '../panel/runState';
import type { Speech } from '../speech';
import { fileSummary } from '../texts/fileTexts';
import { boardText, methodText } from '../texts/modemTexts';
import { askedText, conditionText, outcomeText } from '../texts/reportTexts';
import { type ReportOptions, withoutSecrets } from './reportOptions';

/** The last upgrade as Markdown, ready to be pasted into a bug report; null before the first. */
export function reportMarkdown(state: PanelState, options: ReportOptions, speech: Speech): string | null {
  if (state.stage !== 'done') return null;
  const parts = [
    markdown`# ${speech.translate('LTE modem upgrade')}`,
    figures(state, options, speech),
    files(state, speech),
    plan(state, speech),
    log(state, speech),
  ];
  const text = joinedMarkdown(
    parts.filter((part) => part !== null),
    '\n\n',
  );
  return withoutSecrets(`${text.source}\n`, state, options.withImei);
}

function figures({ report, found, run }: StateIn<'done'>, options: ReportOptions, speech: Speech): Markdown {
  const finding = found?.finding ?? null;
  const modem = finding === null || finding.kind === 'silent' ? null : finding.modem;
  const rate = sendingRate(run);
  const rows: [string, string | null][] = [
    [speech.translate('Outcome'), outcomeText(speech, report)],
    [speech.translate('Modem'), conditionText(speech, report.modemState)],
    [speech.translate('Before'), report.before === null ? null : askedText(speech, report.before)],
    [speech.translate('After'), report.after === null ? null : askedText(speech, report.after)],
    [speech.translate('State'), modem === null ? null : speech.render(stateText(modem))],
    [speech.translate('Family'), modem?.family ?? null],
    ['UE', modem?.ue ?? null],
    ['IMEI', options.withImei ? (modem?.imei ?? null) : null],
    [speech.translate('Bootrom'), modem?.bootrom ?? null],
    [speech.translate('Board'), finding === null ? null : boardText(speech, finding)],
    [speech.translate('Board firmware'), finding?.kind === 'board' ? finding.board.release : null],
    [speech.translate('Method'), report.method === null ? null : methodText(speech, report.method)],
    [speech.translate('Started'), new Date(run.startedAt).toISOString()],
    [speech.translate('Time'), durationText(report.seconds)],
    [speech.translate('Bytes sent'), String(report.bytes)],
    [speech.translate('Rate'), rate === null ? null : rateText(speech, rate)],
    [speech.translate('Blocks resent'), String(report.retries)],
    [speech.translate('Largest block'), report.largestBlock === null ? null : String(report.largestBlock)],
    [
      speech.translate('Error'),
      report.error === null ? null : `${report.error.code}: ${speech.render(report.error.message)}`,
    ],
    [speech.translate('Extension'), options.extensionVersion],
    [speech.translate('Editor'), options.editor],
    [speech.translate('Platform'), options.platform],
  ];
  const lines = rows.flatMap(([label, value]) => (value === null ? [] : [markdown`| ${label} | ${value} |`]));
  return joinedMarkdown([markdown`| | |`, markdown`| --- | --- |`, ...lines], '\n');
}

function files({ files: checked }: PanelState, speech: Speech): Markdown | null {
  if (checked.length === 0) return null;
  return joinedMarkdown(
    checked.map(
      ({ name, description }) =>
        markdown`* ${name}: ${fileSummary(speech, description)}, SHA-256 \`${description.sha256}\``,
    ),
    '\n',
  );
}

/** Each step with what it took, as far as it was reached. */
function plan({ plan: planned, run }: StateIn<'done'>, speech: Speech): Markdown {
  const steps = planned.steps.map(({ id, title }, index) => {
    const seconds = run.stepSeconds[id];
    const took = seconds === undefined ? '' : `: ${durationText(seconds)}`;
    return markdown`${index + 1}. ${speech.render(title)}${took}`;
  });
  return joinedMarkdown([markdown`## ${speech.translate('The plan')}`, ...steps], '\n');
}

function log({ log: { lines } }: PanelState, speech: Speech): Markdown | null {
  if (lines.length === 0) return null;
  const texts = lines.map(({ at, text }) => `${speech.timeWithSeconds(at)} ${speech.render(text)}`);
  return markdown`## ${speech.translate('Log')}\n${codeBlock(texts)}`;
}

import type { PanelState } from './panel/panelState';
import type { Speech } from './speech';
import { fileSummary } from './texts/fileTexts';
import { boardText, methodText, modemText, stateText } from './texts/modemTexts';
import { conditionText, outcomeText } from './texts/reportTexts';
import { durationText } from './quantities';

/** What a bug report needs besides: who ran this. */
export interface Surroundings {
  readonly extensionVersion: string;
  readonly editor: string;
  readonly platform: string;
}

/** The last upgrade as Markdown, ready to be pasted into a bug report. IMEI and passwords never get in. */
export function reportMarkdown(state: PanelState, surroundings: Surroundings, speech: Speech): string | null {
  const { report, plan, finding, files, log } = state;
  if (report === null) return null;
  const rows: [string, string | null][] = [
    [speech.say('Outcome'), outcomeText(speech, report)],
    [speech.say('Modem'), conditionText(speech, report.modemState)],
    [speech.say('Before'), report.before === null ? null : modemText(speech, report.before)],
    [speech.say('After'), report.after === null ? null : modemText(speech, report.after)],
    [
      speech.say('State'),
      finding?.kind === 'modem' || finding?.kind === 'board' ? stateText(speech, finding.modem.state) : null,
    ],
    [speech.say('Board'), finding === null ? null : boardText(speech, finding)],
    [speech.say('Board firmware'), finding?.kind === 'board' ? finding.board.release : null],
    [speech.say('Method'), report.method === null ? null : methodText(speech, report.method)],
    [speech.say('Time'), durationText(report.seconds)],
    [speech.say('Bytes sent'), String(report.bytes)],
    [speech.say('Sent again'), String(report.retries)],
    [
      speech.say('Error'),
      report.error === null ? null : `${report.error.code}: ${speech.render(report.error.message)}`,
    ],
    [speech.say('Extension'), surroundings.extensionVersion],
    [speech.say('Editor'), surroundings.editor],
    [speech.say('Platform'), surroundings.platform],
  ];
  const table = rows.flatMap(([label, value]) => (value === null ? [] : [`| ${label} | ${cell(value)} |`]));
  const parts = [`# ${speech.say('LTE modem upgrade')}`, ['| | |', '| --- | --- |', ...table].join('\n')];
  for (const { name, description } of files)
    parts.push(`* \`${name}\`: ${fileSummary(speech, description)}, SHA-256 \`${description.sha256}\``);
  if (plan !== null)
    parts.push(
      [
        `## ${speech.say('The plan')}`,
        ...plan.steps.map(({ title }, index) => `${index + 1}. ${speech.render(title)}`),
      ].join('\n'),
    );
  if (log.lines.length > 0)
    parts.push(
      [
        `## ${speech.say('Log')}`,
        '```',
        ...log.lines.map(({ at, text }) => `${speech.timeOfDay(at)} ${speech.render(text)}`),
        '```',
      ].join('\n'),
    );
  return withoutImei(`${parts.join('\n\n')}\n`, state);
}

function cell(value: string): string {
  return value.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

/** The log may name it where the modem was asked. */
function withoutImei(text: string, { finding, report }: PanelState): string {
  const readings = [report?.before, report?.after, finding?.kind === 'silent' ? null : finding?.modem];
  return readings
    .flatMap((reading) => reading?.imei ?? [])
    .reduce((kept, imei) => kept.replaceAll(imei, '<IMEI>'), text);
}

import type { PanelState } from '../panel/panelState';
import { percentOf } from '../panel/progressView';
import { ageText } from '../quantities';
import type { Reading } from '../reading';
import type { Speech } from '../speech';
import { progressText } from '../texts/progressText';
import { boardText } from '../texts/modemTexts';

/** What the status bar item shows; null hides it. */
export interface StatusText {
  readonly text: string;
  /** Markdown; links to commands are allowed. */
  readonly tooltip: string;
  readonly colour: 'plain' | 'warning' | 'error';
  readonly click: 'readVersion' | 'showPanel';
  readonly spoken: string;
}

export interface StatusInput {
  readonly state: PanelState;
  readonly readings: readonly Reading[];
  /** The port that would be used without asking. */
  readonly knownPort: string | null;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Pure: the same input gives the same item. */
export function statusText(input: StatusInput, speech: Speech): StatusText | null {
  const { state, readings, knownPort } = input;
  if (state.stage === 'running' && state.run !== null) {
    const percent = percentOf(state.run);
    const text = speech.say('LTE {percent} %', { percent });
    return {
      text: `$(sync~spin) ${text}`,
      tooltip: `${escaped(progressText(state, speech))}\n\n${links(speech, ['showPanel'])}`,
      colour: 'plain',
      click: 'showPanel',
      spoken: speech.say('LTE modem upgrade, {percent} per cent', { percent }),
    };
  }
  const port = state.port ?? knownPort;
  const reading = readings.find((known) => known.port === port) ?? null;
  if (port === null && reading === null) return null;
  if (state.stage === 'busy' && state.port !== null)
    return plain(speech, `$(sync~spin) ${reading?.version ?? 'LTE'}`, progressText(state, speech));
  const wrong = wrongText(state, speech);
  if (wrong !== null) return { ...wrong, tooltip: tooltip(input, port, reading, wrong.tooltip, speech) };
  if (reading === null) {
    const text = speech.say('Not read yet. Click to read the version; nothing is changed.');
    return plain(speech, '$(radio-tower) LTE', tooltip(input, port, null, text, speech));
  }
  return {
    ...plain(speech, `$(radio-tower) ${reading.version}`, tooltip(input, port, reading, null, speech)),
    colour: reading.healthy ? 'plain' : 'warning',
    spoken: speech.say('LTE modem {version}', { version: reading.version }),
  };
}

function plain(speech: Speech, text: string, tooltipText: string): StatusText {
  return {
    text,
    tooltip: tooltipText,
    colour: 'plain',
    click: 'readVersion',
    spoken: speech.say('LTE modem'),
  };
}

/** What went wrong last, as long as nothing newer was read. */
function wrongText({ stage, port, report, finding, trouble }: PanelState, speech: Speech): StatusText | null {
  const wrong = (text: string, colour: 'warning' | 'error', why: string): StatusText => ({
    text: `$(${colour}) ${text}`,
    tooltip: why,
    colour,
    click: 'showPanel',
    spoken: `${speech.say('LTE modem')}: ${text}`,
  });
  if (stage === 'interrupted')
    return wrong(
      speech.say('LTE upgrade interrupted'),
      'warning',
      speech.say('The window was reloaded while an upgrade ran.'),
    );
  if (stage === 'done' && report !== null && report.outcome === 'failed' && report.error !== null)
    return wrong(
      speech.say('LTE upgrade failed'),
      report.modemState === 'untouched' ? 'warning' : 'error',
      speech.render(report.error.message),
    );
  if (stage === 'found' && finding?.kind === 'silent')
    return {
      ...wrong(speech.say('No LTE modem'), 'warning', speech.render(finding.sentence)),
      click: 'readVersion',
    };
  // A file that is refused says nothing about the modem.
  if (stage === 'refused' && port !== null && finding === null && trouble !== null)
    return wrong('LTE', 'warning', speech.render(trouble.sentence));
  return null;
}

function tooltip(
  { now, state }: StatusInput,
  port: string | null,
  reading: Reading | null,
  remark: string | null,
  speech: Speech,
): string {
  const lines: string[] = [];
  const line = (label: string, value: string | null): void => {
    if (value !== null) lines.push(`${label}: ${escaped(value)}`);
  };
  if (reading !== null) {
    const family = reading.family === null ? '' : ` (${reading.family})`;
    lines.push(`**${escaped(reading.version)}**${family}`);
    line('UE', reading.ue);
    line('IMEI', reading.imei);
    line(speech.say('Board'), reading.board ?? boardOf(state, speech));
    line(speech.say('Board firmware'), reading.release);
  }
  line(speech.say('Port'), port);
  if (reading !== null) line(speech.say('Read'), ageText(speech, (now - reading.readAt) / 1000));
  const parts = [lines.join('  \n')];
  if (remark !== null) parts.unshift(escaped(remark));
  parts.push(links(speech, ['readVersion', 'upgrade', 'showPanel']));
  return parts.join('\n\n');
}

function boardOf({ finding }: PanelState, speech: Speech): string | null {
  return finding === null || finding.kind === 'silent' ? null : boardText(speech, finding);
}

type LinkedCommand = 'readVersion' | 'upgrade' | 'showPanel';

function links(speech: Speech, commands: readonly LinkedCommand[]): string {
  const label = (command: LinkedCommand): string => {
    switch (command) {
      case 'readVersion':
        return `$(refresh) ${speech.say('Read again')}`;
      case 'upgrade':
        return `$(cloud-upload) ${speech.say('Upgrade…')}`;
      case 'showPanel':
        return `$(info) ${speech.say('Show panel')}`;
    }
  };
  return commands.map((command) => `[${label(command)}](command:lteUpgrade.${command})`).join(' · ');
}

/** Values come from a device; none of them may become formatting or a link. */
function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+!<>|~$-]/g, '\\$&');
}

import type { UpgradeReport } from '../../upgrade';
import { joinedMarkdown, type Label, label, type Markdown, markdown } from '../escaped';
import type { PanelState, StateIn } from '../panel/panelState';
import { percentOf } from '../panel/progressView';
import { percentOfRehearsal } from '../panel/rehearsalView';
import { requestIn } from '../panel/requestView';
import { isRunning, type SeveralState } from '../panel/severalState';
import { ageText } from '../quantities';
import { isHealthy, type Reading } from '../reading';
import type { Speech } from '../speech';
import { progressText } from '../texts/progressText';
import { boardText, modemText } from '../texts/modemTexts';
import { isInNeed, reportSentence } from '../texts/reportTexts';
import { alsoHandsText, countText, gravityOf, handsText, severalText } from '../texts/severalTexts';

/** What the status bar item shows. */
export interface StatusText {
  readonly text: Label;
  /** Links to commands are allowed. */
  readonly tooltip: Markdown;
  readonly colour: 'plain' | 'warning' | 'error';
  readonly click: 'readVersion' | 'showPanel' | 'choosePort' | 'cancel';
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
export function statusText(input: StatusInput, speech: Speech): StatusText {
  const { state, readings, knownPort } = input;
  const request = requestIn(state, speech);
  if (request !== null) {
    const others = alsoHandsText(speech, state.several);
    const title = others === null ? request.title : `${request.title} · ${others}`;
    const detail = others === null ? request.detail : `${request.detail} ${others}.`;
    return {
      text: label('bell', speech.translate('LTE: {request}', { request: title })),
      tooltip: markdown`${detail}\n\n${links(speech, ['showPanel'])}`,
      colour: 'warning',
      click: 'showPanel',
      spoken: `${speech.translate('LTE modem')}: ${title}`,
    };
  }
  const hands = handsText(speech, state.several);
  if (state.several !== null && hands !== null)
    return severalStatus(
      state.several,
      label('bell', speech.translate('LTE: {request}', { request: hands })),
      speech,
    );
  if (state.stage === 'running') {
    const percent = percentOf(state, input.now);
    const text = speech.translate('LTE {percent} %', { percent });
    return {
      text: label('sync~spin', text),
      tooltip: markdown`${progressText(state, speech, input.now)}\n\n${links(speech, ['showPanel'])}`,
      colour: 'plain',
      click: 'showPanel',
      spoken: speech.translate('LTE modem upgrade, {percent} per cent', { percent }),
    };
  }
  if (state.stage === 'rehearsing') {
    const percent = percentOfRehearsal(state.rehearsal);
    return {
      text: label('sync~spin', speech.translate('LTE rehearsal {percent} %', { percent })),
      tooltip: markdown`${progressText(state, speech, input.now)}\n\n${links(speech, ['showPanel'])}`,
      colour: 'plain',
      click: 'showPanel',
      spoken: speech.translate('LTE modem rehearsal, {percent} per cent', { percent }),
    };
  }
  if (state.several !== null && (state.stage === 'several' || isRunning(state.several)))
    return severalStatus(state.several, countLabel(state.several, speech), speech);
  const port = knownPort ?? state.port;
  const reading = readings.find((known) => known.port === port) ?? null;
  const version = reading === null ? null : modemText(speech, reading.modem);
  if (state.stage === 'busy' && state.port !== null) return busyStatus(state, version, input, speech);
  const wrong = wrongText(state, speech);
  if (wrong !== null) return { ...wrong, tooltip: tooltip(input, port, reading, wrong.why, speech) };
  if (port === null) return unknownPort(speech);
  if (reading === null || version === null) {
    const text = speech.translate(
      'Not read yet. Click to read the version. This writes nothing, but stops the program on the board. If you started an upgrade by hand, wait until it has ended.',
    );
    return plain(speech, label('radio-tower', 'LTE'), tooltip(input, port, null, text, speech));
  }
  return {
    ...plain(speech, label('radio-tower', version), tooltip(input, port, reading, null, speech)),
    colour: isHealthy(reading) ? 'plain' : 'warning',
    spoken: speech.translate('LTE modem {version}', { version }),
  };
}

/** How many of the boards are upgraded. */
function countLabel(several: SeveralState, speech: Speech): Label {
  const icon = isRunning(several) ? 'sync~spin' : gravityOf(several) === 'plain' ? 'check' : 'warning';
  return label(icon, speech.translate('LTE: {done}', { done: countText(speech, several) }));
}

function severalStatus(several: SeveralState, text: Label, speech: Speech): StatusText {
  const said = severalText(speech, several);
  return {
    text,
    tooltip: markdown`${said}\n\n${links(speech, ['showPanel'])}`,
    colour: gravityOf(several),
    click: 'showPanel',
    spoken: `${speech.translate('LTE modem')}: ${said}`,
  };
}

/** What only reads can be given up at once, from here too. */
function busyStatus(
  state: StateIn<'busy'>,
  version: string | null,
  { now }: StatusInput,
  speech: Speech,
): StatusText {
  const commands: LinkedCommand[] = state.changing ? ['showPanel'] : ['cancel', 'showPanel'];
  const what = state.changing ? '' : speech.translate('Click to cancel.');
  const tooltipText = markdown`${progressText(state, speech, now)}\n\n${what}\n\n${links(speech, commands)}`;
  return {
    ...plain(speech, label('sync~spin', version ?? 'LTE'), tooltipText),
    click: state.changing ? 'showPanel' : 'cancel',
  };
}

function unknownPort(speech: Speech): StatusText {
  const text = speech.translate(
    'No board chosen yet. Connect a GPy, FiPy or G01, and click to choose its port.',
  );
  const tooltipText = markdown`${text}\n\n${links(speech, ['choosePort', 'upgrade', 'showPanel'])}`;
  return { ...plain(speech, label('radio-tower', 'LTE'), tooltipText), click: 'choosePort' };
}

function plain(speech: Speech, text: Label, tooltipText: Markdown): StatusText {
  return {
    text,
    tooltip: tooltipText,
    colour: 'plain',
    click: 'readVersion',
    spoken: speech.translate('LTE modem'),
  };
}

interface Wrong extends Omit<StatusText, 'tooltip'> {
  /** In the tooltip, above what is known. */
  readonly why: string;
}

/** What went wrong last, as long as nothing newer was read. */
function wrongText(state: PanelState, speech: Speech): Wrong | null {
  const wrong = (text: string, colour: 'warning' | 'error', why: string): Wrong => ({
    text: label(colour, text),
    why,
    colour,
    click: 'showPanel',
    spoken: `${speech.translate('LTE modem')}: ${text}`,
  });
  if (state.stage === 'interrupted')
    return wrong(
      speech.translate('LTE upgrade interrupted'),
      'warning',
      speech.translate('The window was reloaded during an upgrade.'),
    );
  if (state.stage === 'done') {
    const { report } = state;
    const colour = reportColour(report);
    if (colour !== 'plain')
      return wrong(endText(report.outcome, speech), colour, reportSentence(speech, report));
  }
  const finding = state.found?.finding ?? null;
  if (state.stage === 'found' && finding?.kind === 'silent')
    return {
      ...wrong(speech.translate('No LTE modem'), 'warning', speech.render(finding.sentence)),
      click: 'readVersion',
    };
  // A file that is refused says nothing about the modem.
  if (state.stage === 'refused' && state.port !== null && finding === null)
    return wrong('LTE', 'warning', speech.render(state.trouble.sentence));
  return null;
}

function reportColour(report: UpgradeReport): StatusText['colour'] {
  if (isInNeed(report)) return 'error';
  return report.outcome === 'failed' ? 'warning' : 'plain';
}

function endText(outcome: UpgradeReport['outcome'], speech: Speech): string {
  return outcome === 'cancelled'
    ? speech.translate('LTE upgrade cancelled')
    : speech.translate('LTE upgrade failed');
}

function tooltip(
  { now, state }: StatusInput,
  port: string | null,
  reading: Reading | null,
  remark: string | null,
  speech: Speech,
): Markdown {
  const lines: Markdown[] = [];
  const line = (name: string, value: string | null): void => {
    if (value !== null) lines.push(markdown`${name}: ${value}`);
  };
  if (reading !== null) {
    const { modem } = reading;
    const family = modem.family === null ? '' : ` (${modem.family})`;
    lines.push(markdown`**${modemText(speech, modem)}**${family}`);
    line('UE', modem.ue);
    line('IMEI', modem.imei);
    line(speech.translate('Board'), reading.board ?? boardOf(state, speech));
    line(speech.translate('Board firmware'), reading.release);
  }
  line(speech.translate('Port'), port);
  if (reading !== null) line(speech.translate('Read'), ageText(speech, (now - reading.readAt) / 1000));
  const parts = [joinedMarkdown(lines, '  \n')];
  if (remark !== null) parts.unshift(markdown`${remark}`);
  parts.push(links(speech, ['readVersion', 'upgrade', 'choosePort', 'showPanel']));
  return joinedMarkdown(parts, '\n\n');
}

function boardOf({ found }: PanelState, speech: Speech): string | null {
  return found === null || found.finding.kind === 'silent' ? null : boardText(speech, found.finding);
}

type LinkedCommand = 'readVersion' | 'upgrade' | 'choosePort' | 'cancel' | 'showPanel';

function links(speech: Speech, commands: readonly LinkedCommand[]): Markdown {
  const text = (command: LinkedCommand): Markdown => {
    switch (command) {
      case 'readVersion':
        return markdown`$(refresh) ${speech.translate('Read again')}`;
      case 'upgrade':
        return markdown`$(cloud-upload) ${speech.translate('Upgrade…')}`;
      case 'choosePort':
        return markdown`$(plug) ${speech.translate('Choose port…')}`;
      case 'cancel':
        return markdown`$(stop-circle) ${speech.translate('Cancel')}`;
      case 'showPanel':
        return markdown`$(info) ${speech.translate('Show panel')}`;
    }
  };
  return joinedMarkdown(
    commands.map((command) => markdown`[${text(command)}](command:lteUpgrade.${command})`),
    ' · ',
  );
}

import { BOOT_STATE } from '../../modem/bootState';
import type { Phrase } from '../../base/phrase';
import type { UpgradeError } from '../../base/upgradeError';
import type { BoardFinding, ModemFinding, RehearsalReport, UpgradeReport } from '../../upgrade';
import type { CheckedFile, Trouble } from '../panel/panelState';
import type { Speech } from '../speech';
import { fileSummary } from './fileTexts';
import { boardText, careFor, modemWithFamily } from './modemTexts';
import { type NoticeButton, stepsAfterError } from './nextSteps';
import { rehearsalSentence } from './rehearsalTexts';
import { reportSentence } from './reportTexts';

/** What a notification says, and what can be done from it. */
export interface Notice {
  readonly level: 'info' | 'warning' | 'error';
  readonly text: string;
  readonly buttons: readonly NoticeButton[];
}

export function errorNotice(speech: Speech, error: UpgradeError): Notice {
  return {
    level: 'error',
    text: troubleText(speech, error),
    buttons: stepsAfterError(error.code),
  };
}

/** For what is not done by the flow, so that its buttons would do something else. */
export function failureNotice(speech: Speech, error: UpgradeError): Notice {
  return { level: 'error', text: troubleText(speech, error), buttons: ['showLog'] };
}

/** For a rule's refusal, and for a port where nothing answers. */
export function refusalNotice(speech: Speech, trouble: Trouble, buttons: readonly NoticeButton[]): Notice {
  return { level: 'warning', text: troubleText(speech, trouble), buttons };
}

export function reportNotice(speech: Speech, report: UpgradeReport): Notice {
  const text = reportSentence(speech, report);
  switch (report.outcome) {
    case 'upgraded':
      return { level: 'info', text, buttons: ['showPanel', 'copyReport'] };
    case 'cancelled':
      return { level: 'warning', text, buttons: ['showPanel', 'retry'] };
    case 'failed':
    case 'refused':
      return { level: 'error', text, buttons: ['showPanel', 'copyReport', 'showLog'] };
  }
}

export function rehearsalNotice(speech: Speech, report: RehearsalReport): Notice {
  return {
    level: report.verdict === 'ready' ? 'info' : 'warning',
    text: rehearsalSentence(speech, report),
    buttons: ['showPanel', 'copyRehearsal'],
  };
}

/** The modem needs no upgrade. */
export function nothingToDoNotice(speech: Speech, sentence: Phrase): Notice {
  return { level: 'info', text: speech.render(sentence), buttons: ['showPanel', 'another'] };
}

export function readNotice(speech: Speech, finding: BoardFinding | ModemFinding): Notice {
  const text = speech.translate('{version}, read from the {board} at {port}.', {
    version: modemWithFamily(speech, finding.modem),
    board: boardText(speech, finding),
    port: finding.port,
  });
  if (finding.modem.state !== BOOT_STATE.application)
    return {
      level: 'warning',
      text: `${text} ${careFor(speech, finding.modem)}`,
      buttons: finding.modem.applying ? ['showPanel'] : ['recover', 'showPanel'],
    };
  return {
    level: 'info',
    text,
    // Without a button it goes away by itself; the status bar keeps the version.
    buttons: [],
  };
}

/** @param misfit why the modem that was read last cannot have them, or need not */
export function checkedNotice(speech: Speech, files: readonly CheckedFile[], misfit: Trouble | null): Notice {
  const findings = files.flatMap(({ description }) => description.findings.map(speech.render));
  const sentences = files.map(({ name, description }) => {
    const values = { file: name, summary: fileSummary(speech, description) };
    return description.findings.length > 0
      ? speech.translate('{file}: {summary}.', values)
      : speech.translate('{file} passed all checks: {summary}.', values);
  });
  return {
    level: findings.length > 0 || misfit !== null ? 'warning' : 'info',
    text: [...sentences, ...findings, ...(misfit === null ? [] : [troubleText(speech, misfit)])].join(' '),
    buttons: misfit === null ? ['upgradeThis', 'showPanel'] : ['another', 'showPanel'],
  };
}

/** Another port was chosen, and nothing was done there yet. */
export function portNotice(speech: Speech, port: string): Notice {
  return {
    level: 'info',
    text: speech.translate('The extension now uses the port {port}.', { port }),
    buttons: ['readVersion'],
  };
}

/** The plan that was agreed to is not on show any more. */
export function notStartedNotice(speech: Speech): Notice {
  return {
    level: 'warning',
    text: speech.translate(
      'The upgrade wasn’t started, because the panel shows something else now. Start the upgrade again.',
    ),
    buttons: ['showPanel', 'another'],
  };
}

/** Only one thing is done at a time in a window. */
export function busyNotice(speech: Speech): Notice {
  return {
    level: 'warning',
    text: speech.translate(
      'Something is still in progress on an LTE modem. Wait until it has finished, or cancel it.',
    ),
    buttons: ['showPanel'],
  };
}

export function buttonText(speech: Speech, button: NoticeButton): string {
  switch (button) {
    case 'retry':
      return speech.translate('Try again');
    case 'choosePort':
      return speech.translate('Change port…');
    case 'another':
      return speech.translate('Choose other firmware…');
    case 'chooseMethod':
      return speech.translate('Choose another method…');
    case 'password':
      return speech.translate('Enter the password…');
    case 'recover':
      return speech.translate('Recovery options…');
    case 'upgradeThis':
      return speech.translate('Upgrade with this file');
    case 'readVersion':
      return speech.translate('Read version');
    case 'showPanel':
      return speech.translate('Show details');
    case 'showLog':
      return speech.translate('Show log');
    case 'copyReport':
      return speech.translate('Copy report');
    case 'copyRehearsal':
      return speech.translate('Copy rehearsal report');
  }
}

function troubleText(speech: Speech, { sentence, remedy }: Trouble): string {
  return `${speech.render(sentence)} ${speech.render(remedy)}`;
}

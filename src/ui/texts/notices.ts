import type { ErrorCode } from '../../base/errorCodes';
import type { Phrase } from '../../base/phrase';
import type { UpgradeError } from '../../base/upgradeError';
import type { BoardFinding, ModemFinding, RehearsalReport, UpgradeReport } from '../../upgrade';
import type { CheckedFile, Trouble } from '../panel/panelState';
import type { Speech } from '../speech';
import { fileSummary } from './fileTexts';
import { boardText, modemWithFamily } from './modemTexts';
import { rehearsalSentence } from './rehearsalTexts';
import { reportSentence } from './reportTexts';

export type NoticeButton =
  | 'retry'
  | 'choosePort'
  | 'chooseFile'
  | 'upgradeThis'
  | 'readVersion'
  | 'showPanel'
  | 'showLog'
  | 'copyReport'
  | 'copyRehearsal';

/** What a notification says, and what can be done from it. */
export interface Notice {
  readonly level: 'info' | 'warning' | 'error';
  readonly text: string;
  readonly buttons: readonly NoticeButton[];
}

const DEFAULT_BUTTONS: readonly NoticeButton[] = ['retry', 'showLog'];
const OF_FILE: readonly NoticeButton[] = ['chooseFile'];

/** What helps against what; codes that are not here have the default. */
const BUTTONS: Partial<Record<ErrorCode, readonly NoticeButton[]>> = {
  PORT_NOT_FOUND: ['choosePort', 'retry'],
  PORT_BUSY: ['retry', 'choosePort'],
  PORT_NO_PERMISSION: ['retry', 'choosePort'],
  PORT_OPEN_FAILED: ['retry', 'choosePort'],
  PORT_IN_USE_BY_SESSION: ['showPanel'],
  BOARD_UPGRADING: ['retry', 'choosePort'],
  SERIAL_MODULE_MISSING: ['showLog'],
  FILE_NOT_FOUND: OF_FILE,
  FILE_UNREADABLE: ['retry', 'chooseFile'],
  FILE_EMPTY: OF_FILE,
  FILE_TOO_SMALL: OF_FILE,
  FILE_TOO_LARGE: OF_FILE,
  FILE_NOT_FIRMWARE: OF_FILE,
  FILE_TRUNCATED: OF_FILE,
  FILE_DAMAGED: OF_FILE,
  FILE_IS_UPDATER: OF_FILE,
  FILE_NOT_UPDATER: OF_FILE,
  IMAGES_DO_NOT_BELONG: OF_FILE,
  RULE_REFUSED: OF_FILE,
};

export function errorNotice(speech: Speech, error: UpgradeError): Notice {
  return {
    level: 'error',
    text: troubleText(speech, error),
    buttons: BUTTONS[error.code] ?? DEFAULT_BUTTONS,
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
  return { level: 'info', text: speech.render(sentence), buttons: ['showPanel', 'chooseFile'] };
}

export function readNotice(speech: Speech, finding: BoardFinding | ModemFinding): Notice {
  return {
    level: 'info',
    text: speech.translate('{version}, read from the {board} at {port}.', {
      version: modemWithFamily(speech, finding.modem),
      board: boardText(speech, finding),
      port: finding.port,
    }),
    // Without a button it goes away by itself; the status bar keeps the version.
    buttons: [],
  };
}

export function checkedNotice(speech: Speech, files: readonly CheckedFile[]): Notice {
  const findings = files.flatMap(({ description }) => description.findings.map(speech.render));
  const sentences = files.map(({ name, description }) => {
    const values = { file: name, summary: fileSummary(speech, description) };
    return description.findings.length > 0
      ? speech.translate('{file}: {summary}.', values)
      : speech.translate('{file} passed all checks: {summary}.', values);
  });
  return {
    level: findings.length > 0 ? 'warning' : 'info',
    text: [...sentences, ...findings].join(' '),
    buttons: ['upgradeThis', 'showPanel'],
  };
}

/** Another port was chosen, and nothing was done there yet. */
export function portNotice(speech: Speech, port: string): Notice {
  return {
    level: 'info',
    text: speech.translate('The port {port} is used from now on.', { port }),
    buttons: ['readVersion'],
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
    case 'chooseFile':
      return speech.translate('Choose other firmware…');
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

import { visible } from '../../base/visibleText';
import type { BatchBoard, BatchResult } from '../../upgrade/batch/batchBoard';
import type { BatchTotals } from '../../upgrade/batch/batchSummary';
import { endOfNumber } from '../../upgrade';
import { handsAwaited, isRunning, type SeveralState, totalsOf } from '../panel/severalState';
import type { Speech } from '../speech';
import type { Notice } from './notices';
import type { Question } from './planTexts';
import type { PortChoice } from './portChoices';

export function resultText(speech: Speech, result: BatchResult): string {
  switch (result) {
    case 'upgraded':
      return speech.translate('Upgraded');
    case 'alreadyThere':
      return speech.translate('Already up to date');
    case 'needsYou':
      return speech.translate('Needs you');
    case 'failed':
      return speech.translate('Failed');
    case 'unknown':
      return speech.translate('Failed, state unknown');
    case 'cancelled':
      return speech.translate('Cancelled');
    case 'seenAgain':
      return speech.translate('Seen again');
  }
}

/** `39529 → 41065`; without the arrow where nothing is to be done, or not known yet. */
export function buildsText(speech: Speech, { from, to }: BatchBoard): string {
  const before = from === null ? '' : speech.render(from);
  return to === null ? before : `${before === '' ? '?' : before} → ${to}`;
}

/** `…5475`; empty where the modem does not tell it. */
export function endOfImei({ imei }: Pick<BatchBoard, 'imei'>): string {
  return imei === null ? '' : `…${endOfNumber(imei)}`;
}

/** Names a board in a sentence: `GPy …5475 (/dev/ttyACM2)`. */
export function boardInText(speech: Speech, board: BatchBoard): string {
  const name = [boardModel(speech, board), endOfImei(board)].filter((part) => part !== '').join(' ');
  return `${name} (${board.port})`;
}

export function boardModel(speech: Speech, { sysname, number }: BatchBoard): string {
  return sysname ?? speech.translate('Board {number}', { number });
}

export function allIn(totals: BatchTotals): number {
  return Object.values(totals).reduce((sum, each) => sum + each, 0);
}

/** `3 of 8 upgraded` */
export function countText(speech: Speech, several: SeveralState): string {
  const totals = totalsOf(several);
  return speech.translate('{done} of {all} upgraded', { done: totals.upgraded, all: allIn(totals) });
}

/** `8 boards: 3 upgraded, 1 failed, 4 under way` */
export function totalsText(speech: Speech, several: SeveralState): string {
  const totals = totalsOf(several);
  const { upgraded, alreadyThere, failed, unknown, needsYou, cancelled, underWay } = totals;
  const all = allIn(totals);
  const parts = [
    upgraded === 0 ? '' : speech.translate('{n} upgraded', { n: upgraded }),
    alreadyThere === 0 ? '' : speech.translate('{n} already up to date', { n: alreadyThere }),
    failed === 0 ? '' : speech.translate('{n} failed', { n: failed }),
    unknown === 0 ? '' : speech.translate('{n} failed in an unknown state', { n: unknown }),
    needsYou === 0 ? '' : speech.translate('{n} to be decided by you', { n: needsYou }),
    cancelled === 0 ? '' : speech.translate('{n} cancelled', { n: cancelled }),
    underWay === 0 ? '' : underWayText(speech, several, underWay),
  ].filter((part) => part !== '');
  if (all === 0) return speech.translate('No board yet');
  const boards = all === 1 ? speech.translate('1 board') : speech.translate('{n} boards', { n: all });
  return `${boards}: ${parts.join(', ')}`;
}

function underWayText(speech: Speech, several: SeveralState, n: number): string {
  return isRunning(several)
    ? speech.translate('{n} in progress', { n })
    : speech.translate('{n} interrupted', { n });
}

/** `2 boards are waiting for you`; null where none is. */
export function handsText(speech: Speech, several: SeveralState | null): string | null {
  const boards = handsAwaited(several).length;
  if (boards === 0) return null;
  return boards === 1
    ? speech.translate('1 board is waiting for you')
    : speech.translate('{n} boards are waiting for you', { n: boards });
}

/** What is to be said of these boards beside something else that asks for a person; null where nothing is. */
export function alsoHandsText(speech: Speech, several: SeveralState | null): string | null {
  const boards = handsAwaited(several).length;
  if (boards === 0) return null;
  return boards === 1
    ? speech.translate('1 other board is waiting for you, too')
    : speech.translate('{n} other boards are waiting for you, too', { n: boards });
}

/** One line for notification and status bar. */
export function severalText(speech: Speech, several: SeveralState): string {
  const hands = handsText(speech, several);
  const totals = totalsText(speech, several);
  return hands === null ? totals : `${hands} · ${totals}`;
}

/** 0 to 100, of the boards that are in progress and those that are over. */
export function percentOfSeveral({ rows }: SeveralState): number {
  const shares = rows.map(({ board: { end, fraction } }) => (end === null ? fraction : 1));
  if (shares.length === 0) return 0;
  return Math.floor((100 * shares.reduce((sum, each) => sum + each, 0)) / shares.length);
}

/** How grave it is, for its colour: what failed counts at once. */
export function gravityOf(several: SeveralState): 'plain' | 'warning' | 'error' {
  const { unknown, failed, needsYou } = totalsOf(several);
  if (unknown > 0) return 'error';
  if (failed > 0) return 'warning';
  if (isRunning(several)) return handsAwaited(several).length > 0 ? 'warning' : 'plain';
  return needsYou > 0 || several.course === 'cutOff' ? 'warning' : 'plain';
}

/** What is said at once of a board that ended otherwise than well; null where its row is enough. */
export function boardNotice(speech: Speech, board: BatchBoard): Notice | null {
  const { end } = board;
  if (end === null || !['failed', 'unknown', 'needsYou'].includes(end.result)) return null;
  const said = [end.sentence, ...(end.remedy === null ? [] : [end.remedy])].map(speech.render).join(' ');
  return {
    level: end.result === 'unknown' ? 'error' : 'warning',
    text: `${boardInText(speech, board)}: ${said}`,
    buttons: ['showPanel'],
  };
}

export function stopQuestion(speech: Speech): Question {
  return {
    message: speech.translate('Stop all boards?'),
    detail: speech.translate(
      'Each board stops at its next safe point. Keep the boards powered and connected until then.',
    ),
    yes: speech.translate('Stop all boards'),
  };
}

/** Of a board that came to a port which the panel is about. */
export function leftOutNotice(speech: Speech, port: string): Notice {
  return {
    level: 'info',
    text: speech.translate(
      'The board at {port} isn’t upgraded with the others, because the panel shows that port alone. To upgrade it, too, choose “Show all boards” in the panel, then plug the board in again.',
      { port },
    ),
    buttons: ['showPanel'],
  };
}

export function severalNotice(speech: Speech, several: SeveralState): Notice {
  const gravity = gravityOf(several);
  return {
    level: gravity === 'plain' ? 'info' : gravity,
    text: `${totalsText(speech, several)}.`,
    buttons: ['showPanel'],
  };
}

/** @param chosen the boards' lines of the list in which they were ticked */
export function severalQuestion(
  speech: Speech,
  chosen: readonly Pick<PortChoice, 'label' | 'description' | 'detail'>[],
  takesMore: boolean,
): Question {
  const boards = [
    ...chosen.map(({ label, description, detail }) =>
      // A name may come from a device.
      visible(detail === '' ? `• ${label}, ${description}` : `• ${label}, ${description}: ${detail}`),
    ),
    ...(takesMore ? [`• ${speech.translate('every Pycom board that you plug in meanwhile')}`] : []),
  ];
  return {
    message: speech.translate('Upgrade these boards?'),
    detail: [
      boards.join('\n'),
      speech.translate(
        'Each board whose upgrade raises no question is upgraded at once. A board whose upgrade needs your confirmation is only listed, with the reason. Dangerous upgrades are never started from here.',
      ),
      speech.translate(
        'Give every board stable power. Unplug a board only when you are asked to, or when it is upgraded.',
      ),
    ].join('\n\n'),
    yes: speech.translate('Upgrade'),
  };
}

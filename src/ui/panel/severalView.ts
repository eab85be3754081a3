import { durationText, roughSeconds } from '../../base/duration';
import type { BatchBoard } from '../../upgrade/batch/batchBoard';
import { bytesText, rateText } from '../quantities';
import type { Speech } from '../speech';
import {
  allIn,
  boardInText,
  boardModel,
  buildsText,
  endOfImei,
  gravityOf,
  resultText,
  totalsText,
} from '../texts/severalTexts';
import type {
  BoardDetailView,
  BoardRowView,
  HandRequestView,
  Mark,
  PanelView,
  Row,
  SeveralView,
  SinceView,
  StepView,
} from './messages';
import type { StateIn } from './panelState';
import { phaseViews } from './phases';
import { fractionNow, remainingNow, type RunState, stepNow } from './runState';
import {
  handsAwaited,
  isDone,
  isRunning,
  rowsOnTable,
  type SeveralRow,
  type SeveralState,
  totalsOf,
} from './severalState';

/** An estimate below this is not worth a number. */
const SOON_S = 1;

/** The table of the boards that are upgraded at once. Pure. @param now milliseconds since 1970 */
export function severalView(several: SeveralState, speech: Speech, now: number): SeveralView {
  const rows = rowsOnTable(several);
  return {
    totals: totalsText(speech, several),
    requests: handRequests(several, speech, now),
    boards: rows.map((row) => rowView(row, several, speech, now)),
    none:
      rows.length > 0
        ? null
        : several.takesMore && isRunning(several)
          ? speech.translate('Plug in a board: it is read and upgraded automatically.')
          : speech.translate('No board is on this list.'),
  };
}

export function severalMark(several: SeveralState): Mark {
  switch (gravityOf(several)) {
    case 'error':
      return 'bad';
    case 'warning':
      return 'care';
    case 'plain':
      return isRunning(several) || totalsOf(several).cancelled > 0 || several.rows.length === 0
        ? 'none'
        : 'good';
  }
}

export function severalHeading(
  { several }: StateIn<'several'>,
  speech: Speech,
): Pick<PanelView, 'headline' | 'lede' | 'remedy'> {
  const totals = totalsOf(several);
  const [done, all] = [totals.upgraded, allIn(totals)];
  const counted =
    all === 1
      ? speech.translate('{done} of 1 board upgraded', { done })
      : speech.translate('{done} of {all} boards upgraded', { done, all });
  switch (several.course) {
    case 'running':
      return {
        headline: all === 0 ? speech.translate('Waiting for boards') : counted,
        lede:
          totals.underWay === 0 && several.takesMore
            ? speech.translate(
                'You may unplug every board that is upgraded or up to date. Plug in the next board, or end here.',
              )
            : speech.translate(
                'Keep the boards powered and connected, and VS Code open. You may hide this panel and work on.',
              ),
        remedy: null,
      };
    case 'stopping':
      return {
        headline: speech.translate('Stopping'),
        lede: speech.translate(
          'Each board stops at its next safe point. Keep the boards powered and connected until then.',
        ),
        remedy: null,
      };
    case 'over':
      return { headline: counted, lede: ledeAtEnd(several, all, speech), remedy: null };
    case 'cutOff':
      return {
        headline: speech.translate('The upgrade of several boards was interrupted'),
        lede: speech.translate(
          'The window was closed or reloaded while boards were being upgraded. Leave those boards powered.',
        ),
        remedy: speech.translate(
          'Start it again with the same boards. It reads each modem first and continues from there.',
        ),
      };
  }
}

function ledeAtEnd(several: SeveralState, all: number, speech: Speech): string {
  if (all === 0)
    return several.takesMore
      ? speech.translate('No board was plugged in.')
      : speech.translate('No board was found at the chosen ports.');
  return isAllDone(several)
    ? speech.translate('Nothing is left to do.')
    : speech.translate('The rows below say what to do for each of the other boards.');
}

function isAllDone({ rows }: SeveralState): boolean {
  return rows.every(({ board }) => board.cameBackAs !== null || isDone(board));
}

/** What is asked of hands, each once, and at which boards. */
function handRequests(several: SeveralState, speech: Speech, now: number): HandRequestView[] {
  const requests = new Map<string, SinceView[]>();
  for (const board of handsAwaited(several)) {
    if (board.wait === null) continue;
    const request = speech.render(board.wait.reason);
    const since = {
      text: speech.translate('{board}, for {since} now', { board: boardInText(speech, board) }),
      sinceSeconds: (now - board.wait.since) / 1000,
    };
    requests.set(request, [...(requests.get(request) ?? []), since]);
  }
  return [...requests].map(([request, boards]) => ({ request, boards }));
}

function rowView(row: SeveralRow, several: SeveralState, speech: Speech, now: number): BoardRowView {
  const { board, run } = row;
  const { end } = board;
  const name = boardModel(speech, board);
  const isLive = end === null && isRunning(several);
  const isCutOff = end === null && !isRunning(several);
  const isOpen = several.unfolded.includes(board.number);
  const share = isLive && run !== null && board.plan !== null ? fractionNow(run, board.plan, now) : null;
  const left = run === null || !isLive ? null : remainingNow(run, now);
  return {
    number: board.number,
    name,
    port: board.port,
    imei: endOfImei(board),
    versions: buildsText(speech, board),
    mark: isCutOff ? 'care' : markOf(board),
    now: isLive ? nowText(board, speech) : '',
    since:
      isLive && board.wait?.kind === 'hand'
        ? { text: speech.translate('for {since} now'), sinceSeconds: (now - board.wait.since) / 1000 }
        : null,
    share,
    shareLabel: speech.translate('Progress of {board}', { board: boardInText(speech, board) }),
    remaining:
      left === null || left < SOON_S ? null : { text: speech.translate('{left} left'), seconds: left },
    result: isCutOff ? speech.translate('Interrupted') : end === null ? '' : resultText(speech, end.result),
    sentences: sentencesOf(board, several, speech),
    alone: whyNotNow(several, board) === null ? aloneButton(board, several, speech) : null,
    unfold: speech.translate('Details of {board}', { board: boardInText(speech, board) }),
    details: isOpen ? detailsOf(row, isLive, speech, now) : null,
  };
}

function markOf(board: BatchBoard): Mark {
  const { end, wait } = board;
  if (end === null) return wait?.kind === 'hand' ? 'care' : 'none';
  if (end.result === 'failed' || end.result === 'unknown') return 'bad';
  if (end.result === 'cancelled') return 'none';
  return isDone(board) ? 'good' : 'care';
}

function nowText({ phase, wait, doing, stopping }: BatchBoard, speech: Speech): string {
  if (phase === 'waiting') return speech.translate('Waits for its turn');
  if (wait?.kind === 'hand') return speech.translate('Waits for you');
  const what = doing === null ? speech.translate('Starting') : speech.render(doing);
  return stopping === null ? what : speech.translate('Stops at its next safe point: {what}', { what });
}

/** What happened where it needs words, and the one thing to do. */
function sentencesOf(board: BatchBoard, several: SeveralState, speech: Speech): string[] {
  const { end } = board;
  if (end === null)
    return isRunning(several) ? [] : [cutOffText(board, speech), ...notNowText(board, several, speech)];
  if (end.result === 'upgraded') return end.remedy ? [speech.render(end.remedy)] : [];
  const remedy = end.remedy === null ? [] : [speech.render(end.remedy)];
  return [speech.render(end.sentence), ...remedy, ...notNowText(board, several, speech)];
}

function notNowText(board: BatchBoard, several: SeveralState, speech: Speech): string[] {
  if (leftToDo(board, several) === null) return [];
  switch (whyNotNow(several, board)) {
    case null:
      return [];
    case 'unplugged':
      return [speech.translate('Plug this board in again to continue with it.')];
    case 'replaced':
      return [
        speech.translate(
          'Another board was connected to {port} since. Connect this one and read its modem.',
          {
            port: board.port,
          },
        ),
      ];
  }
}

/** Why its port does not lead to it: the user would work on another board there, or on none. */
export function whyNotNow(several: SeveralState, board: BatchBoard): 'unplugged' | 'replaced' | null {
  if (isRunning(several) && !board.isThere) return 'unplugged';
  const { number, port } = board;
  return several.rows.some((row) => row.board.number > number && row.board.port === port) ? 'replaced' : null;
}

/** A reload of the window ended it. */
function cutOffText({ phase }: BatchBoard, speech: Speech): string {
  return phase === 'upgrading'
    ? speech.translate(
        'The upgrade of this board was interrupted, and its modem may be installing. Leave the power on and open the recovery options.',
      )
    : speech.translate('Its upgrade wasn’t started.');
}

/** Whether what is left to do for it is the ordinary flow of one board, and which. */
export function leftToDo({ end, phase }: BatchBoard, { course }: SeveralState): 'upgrade' | 'recover' | null {
  if (end === null && course === 'cutOff') return phase === 'upgrading' ? 'recover' : 'upgrade';
  if (end === null || end.command === null) return null;
  if (end.command[0] === 'recover') return 'recover';
  if (end.result === 'needsYou') return 'upgrade';
  return end.result === 'failed' || end.result === 'unknown' || end.result === 'cancelled' ? 'recover' : null;
}

function aloneButton(board: BatchBoard, several: SeveralState, speech: Speech): BoardRowView['alone'] {
  switch (leftToDo(board, several)) {
    case null:
      return null;
    case 'upgrade':
      return speech.translate('Upgrade this board alone…');
    case 'recover':
      return speech.translate('Recovery options…');
  }
}

function detailsOf(
  { board, run }: SeveralRow,
  isLive: boolean,
  speech: Speech,
  now: number,
): BoardDetailView {
  const { plan, wait, stopping, end } = board;
  const notes = [
    wait !== null && isLive
      ? speech.translate('{reason} No output until {time} is normal.', {
          reason: wait.reason,
          time: speech.timeOfDay(wait.until),
        })
      : '',
    stopping === null ? '' : speech.render(stopping),
  ].filter((note) => note !== '');
  return {
    rows: [...boardRows(board, speech), ...(run === null ? [] : runRows(run, board, isLive, speech, now))],
    notes,
    phases:
      plan === null || run === null
        ? []
        : phaseViews(speech, plan.steps, (id) => stepState(run, id, isLive, end)).map((phase) =>
            isLive ? phase : { ...phase, care: null },
          ),
  };
}

function boardRows({ imei, from, to, end }: BatchBoard, speech: Speech): Row[] {
  const rows: Row[] = [];
  const add = (label: string, value: string | null, isCode = false): void => {
    if (value !== null && value !== '') rows.push({ label, value, ...(isCode ? { isCode } : {}) });
  };
  add('IMEI', imei, true);
  add(speech.translate('Before'), from === null ? null : speech.render(from));
  add(speech.translate('After'), to);
  const report = end?.report ?? null;
  if (report === null) return rows;
  add(speech.translate('Time'), durationText(report.seconds));
  if (report.bytes > 0) add(speech.translate('Sent'), bytesText(speech, report.bytes));
  add(speech.translate('Blocks resent'), String(report.retries));
  return rows;
}

function runRows(run: RunState, { plan }: BatchBoard, isLive: boolean, speech: Speech, now: number): Row[] {
  if (!isLive || plan === null) return [];
  const rows: Row[] = [
    { label: speech.translate('Elapsed'), value: durationText((now - run.startedAt) / 1000) },
  ];
  const step = stepNow(run, plan, now);
  if (step !== null)
    rows.push({
      label: speech.translate('This step'),
      value: speech.translate('{elapsed} of about {about}', {
        elapsed: durationText(step.elapsedSeconds),
        about: durationText(roughSeconds(step.expectedSeconds)),
      }),
    });
  if (run.transfer !== null) {
    const { bytes, total, rate } = run.transfer;
    const sent = speech.translate('{done} of {total}', {
      done: bytesText(speech, bytes),
      total: bytesText(speech, total),
    });
    rows.push({
      label: speech.translate('Sent'),
      value: rate > 0 && run.wait === null ? `${sent} (${rateText(speech, rate)})` : sent,
    });
  }
  return rows;
}

function stepState(
  { doneSteps, skippedSteps, activeStep }: RunState,
  id: string,
  isLive: boolean,
  end: BatchBoard['end'],
): StepView['state'] {
  if (skippedSteps.includes(id)) return 'skipped';
  if (doneSteps.includes(id)) return 'done';
  if (activeStep !== id) return 'pending';
  return isLive && end === null ? 'active' : 'failed';
}

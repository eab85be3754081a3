import { type Phrase, phrase } from '../../base/phrase';
import type { WarningGrade } from '../../firmware/rules';
import type { ModemReading } from '../../modem/modemReading';
import { isLongWait, type UpgradeEvent } from '../../upgrade/events';
import type { Finding } from '../../upgrade/finding';
import type { JournalEntry } from '../../upgrade/journal/journalEntry';
import type { MethodName, UpgradePlan } from '../../upgrade/plan';
import { continuationOf, whatHappened } from '../../upgrade/recovery/continuation';
import type { RehearsalEvent } from '../../upgrade/rehearsal/rehearsal';
import type { ChosenFile } from '../flow/chosenFile';
import { nextLog, withLine } from './panelLog';
import { type Activity, type CheckedFile, EMPTY_PANEL, type PanelState, type Trouble } from './panelState';
import { afterRehearsalEvent, startedRehearsal } from './rehearsalState';
import { afterEvent, startedRun } from './runState';

const CANCELLING = doing(phrase('Cancelling…'));

export type PanelAction =
  /** Something new begins; what an earlier upgrade left is cleared away. */
  | { readonly type: 'began'; readonly activity: Phrase; readonly chosen: readonly ChosenFile[] }
  | { readonly type: 'checked'; readonly files: readonly CheckedFile[] }
  | { readonly type: 'reading'; readonly activity: Phrase; readonly port: string }
  | { readonly type: 'found'; readonly finding: Finding; readonly at: number }
  /** Something is done to a board that does not work. */
  | { readonly type: 'repairing'; readonly activity: Phrase }
  | { readonly type: 'planned'; readonly plan: UpgradePlan; readonly proven: boolean }
  /** The modem needs no upgrade. */
  | { readonly type: 'upToDate'; readonly sentence: Phrase }
  | { readonly type: 'refused'; readonly trouble: Trouble }
  | { readonly type: 'confirmed'; readonly rule: string; readonly confirmed: boolean }
  /** What was typed to confirm a dangerous warning. */
  | { readonly type: 'nameTyped'; readonly rule: string; readonly text: string }
  | { readonly type: 'started'; readonly at: number }
  | { readonly type: 'rehearsalStarted'; readonly method: MethodName; readonly at: number }
  | { readonly type: 'rehearsalEvent'; readonly event: RehearsalEvent; readonly at: number }
  | { readonly type: 'cancelAsked' }
  | { readonly type: 'event'; readonly event: UpgradeEvent; readonly at: number }
  /** What the journal says of the upgrade that was cut off; null once it has nothing to say. */
  | { readonly type: 'unfinished'; readonly entry: JournalEntry | null }
  /** The user turned away before anything was started. */
  | { readonly type: 'stopped' };

/** The one place where the state of the user interface changes. Pure. */
export function reduce(state: PanelState, action: PanelAction): PanelState {
  switch (action.type) {
    case 'began':
      return {
        ...emptied(state),
        stage: 'busy',
        activity: doing(action.activity),
        chosen: action.chosen,
      };
    case 'checked':
      return { ...state, stage: 'checked', activity: null, files: action.files };
    case 'reading':
      return {
        ...state,
        stage: 'busy',
        activity: doing(action.activity),
        changing: false,
        port: action.port,
      };
    case 'repairing':
      return { ...state, stage: 'busy', activity: doing(action.activity), changing: true };
    case 'found':
      return { ...state, stage: 'found', activity: null, finding: action.finding, foundAt: action.at };
    case 'planned':
      return {
        ...state,
        stage: 'ready',
        activity: null,
        plan: action.plan,
        proven: action.proven,
        confirmed: [],
      };
    case 'upToDate':
      return { ...state, stage: 'upToDate', activity: null, upToDate: action.sentence };
    case 'refused':
      return { ...state, stage: 'refused', activity: null, trouble: action.trouble };
    case 'confirmed':
      return withConfirmed(state, action.rule, 'ordinary', action.confirmed);
    case 'nameTyped':
      return withConfirmed(state, action.rule, 'dangerous', action.text.trim() === action.rule);
    case 'started':
      return state.plan === null
        ? state
        : { ...state, stage: 'running', run: startedRun(state.plan, action.at), report: null };
    case 'rehearsalStarted':
      return {
        ...state,
        stage: 'rehearsing',
        activity: null,
        // A plan that was made before the rehearsal is made anew behind it: with what was measured, and a modem read again.
        plan: null,
        confirmed: [],
        rehearsal: startedRehearsal(action.method, action.at),
      };
    case 'rehearsalEvent':
      return withRehearsalEvent(state, action.event, action.at);
    case 'cancelAsked':
      return withCancelAsked(state);
    case 'event':
      return withEvent(state, action.event, action.at);
    case 'unfinished':
      return state.stage === 'interrupted' ? withUnfinished(state, action.entry) : state;
    case 'stopped':
      return { ...state, stage: settledStage(state), activity: null };
  }
}

/** Of what was before, only the report of a rehearsal stays at hand. */
function emptied({ log, rehearsal }: PanelState): PanelState {
  return { ...EMPTY_PANEL, rehearsal, log: nextLog(log) };
}

function withRehearsalEvent(before: PanelState, event: RehearsalEvent, at: number): PanelState {
  if (before.stage !== 'rehearsing' || before.rehearsal === null) return before;
  const state = { ...before, rehearsal: afterRehearsalEvent(before.rehearsal, event) };
  switch (event.type) {
    case 'rehearsal':
      return { ...state, stage: 'rehearsed' };
    case 'check':
      return state;
    case 'wait':
      return { ...state, log: withLine(state.log, { at, level: 'detail', text: event.reason }) };
    case 'notice':
      return { ...state, log: withLine(state.log, { at, level: event.level, text: event.text }) };
  }
}

function doing(text: Phrase, until: number | null = null): Activity {
  return { text, until };
}

function withCancelAsked(state: PanelState): PanelState {
  if (state.stage === 'busy') return { ...state, activity: CANCELLING };
  if (state.stage === 'rehearsing' && state.rehearsal !== null)
    return { ...state, rehearsal: { ...state.rehearsal, cancelAsked: true } };
  return state.run?.cancel.kind === 'none'
    ? { ...state, run: { ...state.run, cancel: { kind: 'asked' } } }
    : state;
}

function withUnfinished(state: PanelState, entry: JournalEntry | null): PanelState {
  return entry === null
    ? emptied(state)
    : { ...state, unfinished: { happened: whatHappened(entry), next: continuationOf(entry) } };
}

function withEvent(before: PanelState, event: UpgradeEvent, at: number): PanelState {
  const plan = event.type === 'plan' ? event.plan : before.plan;
  const run = before.run !== null && plan !== null ? afterEvent(before.run, plan, event, at) : before.run;
  const state = { ...before, plan, run };
  if (event.type === 'report')
    return { ...state, stage: 'done', report: event, finding: findingAfter(state.finding, event.after) };
  if (event.type === 'wait') {
    const log = withLine(state.log, { at, level: 'detail', text: event.reason });
    const activity = doing(event.reason, isLongWait(event, at) ? event.until : null);
    return state.stage === 'busy' ? { ...state, log, activity } : { ...state, log };
  }
  if (event.type !== 'notice') return state;
  return { ...state, log: withLine(state.log, { at, level: event.level, text: event.text }) };
}

/** What was found is out of date once the modem was read again. */
function findingAfter(finding: Finding | null, after: ModemReading | null): Finding | null {
  return finding === null || finding.kind === 'silent' || after === null
    ? finding
    : { ...finding, modem: { ...after, imei: after.imei ?? finding.modem.imei } };
}

function settledStage({ files, finding }: PanelState): PanelState['stage'] {
  if (files.length > 0) return 'checked';
  return finding === null ? 'empty' : 'found';
}

/** Only what the plan on show asks for can be confirmed, each grade of warning in its own way. */
function withConfirmed(state: PanelState, rule: string, grade: WarningGrade, yes: boolean): PanelState {
  const isAsked = state.plan?.warnings.some((warning) => warning.rule === rule && warning.grade === grade);
  if (state.stage !== 'ready' || !isAsked || state.confirmed.includes(rule) === yes) return state;
  const others = state.confirmed.filter((name) => name !== rule);
  return { ...state, confirmed: yes ? [...others, rule] : others };
}

import { type Phrase, phrase } from '../../base/phrase';
import type { WarningGrade } from '../../firmware/rules';
import type { ModemReading } from '../../modem/modemReading';
import {
  type ChosenFile,
  continuationOf,
  type Finding,
  isLongWait,
  type JournalEntry,
  type MethodName,
  type RehearsalEvent,
  type UpgradeEvent,
  type PlanSummary,
  whatHappened,
} from '../../upgrade';
import type { RecoveryState } from '../recovery/recoveryState';
import type { NextSteps } from '../texts/nextSteps';
import { nextLog, withLine } from './panelLog';
import {
  type Activity,
  type CheckedFile,
  EMPTY_PANEL,
  type Found,
  type Known,
  known,
  type PanelState,
  type StateIn,
  type Trouble,
  type Why,
} from './panelState';
import { afterRehearsalEvent, startedRehearsal } from './rehearsalState';
import { afterEvent, startedRun } from './runState';
import { afterSeveral, type SeveralAction, startedSeveral, stillOnShow } from './severalState';

const CANCELLING = doing(phrase('Cancelling…'));

export type PanelAction =
  /** Something new begins; what an earlier upgrade left is cleared away. */
  | { readonly type: 'began'; readonly activity: Phrase; readonly chosen: readonly ChosenFile[] }
  | { readonly type: 'checked'; readonly files: readonly CheckedFile[]; readonly misfit?: Trouble }
  | { readonly type: 'reading'; readonly activity: Phrase; readonly port: string }
  | { readonly type: 'found'; readonly finding: Finding; readonly at: number }
  /** What can be done about what was found. */
  | { readonly type: 'diagnosed'; readonly recovery: RecoveryState }
  /** Something is done to a board that does not work. */
  | { readonly type: 'repairing'; readonly activity: Phrase }
  | {
      readonly type: 'planned';
      readonly plan: PlanSummary;
      readonly proven: boolean;
      readonly why: Why | null;
    }
  /** The modem needs no upgrade. */
  | { readonly type: 'upToDate'; readonly sentence: Phrase; readonly why: Why | null }
  | {
      readonly type: 'refused';
      readonly trouble: Trouble;
      readonly next: NextSteps;
      readonly why: Why | null;
    }
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
  | SeveralAction
  /** All boards are wanted again, without what else was on show. */
  | { readonly type: 'severalShown' }
  | { readonly type: 'severalDismissed' }
  /** The user turned away before anything was started. */
  | { readonly type: 'stopped' };

/** The one place where the state of the user interface changes. Pure. */
export function reduce(state: PanelState, action: PanelAction): PanelState {
  switch (action.type) {
    case 'began': {
      const { activity, chosen } = action;
      return { ...cleared(state), stage: 'busy', activity: doing(activity), changing: false, chosen };
    }
    case 'checked':
      return { ...known(state), stage: 'checked', files: action.files, misfit: action.misfit ?? null };
    case 'reading': {
      const { activity, port } = action;
      return { ...known(state), stage: 'busy', activity: doing(activity), changing: false, port };
    }
    case 'repairing':
      return { ...known(state), stage: 'busy', activity: doing(action.activity), changing: true };
    case 'found':
      return { ...known(state), stage: 'found', found: { finding: action.finding, at: action.at } };
    case 'diagnosed': {
      const { found } = state;
      if (found === null) return state;
      return { ...known(state), stage: 'recovery', found, recovery: action.recovery };
    }
    case 'planned': {
      const { plan, proven, why } = action;
      return { ...known(state), stage: 'ready', plan, proven, why, confirmed: [] };
    }
    case 'upToDate':
      return { ...known(state), stage: 'upToDate', sentence: action.sentence, why: action.why };
    case 'refused': {
      const { trouble, next, why } = action;
      return { ...known(state), stage: 'refused', trouble, next, why };
    }
    case 'confirmed':
      return withConfirmed(state, action.rule, 'ordinary', action.confirmed);
    case 'nameTyped':
      return withConfirmed(state, action.rule, 'dangerous', action.text.trim() === action.rule);
    case 'started': {
      if (state.stage !== 'ready') return state;
      const { plan, confirmed } = state;
      return { ...known(state), stage: 'running', plan, confirmed, run: startedRun(plan, action.at) };
    }
    case 'rehearsalStarted':
      return {
        ...known(state),
        stage: 'rehearsing',
        rehearsed: null,
        rehearsal: startedRehearsal(action.method, action.at),
      };
    case 'rehearsalEvent':
      return state.stage === 'rehearsing' ? withRehearsalEvent(state, action.event, action.at) : state;
    case 'cancelAsked':
      return withCancelAsked(state);
    case 'event':
      return withEvent(state, action.event, action.at);
    case 'unfinished':
      return state.stage === 'interrupted' ? withUnfinished(state, action.entry) : state;
    case 'severalStarted':
      return withSeveralStarted(state, action);
    case 'severalBoard':
    case 'severalEvent':
    case 'severalStopping':
    case 'severalOver':
    case 'unfolded':
      return withSeveral(state, action);
    case 'severalShown':
      return state.several === null || isAtWork(state)
        ? state
        : { ...known(state), stage: 'several', several: state.several };
    case 'severalDismissed': {
      const without = { ...state, several: null };
      return without.stage === 'several' ? { ...known(without), stage: 'empty' } : without;
    }
    case 'stopped':
      return settled(state);
  }
}

/** What the panel leads at the moment stays in its place. */
function withSeveralStarted(
  state: PanelState,
  { chosen, takesMore, beside }: Extract<SeveralAction, { readonly type: 'severalStarted' }>,
): PanelState {
  const several = startedSeveral(chosen, takesMore);
  // A plan that came meanwhile waits for the user.
  return beside || isAtWork(state) || state.stage === 'ready'
    ? { ...state, several }
    : { ...cleared(state), stage: 'several', several };
}

/** Nothing but its own end takes this from the panel. */
function isAtWork({ stage }: PanelState): boolean {
  return stage === 'busy' || stage === 'running' || stage === 'rehearsing';
}

function withSeveral(before: PanelState, action: SeveralAction): PanelState {
  if (before.several === null) return before;
  const state = { ...before, several: afterSeveral(before.several, action) };
  if (action.type !== 'severalEvent' || action.event.type !== 'notice') return state;
  const { event, at } = action;
  const text = phrase('Board {number}: {text}', { number: action.number, text: event.text });
  return { ...state, log: withLine(state.log, { at, level: event.level, text }) };
}

/** Of what was before, only the report of a rehearsal stays at hand. */
function cleared({ log, rehearsed, several }: Known): Known {
  return { ...known(EMPTY_PANEL), rehearsed, several: stillOnShow(several), log: nextLog(log) };
}

function withRehearsalEvent(before: StateIn<'rehearsing'>, event: RehearsalEvent, at: number): PanelState {
  if (event.type === 'rehearsal') return { ...known(before), stage: 'rehearsed', rehearsed: event };
  const state = { ...before, rehearsal: afterRehearsalEvent(before.rehearsal, event, at) };
  switch (event.type) {
    case 'check':
      return state;
    case 'wait':
      return { ...state, log: withLine(state.log, { at, level: 'detail', text: event.reason }) };
    case 'notice':
      return { ...state, log: withLine(state.log, { at, level: event.level, text: event.text }) };
    case 'moved':
      return movedTo(state, event.port);
  }
}

function doing(text: Phrase, until: number | null = null): Activity {
  return { text, until };
}

function withCancelAsked(state: PanelState): PanelState {
  if (state.stage === 'busy') return { ...state, activity: CANCELLING };
  if (state.stage === 'rehearsing') return { ...state, rehearsal: { ...state.rehearsal, cancelAsked: true } };
  return state.stage === 'running' && state.run.cancel.kind === 'none'
    ? { ...state, run: { ...state.run, cancel: { kind: 'asked' } } }
    : state;
}

function withUnfinished(state: StateIn<'interrupted'>, entry: JournalEntry | null): PanelState {
  return entry === null
    ? { ...cleared(state), stage: 'empty' }
    : { ...state, unfinished: { happened: whatHappened(entry), next: continuationOf(entry) } };
}

function withEvent(before: PanelState, event: UpgradeEvent, at: number): PanelState {
  const state = event.type === 'moved' ? movedTo(before, event.port) : withLogged(before, event, at);
  if (state.stage === 'busy' && event.type === 'wait')
    return { ...state, activity: doing(event.reason, isLongWait(event, at) ? event.until : null) };
  if (state.stage !== 'running') return state;
  const plan = event.type === 'plan' ? event.plan : state.plan;
  const run = afterEvent(state.run, plan, event, at);
  if (event.type !== 'report') return { ...state, plan, run };
  return { ...state, stage: 'done', plan, run, report: event, found: foundAfter(state.found, event.after) };
}

/** The board is the same, under another name of its port. */
function movedTo<S extends PanelState>(state: S, port: string): S {
  const { found } = state;
  const moved = found && { ...found, finding: { ...found.finding, port } };
  return { ...state, port, found: moved };
}

function withLogged(state: PanelState, event: UpgradeEvent, at: number): PanelState {
  if (event.type === 'wait')
    return { ...state, log: withLine(state.log, { at, level: 'detail', text: event.reason }) };
  if (event.type === 'notice')
    return { ...state, log: withLine(state.log, { at, level: event.level, text: event.text }) };
  return state;
}

/** What was found is out of date once the modem was read again. */
function foundAfter(found: Found | null, after: ModemReading | null): Found | null {
  if (found === null || found.finding.kind === 'silent' || after === null) return found;
  const { finding } = found;
  return { ...found, finding: { ...finding, modem: { ...after, imei: after.imei ?? finding.modem.imei } } };
}

/** Back to what is known. */
function settled(state: PanelState): PanelState {
  if (state.several !== null) return { ...known(state), stage: 'several', several: state.several };
  if (state.files.length > 0) return { ...known(state), stage: 'checked', misfit: null };
  const { found } = state;
  return found === null ? { ...known(state), stage: 'empty' } : { ...known(state), stage: 'found', found };
}

/** Only what the plan on show asks for can be confirmed, each grade of warning in its own way. */
function withConfirmed(state: PanelState, rule: string, grade: WarningGrade, yes: boolean): PanelState {
  if (state.stage !== 'ready') return state;
  const isAsked = state.plan.warnings.some((warning) => warning.rule === rule && warning.grade === grade);
  if (!isAsked || state.confirmed.includes(rule) === yes) return state;
  const others = state.confirmed.filter((name) => name !== rule);
  return { ...state, confirmed: yes ? [...others, rule] : others };
}

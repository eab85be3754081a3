import type { Phrase } from '../../base/phrase';
import type { ImageDescription } from '../../firmware/firmwareImage';
import type {
  CheckReport,
  ChosenFile,
  Finding,
  RehearsalReport,
  PlanSummary,
  UpgradeReport,
} from '../../upgrade';
import type { RecoveryState } from '../recovery/recoveryState';
import type { NextSteps } from '../texts/nextSteps';
import type { PanelStage } from './messages';
import type { PanelLog } from './panelLog';
import type { RehearsalState } from './rehearsalState';
import type { RunState } from './runState';
import type { SeveralState } from './severalState';

/**
 * Everything the user interface shows, as plain data: it can be stored and drawn again after a reload. What there is only in
 * some stages stands in those alone, so that a state that cannot be is one that cannot be written.
 */
export type PanelState =
  | EmptyState
  | BusyState
  | FoundState
  | RecoveryStage
  | CheckedState
  | UpToDateState
  | ReadyState
  | RefusedState
  | RehearsingState
  | RehearsedState
  | RehearsalInterruptedState
  | RunningState
  | DoneState
  | InterruptedState
  | SeveralBoardsState;

/** The state in one of its stages. */
export type StateIn<S extends PanelStage> = Extract<PanelState, { readonly stage: S }>;

/** What is known in every stage. */
export interface Known {
  readonly port: string | null;
  readonly chosen: readonly ChosenFile[];
  readonly files: readonly CheckedFile[];
  /** What was found at the port when it was read last. */
  readonly found: Found | null;
  /** The last rehearsal's report: it can be copied later, too. */
  readonly rehearsed: RehearsalReport | null;
  /** Boards that are upgraded at once, beside whatever else the panel shows. */
  readonly several: SeveralState | null;
  readonly log: PanelLog;
}

/** The way to an upgrade has not begun. */
interface EmptyState extends Known {
  readonly stage: 'empty';
}

export interface BusyState extends Known {
  readonly stage: 'busy';
  readonly activity: Activity;
  /** Whether that changes something in the board or its modem; reading does not. */
  readonly changing: boolean;
}

interface FoundState extends Known {
  readonly stage: 'found';
  readonly found: Found;
}

interface RecoveryStage extends Known {
  readonly stage: 'recovery';
  readonly found: Found;
  readonly recovery: RecoveryState;
}

interface CheckedState extends Known {
  readonly stage: 'checked';
  /** Why the modem that was read last cannot have the file, or need not; null where nothing speaks against it. */
  readonly misfit: Trouble | null;
}

/** The modem needs no upgrade. */
interface UpToDateState extends Known {
  readonly stage: 'upToDate';
  /** Why there is nothing to do. */
  readonly sentence: Phrase;
  readonly why: Why | null;
}

interface Planned extends Known {
  readonly plan: PlanSummary;
  /** Rules of the plan's warnings that the user accepted. */
  readonly confirmed: readonly string[];
}

interface ReadyState extends Planned {
  readonly stage: 'ready';
  /** Whether this board was seen to be ready for the plan's method, or to be upgraded by it. */
  readonly proven: boolean;
  readonly why: Why | null;
}

interface RefusedState extends Known {
  readonly stage: 'refused';
  readonly trouble: Trouble;
  /** What helps, the most useful first. */
  readonly next: NextSteps;
  readonly why: Why | null;
}

interface RehearsingState extends Known {
  readonly stage: 'rehearsing';
  readonly rehearsal: RehearsalState;
}

interface RehearsedState extends Known {
  readonly stage: 'rehearsed';
  readonly rehearsed: RehearsalReport;
}

/** A reload of the window cut the rehearsal off. */
interface RehearsalInterruptedState extends Known {
  readonly stage: 'rehearsalInterrupted';
  /** Those that were over by then. */
  readonly checks: readonly CheckReport[];
}

interface Started extends Planned {
  readonly run: RunState;
}

interface RunningState extends Started {
  readonly stage: 'running';
}

interface DoneState extends Started {
  readonly stage: 'done';
  readonly report: UpgradeReport;
}

/** A reload of the window cut the upgrade off. */
interface InterruptedState extends Started {
  readonly stage: 'interrupted';
  /** What the journal knows of it; null until it was asked. */
  readonly unfinished: Unfinished | null;
}

/** Nothing but the boards that are upgraded at once, or were. */
interface SeveralBoardsState extends Known {
  readonly stage: 'several';
  readonly several: SeveralState;
}

export interface Found {
  readonly finding: Finding;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export interface Activity {
  readonly text: Phrase;
  /** Until when silence is normal in it, in milliseconds since 1970; null where it is over soon. */
  readonly until: number | null;
}

export interface CheckedFile {
  readonly name: string;
  readonly description: ImageDescription;
}

export interface Unfinished {
  readonly happened: Phrase;
  /** What to do about it, in this order. */
  readonly next: readonly Phrase[];
}

/** Why these files and no others, where the user left the choice to us. */
export interface Why {
  readonly reason: Phrase;
  readonly others: readonly { readonly files: string; readonly reason: Phrase }[];
}

export interface Trouble {
  readonly sentence: Phrase;
  readonly remedy: Phrase;
}

const NOTHING_KNOWN: Known = {
  port: null,
  chosen: [],
  files: [],
  found: null,
  rehearsed: null,
  several: null,
  log: { number: 0, dropped: 0, lines: [] },
};

export const EMPTY_PANEL: StateIn<'empty'> = { ...NOTHING_KNOWN, stage: 'empty' };

/** What of a state does not depend on its stage, to begin another stage with. */
export function known({ port, chosen, files, found, rehearsed, several, log }: Known): Known {
  return { port, chosen, files, found, rehearsed, several, log };
}

/** The port of the one board that the panel is about; null where it is about none, or about one that is upgraded. */
export function portHandledAlone(state: PanelState): string | null {
  if (state.stage === 'empty' || state.stage === 'several') return null;
  return state.stage === 'done' && state.report.outcome === 'upgraded' ? null : state.port;
}

export function allConfirmed({ plan, confirmed }: StateIn<'ready'>): boolean {
  return plan.warnings.every(({ rule }) => confirmed.includes(rule));
}

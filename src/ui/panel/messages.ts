import * as v from 'valibot';
import { count, fitted, oneOf, type Schema } from '../../base/schema';
import { visibleLines } from '../../base/visibleText';

/**
 * What the two sides of the panel tell one another. The host sends the whole view, in finished sentences, each time
 * something changes; the browser side draws it and sends back what the user wants. It holds no state that matters.
 */
export type ToPanel =
  | { readonly type: 'view'; readonly view: PanelView }
  /** `first` is the number of the first of these lines since the log began; 0 starts it afresh. */
  | { readonly type: 'log'; readonly first: number; readonly lines: readonly string[] };

/** Where the panel is on the way from a choice to an outcome. */
export type PanelStage =
  | 'empty'
  | 'busy'
  | 'found'
  | 'recovery'
  | 'checked'
  | 'upToDate'
  | 'ready'
  | 'refused'
  | 'rehearsing'
  | 'rehearsed'
  | 'rehearsalInterrupted'
  | 'running'
  | 'done'
  | 'interrupted'
  | 'several';

/** How the headline is to be taken: a good end, something that needs care, a bad end. */
export type Mark = 'none' | 'good' | 'care' | 'bad';

export interface PanelView {
  readonly stage: PanelStage;
  readonly mark: Mark;
  readonly headline: string;
  readonly lede: string;
  /** What to do about it, where something stands in the way. */
  readonly remedy: string | null;
  /** Whether that is to start the board in safe boot by hand, which a picture shows. */
  readonly showsSafeBoot: boolean;
  /** What a person is needed for: headline and lede say it, and nothing else matters meanwhile. */
  readonly request: RequestView | null;
  readonly actions: readonly PanelButton[];
  /** Beside the buttons: why the first cannot be pressed yet. */
  readonly hint: string | null;
  /** What the modem runs, and what it is to run or runs now. */
  readonly versions: VersionsView | null;
  readonly device: readonly Row[];
  readonly files: readonly FileView[];
  /** Why these files, where they were recommended; and why not the others. */
  readonly why: { readonly reason: string; readonly others: readonly Row[] } | null;
  readonly warnings: readonly WarningView[];
  readonly manual: readonly string[];
  readonly phases: readonly PhaseView[];
  readonly progress: ProgressView | null;
  readonly outcome: OutcomeView | null;
  readonly rehearsal: RehearsalView | null;
  readonly several: SeveralView | null;
  readonly recovery: RecoveryView | null;
}

export type PanelButtonId =
  | 'start'
  | 'rehearse'
  | 'cancel'
  | 'retry'
  | 'recover'
  | 'another'
  | 'upgradeThis'
  | 'readVersion'
  | 'choosePort'
  | 'chooseMethod'
  | 'password'
  | 'copyReport'
  | 'copyRehearsal'
  | 'showLog'
  | 'stopSeveral'
  | 'severalAgain'
  | 'showSeveral'
  | 'dismissSeveral';

export interface PanelButton {
  readonly id: PanelButtonId;
  readonly label: string;
  readonly primary: boolean;
  readonly enabled: boolean;
}

export interface Row {
  readonly label: string;
  readonly value: string;
  /** Set in the editor's font: what is compared character by character. */
  readonly isCode?: boolean;
}

export interface VersionsView {
  readonly from: Row;
  readonly to: Row;
  /** Whether the modem was seen to run the second. */
  readonly reached: boolean;
}

export interface RequestView {
  readonly picture: 'unplug' | 'plugIn';
  /** Has its places `{left}` and `{time}`: both are the reader's. */
  readonly countdown: string;
  /** Once the time is over. */
  readonly over: string;
  readonly secondsLeft: number;
  readonly totalSeconds: number;
}

export interface FileView {
  readonly name: string;
  readonly rows: readonly Row[];
  readonly findings: readonly string[];
}

export interface WarningView {
  readonly rule: string;
  readonly sentence: string;
  readonly consequence: string;
  readonly confirmed: boolean;
  /** Asks to type the rule's name, which is all that confirms what is dangerous; null where a tick does. */
  readonly typing: string | null;
  /** Said once it is confirmed, where the name had to be typed. */
  readonly typed: string;
}

/** Steps that belong together, one after the other. */
export interface PhaseView {
  readonly name: PhaseName;
  readonly title: string;
  readonly duration: string;
  /** What is not to be done in it; null where it may be stopped. */
  readonly care: string | null;
  readonly steps: readonly StepView[];
}

export type PhaseName = 'prepare' | 'send' | 'install' | 'verify';

export interface StepView {
  readonly id: string;
  readonly title: string;
  /** The state in words, for who does not see its sign; empty while it is still to come. */
  readonly spoken: string;
  readonly meaning: string;
  readonly duration: string;
  readonly safety: 'nothingWritten' | 'repeatable' | 'doNotInterrupt';
  readonly risk: string;
  readonly state: 'pending' | 'active' | 'done' | 'skipped' | 'failed';
}

export interface ProgressView {
  readonly phase: string;
  /** How far that is. */
  readonly step: StepProgressView | null;
  /** Of the whole, 0 to 1: what is done before the step, and what it adds when it is over. */
  readonly whole: { readonly least: number; readonly done: number; readonly step: number };
  readonly bytes: string | null;
  readonly rate: string | null;
  /** Seconds when this view was made; the browser side counts on. */
  readonly elapsedSeconds: number;
  readonly remainingSeconds: number | null;
  readonly wait: WaitView | null;
  readonly cancelling: string | null;
  readonly plot: PlotView | null;
}

/** A step's own bar, which moves with its bytes, or with the time that it takes as a rule. */
export interface StepProgressView {
  /** 0 to 1; null where only the time tells. */
  readonly share: number | null;
  readonly elapsedSeconds: number;
  readonly expectedSeconds: number;
  /** Has its place `{elapsed}`: the browser side counts on. */
  readonly time: string;
  /** The same once the time is over that is normal; null where none is known. */
  readonly late: { readonly afterSeconds: number; readonly time: string } | null;
}

/** The throughput, over the time of the whole upgrade. */
export interface PlotView {
  readonly samples: readonly Sample[];
  /** Where each phase began, in seconds since the start. */
  readonly marks: readonly { readonly seconds: number; readonly label: string }[];
  /** Seconds from the start to the expected end. */
  readonly spanSeconds: number;
}

export interface WaitView {
  readonly reason: string;
  /** Both still have their place `{time}`: the time of day is the reader's, not that of the machine with the port. */
  readonly patience: string;
  /** Once that time has passed; nothing is sent for it, since nothing happens. */
  readonly overdue: string;
  readonly secondsLeft: number;
}

/** Seconds since the start, bytes a second; null where nothing was sent. */
export type Sample = readonly [number, number | null];

export interface OutcomeView {
  readonly kind: 'upgraded' | 'failed' | 'refused' | 'cancelled';
  /** What is known of the modem now, where the headline does not say it. */
  readonly condition: string | null;
  readonly changes: readonly Row[];
  readonly next: readonly string[];
}

export interface RehearsalView {
  /** Those that are over and the one that runs. */
  readonly checks: readonly CheckView[];
  /** What to do, besides what stands under the headline. */
  readonly next: readonly string[];
  readonly unproven: readonly string[];
}

export interface RecoveryView {
  readonly cards: readonly RepairCard[];
}

/** One thing that can be done about a modem, with all that has to be read before. */
export interface RepairCard {
  readonly id: string;
  readonly title: string;
  /** How it is done, and what it leads to. */
  readonly texts: readonly string[];
  /** What it may cost; null where it is an upgrade, which asks by itself, or touches no modem. */
  readonly risk: string | null;
  readonly level: 'harmless' | 'careful' | 'drastic';
  readonly button: string;
  /** Whether it is the next useful step. */
  readonly primary: boolean;
}

export interface CheckView {
  readonly id: string;
  readonly title: string;
  readonly state: 'active' | 'proven' | 'failed' | 'notRun';
  readonly result: string;
  readonly sentence: string;
  readonly figures: readonly Row[];
  /** What it took; empty where that says nothing. */
  readonly time: string;
}

/** Boards that are upgraded at once: a row each. */
export interface SeveralView {
  readonly totals: string;
  /** What is asked of somebody's hands now, each request once. */
  readonly requests: readonly HandRequestView[];
  readonly boards: readonly BoardRowView[];
  /** Said in place of the rows while there are none. */
  readonly none: string | null;
}

export interface HandRequestView {
  readonly request: string;
  readonly boards: readonly SinceView[];
}

/** Has its place `{since}`: the browser side counts on. */
export interface SinceView {
  readonly text: string;
  readonly sinceSeconds: number;
}

export interface BoardRowView {
  readonly number: number;
  readonly name: string;
  readonly port: string;
  readonly imei: string;
  readonly versions: string;
  readonly mark: Mark;
  /** What is done now; empty where nothing is. */
  readonly now: string;
  /** Since when it waits for a hand. */
  readonly since: SinceView | null;
  /** Of the whole, 0 to 1; null where nothing is under way. */
  readonly share: number | null;
  readonly shareLabel: string;
  /** Seconds when this view was made, in a text with the place `{left}`. */
  readonly remaining: { readonly text: string; readonly seconds: number } | null;
  readonly result: string;
  /** What happened, where it did not go as it should, and the one thing to do. */
  readonly sentences: readonly string[];
  /** Opens the ordinary upgrade at this board's port; null where that is not what is left to do. */
  readonly alone: string | null;
  readonly unfold: string;
  readonly details: BoardDetailView | null;
}

/** What the panel shows of one upgrade alone. */
export interface BoardDetailView {
  readonly rows: readonly Row[];
  readonly notes: readonly string[];
  readonly phases: readonly PhaseView[];
}

export type FromPanel =
  | { readonly type: 'ready' }
  | { readonly type: 'press'; readonly button: PanelButtonId }
  /** The button of a card of the recovery. */
  | { readonly type: 'repair'; readonly id: string }
  | { readonly type: 'confirm'; readonly rule: string; readonly confirmed: boolean }
  /** What stands in the field of a dangerous warning; whether it is its name the host decides. */
  | { readonly type: 'typeName'; readonly rule: string; readonly text: string }
  /** The details of a board of several are wanted, or not any more. */
  | { readonly type: 'unfold'; readonly board: number; readonly open: boolean }
  /** A board of several is to be upgraded by itself, with all its questions. */
  | { readonly type: 'alone'; readonly board: number }
  /** Files were dropped: their addresses, one a line. */
  | { readonly type: 'drop'; readonly list: string };

const BUTTON = oneOf<PanelButtonId>({
  start: true,
  rehearse: true,
  cancel: true,
  retry: true,
  recover: true,
  another: true,
  upgradeThis: true,
  readVersion: true,
  choosePort: true,
  chooseMethod: true,
  password: true,
  copyReport: true,
  copyRehearsal: true,
  showLog: true,
  stopSeveral: true,
  severalAgain: true,
  showSeveral: true,
  dismissSeveral: true,
});

/** Characters of the addresses of what was dropped. */
const MOST_DROPPED = 100_000;

const FROM_PANEL: Schema<FromPanel> = v.variant('type', [
  v.object({ type: v.literal('ready') }),
  v.object({ type: v.literal('press'), button: BUTTON }),
  v.object({ type: v.literal('repair'), id: v.string() }),
  v.object({ type: v.literal('confirm'), rule: v.string(), confirmed: v.boolean() }),
  v.object({ type: v.literal('typeName'), rule: v.string(), text: v.string() }),
  v.object({ type: v.literal('unfold'), board: count, open: v.boolean() }),
  v.object({ type: v.literal('alone'), board: count }),
  v.object({ type: v.literal('drop'), list: v.pipe(v.string(), v.maxLength(MOST_DROPPED)) }),
]);

/** Only messages of exactly these shapes get in; anything else is `null` and must be dropped. */
export function parseFromPanel(value: unknown): FromPanel | null {
  return fitted(FROM_PANEL, value) ?? null;
}

/** The message with all its texts made visible: whatever a board or a file has in them, the panel's lines stay its own. */
export function visibleMessage(message: ToPanel): ToPanel {
  return everyText(message) as ToPanel;
}

function everyText(value: unknown): unknown {
  if (typeof value === 'string') return visibleLines(value);
  if (Array.isArray(value)) return value.map(everyText);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, everyText(inner)]));
}

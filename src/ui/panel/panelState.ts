import type { Phrase } from '../../base/phrase';
import type { ImageDescription } from '../../firmware/firmwareImage';
import type { Finding } from '../../upgrade/finding';
import type { UpgradePlan } from '../../upgrade/plan';
import type { UpgradeReport } from '../../upgrade/report';
import type { ChosenFile } from '../flow/chosenFile';
import type { PanelStage } from './messages';
import type { PanelLog } from './panelLog';
import type { RehearsalState } from './rehearsalState';
import type { RunState } from './runState';

/** Everything the user interface shows, as plain data: it can be stored and drawn again after a reload. */
export interface PanelState {
  readonly stage: PanelStage;
  readonly port: string | null;
  /** What is going on while `stage` is `busy`. */
  readonly activity: Activity | null;
  /** Whether that changes something in the board or its modem; reading does not. */
  readonly changing: boolean;
  readonly chosen: readonly ChosenFile[];
  readonly files: readonly CheckedFile[];
  readonly finding: Finding | null;
  /** Milliseconds since 1970. */
  readonly foundAt: number | null;
  readonly plan: UpgradePlan | null;
  /** Whether this board was seen to be ready for the plan's method, or to be upgraded by it. */
  readonly proven: boolean;
  readonly trouble: Trouble | null;
  /** Why there is nothing to do, while `stage` is `upToDate`. */
  readonly upToDate: Phrase | null;
  /** Rules of the plan's warnings that the user accepted. */
  readonly confirmed: readonly string[];
  readonly run: RunState | null;
  readonly report: UpgradeReport | null;
  /** The rehearsal that goes on, or the last one: its report can be copied later, too. */
  readonly rehearsal: RehearsalState | null;
  /** What the journal knows of the upgrade while `stage` is `interrupted`. */
  readonly unfinished: Unfinished | null;
  readonly log: PanelLog;
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

export interface Trouble {
  readonly sentence: Phrase;
  readonly remedy: Phrase;
}

export const EMPTY_PANEL: PanelState = {
  stage: 'empty',
  port: null,
  activity: null,
  changing: false,
  chosen: [],
  files: [],
  finding: null,
  foundAt: null,
  plan: null,
  proven: false,
  trouble: null,
  upToDate: null,
  confirmed: [],
  run: null,
  report: null,
  rehearsal: null,
  unfinished: null,
  log: { number: 0, dropped: 0, lines: [] },
};

export function allConfirmed({ plan, confirmed }: PanelState): boolean {
  return plan?.warnings.every(({ rule }) => confirmed.includes(rule)) ?? false;
}

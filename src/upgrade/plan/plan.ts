import type { Phrase } from '../../base/phrase';
import type { FirmwareImage } from '../../firmware/firmwareImage';
import type { WarningGrade } from '../../firmware/rules';
import type { BoardFinding, ModemFinding } from '../inspect/finding';
import type { StepAction } from '../steps/steps';

export type { StepAction };

export type MethodName = 'flash' | 'sd' | 'uart' | 'wireless';

/**
 * What stopping during a step would mean: nothing was written yet, the step can be repeated as it is, or the modem
 * would be worse off than if it went on.
 */
export type Safety = 'nothingWritten' | 'repeatable' | 'doNotInterrupt';

export interface PlanStep {
  /** Unique within its plan; stable, so that a user interface can follow it: `transfer-1`. */
  readonly id: string;
  readonly action: StepAction;
  readonly title: Phrase;
  /** What happens in it and why, for someone who has never done this. */
  readonly meaning: Phrase;
  /** Share of the whole in the progress bar; any positive number, they are added up. */
  readonly weight: number;
  readonly expectedSeconds: number;
  readonly safety: Safety;
}

/** FFF: the modem in application state takes a small image as a file and applies it later.
 *  ON_THE_FLY: the modem's updater writes a large image while it arrives. */
export type TransferWay = 'FFF' | 'ON_THE_FLY';

/** A warning that must be confirmed by its name before the plan may run. */
export interface PlanWarning {
  /** Identifies the rule: `same-version`, `downgrade`, `no-way-back`, … */
  readonly rule: string;
  readonly grade: WarningGrade;
  readonly sentence: Phrase;
  readonly consequence: Phrase;
}

/** Such a warning no general yes covers: only its own name confirms it. */
export function isDangerous({ grade }: Pick<PlanWarning, 'grade'>): boolean {
  return grade === 'dangerous';
}

/** The names of the dangerous ones among these warnings, each once. */
export function dangersOf(warnings: readonly PlanWarning[]): readonly string[] {
  return [...new Set(warnings.filter(isDangerous).map(({ rule }) => rule))];
}

/** Something only a person can do, and when. */
export interface ManualTask {
  readonly when: 'before' | 'during' | 'after';
  readonly sentence: Phrase;
}

export interface PlannedImage {
  readonly name: string;
  readonly size: number;
  /** Five digits, or null where neither content nor name tells. */
  readonly targetBuild: string | null;
}

/** What a plan says, whether it has its files or only their names. */
interface PlanOutline {
  readonly kind: 'plan';
  readonly method: MethodName;
  readonly finding: ModemFinding | BoardFinding;
  readonly steps: readonly PlanStep[];
  readonly warnings: readonly PlanWarning[];
  readonly manual: readonly ManualTask[];
  readonly expectedSeconds: number;
  /** What was measured on this board before, and is gone by. */
  readonly measured?: Phrase;
}

/** A whole upgrade and its files, so that it can't be run with any others. It stays in this process: `planSummary` describes it. */
export interface UpgradePlan extends PlanOutline {
  /** Checked, in the order in which they go. */
  readonly images: readonly FirmwareImage[];
  /** The one that was given. If a modem's own updater is missing, it's loaded although no step of the plan sends it. */
  readonly updater: FirmwareImage | null;
}

/** A plan as plain data, for events, the panel, storage and scripts. Nothing can be sent with it. */
export interface PlanSummary extends PlanOutline {
  readonly images: readonly PlannedImage[];
  /** Name of the updater; null if no step sends it. */
  readonly updater: string | null;
}

/** No plan, because the modem needs none: it runs as new a build as the files can safely bring, or what they bring. */
export interface NothingToDo {
  readonly kind: 'nothingToDo';
  /** What the modem runs. */
  readonly build: string;
  readonly sentence: Phrase;
}

/** No plan: a rule forbids it. `alternative` is what would be allowed instead. */
export interface Refusal {
  readonly kind: 'refusal';
  /** Identifies the rule that refuses. */
  readonly rule: string;
  readonly sentence: Phrase;
  readonly alternative: Phrase;
}

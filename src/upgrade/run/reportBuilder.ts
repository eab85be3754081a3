import { type Phrase, phrase } from '../../base/phrase';
import type { UpgradeError } from '../../base/upgradeError';
import type { Facts } from '../facts/fact';
import { isMirroring, lastReading } from '../facts/whatFollows';
import type { PlanStep, UpgradePlan } from '../plan/plan';
import { advised, type Begun, MIRROR_ENDS } from '../recovery/advice';
import { type ModemCondition, type Outcome, reportedError, type UpgradeReport } from '../report';
import { stepKind } from '../steps/steps';

/** What is counted in a run, as its report has it. */
export type Counted = Pick<UpgradeReport, 'bytes' | 'retries' | 'largestBlock'>;

export interface ReportBuilderDeps {
  readonly plan: UpgradePlan;
  readonly facts: Facts;
  readonly counted: Counted;
  readonly seconds: number;
  /** What the journal has of the run; undefined of one that was not begun. */
  readonly begun: Begun | undefined;
}

/** Makes the report of one run, whichever way it ended. */
export class ReportBuilder {
  private readonly parts: ReportBuilderDeps;

  constructor(parts: ReportBuilderDeps) {
    this.parts = parts;
  }

  upgraded(): UpgradeReport {
    return this.report('upgraded', 'upgraded', undefined);
  }

  /**
   * What comes after the last image can fail, or be left out, and changes nothing in a modem that was seen to run it.
   * @param left the step that failed or was left out
   */
  verified(left: PlanStep | undefined, failure: UpgradeError): UpgradeReport {
    const step = left?.title ?? '';
    if (failure.code === 'CANCELLED')
      return this.upgradedWith(
        phrase('The modem was already running the new version when you cancelled. Skipped: {step}.', {
          step,
        }),
      );
    return this.upgradedWith(
      phrase('The modem runs the new version. A later step failed: {step}. {reason}', {
        step,
        reason: failure.sentence,
      }),
      failure.remedy,
    );
  }

  /** Something failed, but the modem runs its new version: that decides, and the rest is a note. */
  reached({ sentence }: UpgradeError): UpgradeReport {
    return this.upgradedWith(
      phrase('The modem runs the new version, despite a problem during the upgrade: {reason}', {
        reason: sentence,
      }),
    );
  }

  /** @param begunSteps the steps so far, the one under way included */
  failed(
    failure: UpgradeError,
    condition: ModemCondition,
    begunSteps: readonly Pick<PlanStep, 'safety' | 'action'>[],
  ): UpgradeReport {
    return this.report(outcomeOf(failure, condition, begunSteps), condition, failure);
  }

  private upgradedWith(...notes: Phrase[]): UpgradeReport {
    const report = this.upgraded();
    return { ...report, next: [...notes, ...report.next] };
  }

  private report(
    outcome: Outcome,
    modemState: ModemCondition,
    failure: UpgradeError | undefined,
  ): UpgradeReport {
    const { plan, facts, counted, seconds, begun } = this.parts;
    const told = failure && begun ? advised(failure, begun) : failure;
    return {
      type: 'report',
      outcome,
      modemState,
      before: plan.finding.modem,
      after: lastReading(facts),
      method: plan.method,
      bytes: counted.bytes,
      seconds,
      retries: counted.retries,
      largestBlock: counted.largestBlock,
      error: told ? reportedError(told) : null,
      next: told ? [told.remedy] : this.afterwards(),
    };
  }

  private afterwards(): Phrase[] {
    const { plan, facts } = this.parts;
    const planned = plan.manual.filter(({ when }) => when === 'after').map(({ sentence }) => sentence);
    return [...new Set(isMirroring(facts) ? [...planned, MIRROR_ENDS] : planned)];
  }
}

/** Refused means that the modem was left alone, not only that somebody else than we is to blame. */
export function outcomeOf(
  { code, category }: Pick<UpgradeError, 'code' | 'category'>,
  condition: ModemCondition,
  begunSteps: readonly Pick<PlanStep, 'safety' | 'action'>[],
): Outcome {
  if (code === 'CANCELLED') return 'cancelled';
  const touched = begunSteps.some(
    ({ safety, action }) => safety !== 'nothingWritten' || stepKind(action).changesModem(action),
  );
  return category === 'failure' || touched || condition !== 'untouched' ? 'failed' : 'refused';
}

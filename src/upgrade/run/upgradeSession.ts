import { neverAborted } from '../../base/cancellation';
import { errors } from '../../base/errors';
import { type Phrase, phrase } from '../../base/phrase';
import { UpgradeError } from '../../base/upgradeError';
import type { StepProgress, UpgradeEvent } from '../events';
import { upgradeErrors } from '../errors';
import type { Journal } from '../journal/journal';
import type { RunRecord } from '../journal/runRecord';
import { whereaboutsOf } from '../inspect/knownPorts';
import { type FactList, factsFound } from '../facts/factList';
import { isVerified, stepsDone, stepUnderWay } from '../facts/whatFollows';
import { stepKind } from '../steps/steps';
import type { PerformContext } from './performContext';
import { PlanPerformer } from './planPerformer';
import type { PlanStep, UpgradePlan } from '../plan/plan';
import { planSummary } from '../plan/planSummary';
import { secondHalfDue } from '../recovery/standing';
import type { ModemCondition, UpgradeReport } from '../report';
import { ProgressMeter } from './progressMeter';
import { ReportBuilder } from './reportBuilder';
import type { RunOptions } from '../upgradeService';

/** Finding out after a failure what state the modem is in must end, too. */
const SETTLE_LIMIT_MS = 360_000;

/** What a session is given; the rest of the context it makes itself. */
export interface SessionDeps extends Omit<
  PerformContext,
  'plan' | 'keepRecord' | 'progress' | 'wait' | 'awaitHand' | 'notice' | 'moved' | 'skip'
> {
  readonly journal: Journal;
}

/**
 * One run of one plan: performs its steps in order, tells of them, and ends with a report whatever happens. The report is
 * its result and none of its events: its listener may use the port, which others keep until the session is over.
 */
export class UpgradeSession {
  private readonly plan: UpgradePlan;
  private readonly options: RunOptions;
  private readonly parts: SessionDeps;
  private readonly begun: number;
  /** Aborts the step under way; the user's own signal only asks for it. */
  private readonly stop = new AbortController();
  private readonly facts: FactList;
  private record: RunRecord | undefined;
  private warned = false;
  /** Why the step under way was not done, if it was not. */
  private skipped: Phrase | undefined;
  private readonly meter: ProgressMeter;

  constructor(plan: UpgradePlan, options: RunOptions, parts: SessionDeps) {
    this.plan = plan;
    this.options = options;
    this.parts = parts;
    this.begun = parts.clock.now();
    this.facts = factsFound(plan.finding);
    this.meter = new ProgressMeter(plan, parts.clock, (event) => this.emit(event));
  }

  /** Never rejects. Whatever happened, the port is closed and the journal knows how it ended. */
  async run(): Promise<UpgradeReport> {
    const context: PerformContext = {
      ...this.parts,
      plan: this.plan,
      keepRecord: async () => this.warn(await this.record?.keep()),
      progress: (bytes, total) => this.meter.progress(bytes, total),
      wait: (reason, ms) => this.meter.wait('silence', reason, ms),
      awaitHand: (request, ms) => this.meter.wait('hand', request, ms),
      notice: (level, text) => this.emit({ type: 'notice', level, text }),
      moved: (newPort) => this.emit({ type: 'moved', port: newPort }),
      skip: (reason) => (this.skipped = reason),
    };
    const performer = new PlanPerformer(context, this.facts);
    const onCancel = (): void => this.cancel();
    this.options.signal.addEventListener('abort', onCancel);
    let report: UpgradeReport;
    try {
      report = await this.performAll(performer);
    } finally {
      this.options.signal.removeEventListener('abort', onCancel);
      await performer.close(neverAborted()).catch((error: unknown) => {
        this.parts.logger.warn(`the port does not close: ${String(error)}`);
      });
    }
    if (this.record) this.warn(await this.parts.journal.close(this.record, report));
    return report;
  }

  private async performAll(performer: PlanPerformer): Promise<UpgradeReport> {
    this.emit({ type: 'plan', plan: planSummary(this.plan) });
    try {
      this.requireConfirmations();
      await performer.holdFiles();
      const record = await this.begin();
      for (const [index, step] of this.plan.steps.entries()) {
        this.requireGoOn(step);
        this.warn(await record.step(index, step.action));
        // It may have been cancelled meanwhile.
        this.requireGoOn(step);
        this.facts.append({ kind: 'stepBegan', step: index });
        this.meter.stepBegan(step);
        this.skipped = undefined;
        this.emit({ type: 'step', id: step.id, index, state: 'started' });
        await performer.perform(step, this.stop.signal);
        this.facts.append({ kind: 'stepEnded', step: index });
        this.meter.stepEnded(step);
        this.emit({ type: 'step', id: step.id, index, ...this.ended() });
      }
      return this.reports(performer).upgraded();
    } catch (error) {
      const failure = this.failureFrom(error);
      this.parts.logger.warn(`${failure.code}: ${failure.message}`);
      if (isVerified(this.facts.all)) return this.reports(performer).verified(this.nextStep, failure);
      const condition = this.soberly(await this.settle(performer));
      // What the modem says of itself outweighs whatever went wrong before it said it.
      if (condition === 'upgraded') return this.reports(performer).reached(failure);
      return this.reports(performer).failed(failure, condition, this.begunSteps);
    }
  }

  /** The step under way, or that was the last to begin. */
  private get step(): PlanStep | undefined {
    return this.plan.steps[stepUnderWay(this.facts.all) ?? -1];
  }

  /** The first that has not ended. */
  private get nextStep(): PlanStep | undefined {
    return this.plan.steps[stepsDone(this.facts.all)];
  }

  private ended(): StepProgress {
    const { skipped } = this;
    return skipped === undefined ? { state: 'done' } : { state: 'skipped', reason: skipped };
  }

  /** @throws CANCELLED before a step that a cancel may leave out */
  private requireGoOn({ safety }: PlanStep): void {
    // One that came while the step before was the last to begin counts, whatever this step is.
    const cancelled =
      this.stop.signal.aborted || (this.options.signal.aborted && safety !== 'doNotInterrupt');
    if (cancelled) throw errors.cancelled();
  }

  /** A modem that still waits for the second half of a pair is not upgraded, whatever it runs. */
  private soberly(condition: ModemCondition): ModemCondition {
    const halfWay = this.record !== undefined && secondHalfDue(this.record.begun) !== undefined;
    return condition === 'upgraded' && halfWay ? 'recoverable' : condition;
  }

  private failureFrom(error: unknown): UpgradeError {
    if (!(error instanceof UpgradeError)) return upgradeErrors.unexpected(error);
    const action = this.step?.action;
    return error.code === 'CANCELLED' && action && stepKind(action).leavesTransferOpen(action)
      ? errors.cancelledHalfway()
      : error;
  }

  /** @throws JOURNAL_UNWRITABLE, CANCELLED */
  private async begin(): Promise<RunRecord> {
    const { journal } = this.parts;
    const here = await whereaboutsOf(this.plan.finding.port, this.parts, this.stop.signal);
    return (this.record = await journal.begin(this.plan, here, this.facts));
  }

  /** Told once: a full disk stays full. */
  private warn(text: Phrase | undefined): void {
    if (text === undefined || this.warned) return;
    this.warned = true;
    this.emit({ type: 'notice', level: 'warning', text });
  }

  /** @throws CONFIRMATION_MISSING */
  private requireConfirmations(): void {
    const missing = this.plan.warnings.filter(({ rule }) => !this.options.confirmed.includes(rule));
    if (missing.length > 0)
      throw upgradeErrors.confirmationMissing(missing.map(({ rule }) => rule).join(', '));
  }

  private async settle(performer: PlanPerformer): Promise<ModemCondition> {
    const { step } = this;
    if (!step) return 'untouched';
    this.emit({ type: 'notice', level: 'info', text: phrase('Checking the modem’s state.') });
    // Not the run's own signal: after a cancel the modem must be put in order all the same.
    const limit = new AbortController();
    const timer = new AbortController();
    this.parts.clock.sleep(SETTLE_LIMIT_MS, timer.signal).then(
      () => limit.abort(),
      () => undefined,
    );
    try {
      return await performer.settle(step, limit.signal);
    } catch (error) {
      this.parts.logger.warn(`the modem's state was not found out: ${String(error)}`);
      return this.begunSteps.some(({ action }) => stepKind(action).changesModem(action))
        ? 'recoverable'
        : 'untouched';
    } finally {
      timer.abort();
    }
  }

  private cancel(): void {
    if (this.step?.safety === 'doNotInterrupt') {
      this.emit({
        type: 'cancelling',
        reason: phrase('It isn’t safe to stop now. The upgrade will stop at the next safe point.'),
      });
    } else {
      this.stop.abort();
    }
  }

  private reports(counted: PlanPerformer): ReportBuilder {
    const { plan, facts, record } = this;
    const seconds = Math.round((this.parts.clock.now() - this.begun) / 100) / 10;
    return new ReportBuilder({ plan, facts: facts.all, counted, seconds, begun: record?.begun });
  }

  /** The steps so far, the one under way included. */
  private get begunSteps(): readonly PlanStep[] {
    return this.plan.steps.slice(0, (stepUnderWay(this.facts.all) ?? -1) + 1);
  }

  private emit(event: UpgradeEvent): void {
    this.options.onEvent(event);
  }
}

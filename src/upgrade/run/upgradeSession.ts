import { errors } from '../../base/errors';
import { type Phrase, phrase, render } from '../../base/phrase';
import { UpgradeError } from '../../base/upgradeError';
import type { StepProgress, UpgradeEvent, WaitKind } from '../events';
import { upgradeErrors } from '../errors';
import type { Journal } from '../journal/journal';
import type { RunRecord } from '../journal/runRecord';
import { whereaboutsOf } from '../inspect/knownPorts';
import { stepKind } from '../steps/steps';
import type { PerformContext } from './performContext';
import { PlanPerformer } from './planPerformer';
import type { PlanStep, UpgradePlan } from '../plan/plan';
import { advised, MIRROR_ENDS } from '../recovery/advice';
import { secondHalfDue } from '../recovery/standing';
import { type ModemCondition, type Outcome, reportedError, type UpgradeReport } from '../report';
import { Throughput } from './throughput';
import type { RunOptions } from '../upgradeService';

/** Progress is told this often at most: a screen shows no more, and a log stays readable. */
const PROGRESS_INTERVAL_MS = 100;
/** A wait that is said again, with an end that hardly differs, is the same one: a request that was sent again. */
const SAME_WAIT_MS = 5000;
/** Finding out after a failure what state the modem is in must end, too. */
const SETTLE_LIMIT_MS = 360_000;

/** What a session is given; the rest of the context it makes itself. */
export interface SessionDeps extends Omit<
  PerformContext,
  'plan' | 'progress' | 'wait' | 'awaitHand' | 'notice' | 'moved' | 'skip'
> {
  readonly journal: Journal;
}

/**
 * One run of one plan: performs its steps in order, tells of them, and ends with a report whatever happens. The report is
 * its result and none of its events: whoever hears of it may use the port, which others keep until the session is over.
 */
export class UpgradeSession {
  private readonly plan: UpgradePlan;
  private readonly options: RunOptions;
  private readonly parts: SessionDeps;
  private readonly begun: number;
  /** Aborts the step under way; the user's own signal only asks for it. */
  private readonly stop = new AbortController();
  private step: PlanStep | undefined;
  private record: RunRecord | undefined;
  private warned = false;
  /** Why the step under way was not done, if it was not. */
  private skipped: Phrase | undefined;
  /** Number of steps that are done. */
  private done = 0;
  private doneWeight = 0;
  private throughput = new Throughput();
  private toldProgressAt = -Infinity;
  /** The wait that was told last, as long as nothing has come since. */
  private toldWait: { readonly id: string; readonly text: string; readonly until: number } | undefined;

  constructor(plan: UpgradePlan, options: RunOptions, parts: SessionDeps) {
    this.plan = plan;
    this.options = options;
    this.parts = parts;
    this.begun = parts.clock.now();
  }

  /** Never rejects. Whatever happened, the port is closed and the journal knows how it ended. */
  async run(): Promise<UpgradeReport> {
    const performer = new PlanPerformer({
      ...this.parts,
      plan: this.plan,
      progress: (bytes, total) => this.tellProgress(bytes, total),
      wait: (reason, ms) => this.tellWait('silence', reason, ms),
      awaitHand: (request, ms) => this.tellWait('hand', request, ms),
      notice: (level, text) => this.emit({ type: 'notice', level, text }),
      moved: (newPort) => this.emit({ type: 'moved', port: newPort }),
      skip: (reason) => (this.skipped = reason),
    });
    const onCancel = (): void => this.cancel();
    this.options.signal.addEventListener('abort', onCancel);
    let report: UpgradeReport;
    try {
      report = await this.performAll(performer);
    } finally {
      this.options.signal.removeEventListener('abort', onCancel);
      await performer.close(new AbortController().signal).catch((error: unknown) => {
        this.parts.logger.warn(`the port does not close: ${String(error)}`);
      });
    }
    if (this.record) this.warn(await this.parts.journal.close(this.record, report, performer));
    return report;
  }

  private async performAll(performer: PlanPerformer): Promise<UpgradeReport> {
    this.emit({ type: 'plan', plan: this.plan });
    try {
      this.requireConfirmations();
      await performer.holdFiles();
      const record = await this.begin();
      for (const [index, step] of this.plan.steps.entries()) {
        this.requireGoOn(step);
        this.warn(await record.step(index, step.action, performer.installing));
        // It may have been cancelled meanwhile.
        this.requireGoOn(step);
        this.step = step;
        this.throughput = new Throughput();
        this.skipped = undefined;
        this.emit({ type: 'step', id: step.id, index, state: 'started' });
        await performer.perform(step, this.stop.signal);
        this.done = index + 1;
        this.doneWeight += step.weight;
        this.emit({ type: 'step', id: step.id, index, ...this.ended() });
      }
      return this.report(performer, 'upgraded', 'upgraded', undefined);
    } catch (error) {
      const failure = this.failureFrom(error);
      this.parts.logger.warn(`${failure.code}: ${failure.message}`);
      if (performer.verified) return this.reportVerified(performer, failure);
      const condition = this.soberly(await this.settle(performer));
      // What the modem says of itself outweighs whatever went wrong before it said it.
      if (condition === 'upgraded') return this.reportReached(performer, failure);
      return this.report(performer, this.outcomeOf(failure, condition), condition, failure);
    }
  }

  private ended(): StepProgress {
    const { skipped } = this;
    return skipped === undefined ? { state: 'done' } : { state: 'skipped', reason: skipped };
  }

  /** @throws CANCELLED before a step that a cancel may leave out */
  private requireGoOn({ safety }: PlanStep): void {
    if (this.options.signal.aborted && safety !== 'doNotInterrupt') throw errors.cancelled();
  }

  /** What comes after the last image can fail, or be left out, and changes nothing in a modem that was seen to run it. */
  private reportVerified(performer: PlanPerformer, failure: UpgradeError): UpgradeReport {
    const report = this.report(performer, 'upgraded', 'upgraded', undefined);
    const step = this.plan.steps[this.done]?.title ?? '';
    const left =
      failure.code === 'CANCELLED'
        ? [
            phrase('The modem was already running the new version when you cancelled. Skipped: {step}.', {
              step,
            }),
          ]
        : [
            phrase('The modem runs the new version. A later step failed: {step}. {reason}', {
              step,
              reason: failure.sentence,
            }),
            failure.remedy,
          ];
    return { ...report, next: [...left, ...report.next] };
  }

  /** A modem that still waits for the second half of a pair is not upgraded, whatever it runs. */
  private soberly(condition: ModemCondition): ModemCondition {
    const halfWay = this.record !== undefined && secondHalfDue(this.record.begun) !== undefined;
    return condition === 'upgraded' && halfWay ? 'recoverable' : condition;
  }

  /** Something failed, and the modem was found to run its new version all the same: that decides, and the rest is a note. */
  private reportReached(performer: PlanPerformer, { sentence }: UpgradeError): UpgradeReport {
    const report = this.report(performer, 'upgraded', 'upgraded', undefined);
    const note = phrase('The modem runs the new version, despite a problem during the upgrade: {reason}', {
      reason: sentence,
    });
    return { ...report, next: [note, ...report.next] };
  }

  private failureFrom(error: unknown): UpgradeError {
    if (!(error instanceof UpgradeError)) return upgradeErrors.unexpected(error);
    return error.code === 'CANCELLED' &&
      this.step &&
      stepKind(this.step.action).leavesTransferOpen(this.step.action)
      ? errors.cancelledHalfway()
      : error;
  }

  /** @throws JOURNAL_UNWRITABLE, CANCELLED */
  private async begin(): Promise<RunRecord> {
    const { journal, firmware } = this.parts;
    const here = await whereaboutsOf(this.plan.finding.port, this.parts, this.stop.signal);
    return (this.record = await journal.begin(this.plan, firmware, here));
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
    if (!this.step) return 'untouched';
    this.emit({ type: 'notice', level: 'info', text: phrase('Checking the modem’s state.') });
    // Not the run's own signal: after a cancel the modem must be put in order all the same.
    const limit = new AbortController();
    const timer = new AbortController();
    this.parts.clock.sleep(SETTLE_LIMIT_MS, timer.signal).then(
      () => limit.abort(),
      () => undefined,
    );
    try {
      return await performer.settle(this.step, limit.signal);
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

  private report(
    performer: PlanPerformer,
    outcome: Outcome,
    modemState: ModemCondition,
    failure: UpgradeError | undefined,
  ): UpgradeReport {
    const { finding } = this.plan;
    const told = failure && this.record ? advised(failure, this.record.begun, performer) : failure;
    return {
      type: 'report',
      outcome,
      modemState,
      before: finding.modem,
      after: performer.reading,
      method: this.plan.method,
      bytes: performer.bytes,
      seconds: Math.round((this.parts.clock.now() - this.begun) / 100) / 10,
      retries: performer.retries,
      largestBlock: performer.largestBlock,
      error: told ? reportedError(told) : null,
      next: told ? [told.remedy] : this.afterwards(performer.mirroring),
    };
  }

  /** Refused means that the modem was left alone, not only that somebody else than we is to blame. */
  private outcomeOf({ code, category }: UpgradeError, condition: ModemCondition): Outcome {
    if (code === 'CANCELLED') return 'cancelled';
    const touched = this.begunSteps.some(
      ({ safety, action }) => safety !== 'nothingWritten' || stepKind(action).changesModem(action),
    );
    return category === 'failure' || touched || condition !== 'untouched' ? 'failed' : 'refused';
  }

  /** The steps so far, the one under way included. */
  private get begunSteps(): readonly PlanStep[] {
    const { step } = this;
    return step ? this.plan.steps.slice(0, this.plan.steps.indexOf(step) + 1) : [];
  }

  private afterwards(mirroring: boolean): Phrase[] {
    const planned = this.plan.manual.filter(({ when }) => when === 'after').map(({ sentence }) => sentence);
    return [...new Set(mirroring ? [...planned, MIRROR_ENDS] : planned)];
  }

  private tellProgress(bytes: number, total: number): void {
    const { step } = this;
    if (!step) return;
    const now = this.parts.clock.now();
    this.throughput.add(now, bytes);
    this.toldWait = undefined;
    if (bytes < total && now - this.toldProgressAt < PROGRESS_INTERVAL_MS) return;
    this.toldProgressAt = now;
    const rate = this.throughput.bytesPerSecond;
    const share = total === 0 ? 1 : bytes / total;
    const weights = this.plan.steps.reduce((sum, { weight }) => sum + weight, 0);
    const later = this.plan.steps.slice(this.plan.steps.indexOf(step) + 1);
    const laterSeconds = later.reduce((sum, { expectedSeconds }) => sum + expectedSeconds, 0);
    const thisSeconds = rate > 0 ? (total - bytes) / rate : step.expectedSeconds * (1 - share);
    this.emit({
      type: 'progress',
      id: step.id,
      bytes,
      total,
      rate: Math.round(rate),
      fraction: (this.doneWeight + share * step.weight) / weights,
      remainingSeconds: Math.round(thisSeconds + laterSeconds),
    });
  }

  private tellWait(kind: WaitKind, reason: Phrase, ms: number): void {
    const { step, toldWait } = this;
    if (!step) return;
    const until = this.parts.clock.wallTime() + ms;
    const text = render(reason);
    if (toldWait?.id === step.id && toldWait.text === text && Math.abs(until - toldWait.until) < SAME_WAIT_MS)
      return;
    this.toldWait = { id: step.id, text, until };
    this.emit({ type: 'wait', id: step.id, kind, reason, until });
  }

  private emit(event: UpgradeEvent): void {
    this.options.onEvent(event);
  }
}

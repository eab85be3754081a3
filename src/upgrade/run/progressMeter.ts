import type { Clock } from '../../base/clock';
import type { Listener } from '../../base/emitter';
import { type Phrase, render } from '../../base/phrase';
import type { UpgradeEvent, WaitKind } from '../events';
import type { PlanStep, UpgradePlan } from '../plan/plan';
import { Throughput } from './throughput';

/** Progress is reported this often at most: a screen shows no more, and a log stays readable. */
const PROGRESS_INTERVAL_MS = 100;
/** A wait that is said again, with an end that hardly differs, is the same one: a request that was sent again. */
const SAME_WAIT_MS = 5000;

/** How far one run has come: tells of the bytes of the step under way, and of its waits. Without such a step it says nothing. */
export class ProgressMeter {
  private readonly steps: UpgradePlan['steps'];
  private readonly clock: Clock;
  private readonly emit: Listener<UpgradeEvent>;
  private step: PlanStep | undefined;
  private doneWeight = 0;
  private throughput = new Throughput();
  private toldProgressAt = -Infinity;
  /** The wait that was reported last, as long as nothing has come since. */
  private toldWait: { readonly id: string; readonly text: string; readonly until: number } | undefined;

  constructor({ steps }: UpgradePlan, clock: Clock, emit: Listener<UpgradeEvent>) {
    this.steps = steps;
    this.clock = clock;
    this.emit = emit;
  }

  stepBegan(step: PlanStep): void {
    this.step = step;
    this.throughput = new Throughput();
  }

  stepEnded({ weight }: PlanStep): void {
    this.doneWeight += weight;
  }

  /** As that of `PerformContext`. */
  progress(bytes: number, total: number): void {
    const { step } = this;
    if (!step) return;
    const now = this.clock.now();
    this.throughput.add(now, bytes);
    this.toldWait = undefined;
    if (bytes < total && now - this.toldProgressAt < PROGRESS_INTERVAL_MS) return;
    this.toldProgressAt = now;
    const rate = this.throughput.bytesPerSecond;
    const share = total === 0 ? 1 : bytes / total;
    const weights = this.steps.reduce((sum, { weight }) => sum + weight, 0);
    const later = this.steps.slice(this.steps.indexOf(step) + 1);
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

  /** @param ms how long it may last */
  wait(kind: WaitKind, reason: Phrase, ms: number): void {
    const { step, toldWait } = this;
    if (!step) return;
    const until = this.clock.wallTime() + ms;
    const text = render(reason);
    if (toldWait?.id === step.id && toldWait.text === text && Math.abs(until - toldWait.until) < SAME_WAIT_MS)
      return;
    this.toldWait = { id: step.id, text, until };
    this.emit({ type: 'wait', id: step.id, kind, reason, until });
  }
}

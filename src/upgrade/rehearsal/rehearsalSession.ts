import { errors } from '../../base/errors';
import { type Phrase, phrase } from '../../base/phrase';
import { POWER_OFF } from '../../base/powerOff';
import { isUpgradeError, type UpgradeError } from '../../base/upgradeError';
import { removeFromBoard } from '../../board/transfer/boardFiles';
import { asUpgradeError, LEAVE_ON_AND_READ } from '../errors';
import type { WaitKind } from '../events';
import type { Check } from './check';
import { checksFor } from './checks';
import {
  type CheckReport,
  type CheckResult,
  failed,
  notRun,
  type RehearsalOptions,
  type RehearsalReport,
  type RehearsalRequest,
} from './rehearsal';
import { RehearsalContext, type RehearsalDeps } from './rehearsalContext';
import { rehearsalReport } from './rehearsalReport';

/** Putting a board back in order, after a cancel too. */
const CLEANING_LIMIT_MS = 30_000;

/** No check may come after these: there is nobody to ask, or the board must not be interrupted. */
const ENDS_IT = ['CANCELLED', 'PORT_UNPLUGGED', 'BOARD_UPGRADING'] as const;

const LEAVES_MIRROR = phrase('{powerOff}. Only that ends MIRROR mode.', { powerOff: POWER_OFF });

/** One rehearsal: runs the checks in order and restores the board, whatever happens. */
export class RehearsalSession {
  private readonly request: RehearsalRequest;
  private readonly parts: RehearsalDeps;
  private readonly options: RehearsalOptions;
  private readonly context: RehearsalContext;
  private readonly reports: CheckReport[] = [];
  private readonly startedAt: number;
  private current = '';

  constructor(request: RehearsalRequest, parts: RehearsalDeps, options: RehearsalOptions) {
    this.request = request;
    this.parts = parts;
    this.options = options;
    this.startedAt = parts.clock.now();
    this.context = new RehearsalContext(request, parts, {
      wait: (reason, ms) => this.tellWait('silence', reason, ms),
      awaitHand: (reason, ms) => this.tellWait('hand', reason, ms),
      notice: (level, text) => this.options.onEvent({ type: 'notice', level, text }),
      moved: (port) => this.options.onEvent({ type: 'moved', port }),
    });
  }

  /** Never rejects. The port is closed at the end; the report is the caller's to pass on. */
  async run(): Promise<RehearsalReport> {
    let broken: UpgradeError | undefined;
    try {
      await this.makeChecks();
    } catch (error) {
      broken = asUpgradeError(error);
      this.parts.logger.warn(`the rehearsal ended early: ${broken.message}`);
    }
    const leftBehind = await this.putBack();
    await this.parts.record.note({ ended: true });
    return rehearsalReport(this.request, {
      checks: this.reports,
      leftBehind,
      broken,
      seconds: Math.round((this.parts.clock.now() - this.startedAt) / 100) / 10,
    });
  }

  /** @throws what `ENDS_IT` names */
  private async makeChecks(): Promise<void> {
    const checks = checksFor(this.request);
    for (const [index, check] of checks.entries()) {
      if (this.options.signal.aborted) throw errors.cancelled();
      this.current = check.id;
      const total = checks.length;
      const event = { type: 'check', id: check.id, index, total, title: check.title } as const;
      this.options.onEvent({ ...event, result: null });
      const result = await this.make(check);
      this.reports.push(result);
      this.options.onEvent({ ...event, result });
      if (result.outcome === 'failed' && check.stopsWhenFailed) {
        this.skip(checks.slice(index + 1));
        return;
      }
    }
  }

  /** @throws what `ENDS_IT` names */
  private async make(check: Check): Promise<CheckReport> {
    const begun = this.parts.clock.now();
    const result = await this.resultOf(check);
    const seconds = Math.round((this.parts.clock.now() - begun) / 100) / 10;
    return { id: check.id, title: check.title, seconds, ...result };
  }

  private async resultOf(check: Check): Promise<CheckResult> {
    try {
      return await check.perform(this.context, this.options.signal);
    } catch (error) {
      if (ENDS_IT.some((code) => isUpgradeError(error, code))) throw error;
      const { sentence, remedy, message } = asUpgradeError(error);
      this.parts.logger.warn(`${check.id}: ${message}`);
      return failed(sentence, remedy);
    }
  }

  private skip(checks: readonly Check[]): void {
    for (const { id, title } of checks)
      this.reports.push({
        id,
        title,
        seconds: 0,
        ...notRun(phrase('Not tested, because an earlier check failed.')),
      });
  }

  /** @returns what could not be put back */
  private async putBack(): Promise<Phrase[]> {
    const { context, parts } = this;
    const limit = new AbortController();
    const timer = new AbortController();
    parts.clock.sleep(CLEANING_LIMIT_MS, timer.signal).then(
      () => limit.abort(),
      () => undefined,
    );
    const left: Phrase[] = [];
    try {
      const files = context.leftOnBoard;
      if (files.length > 0 && !context.mirroring) {
        const link = await context.boardLink(limit.signal);
        await removeFromBoard(link.client, files, limit.signal);
        for (const file of files) await context.tookAway(file);
      }
    } catch (error) {
      parts.logger.warn(`the test file may still be on the board: ${String(error)}`);
    }
    for (const path of context.leftOnBoard)
      left.push(phrase('{path} may still be on the board. The next rehearsal deletes it.', { path }));
    if (context.mirroring)
      left.push(
        phrase('The board is in MIRROR mode. {remedy}', {
          remedy: context.modemIsAtWork ? LEAVE_ON_AND_READ : LEAVES_MIRROR,
        }),
      );
    try {
      await context.close(limit.signal);
    } catch (error) {
      parts.logger.warn(`the port does not close: ${String(error)}`);
    } finally {
      timer.abort();
    }
    return left;
  }

  private tellWait(kind: WaitKind, reason: Phrase, ms: number): void {
    const until = this.parts.clock.wallTime() + ms;
    this.options.onEvent({ type: 'wait', id: this.current, kind, reason, until });
  }
}

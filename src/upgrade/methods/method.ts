import type { Clock } from '../../base/clock';
import type { Logger } from '../../base/logger';
import type { Phrase } from '../../base/phrase';
import type { ModemReading } from '../../modem/modemReading';
import type { OpenTransport } from '../../transport/transport';
import type { NoticeEvent } from '../events';
import type { PlanStep, UpgradePlan } from '../plan';
import type { ModemCondition } from '../report';
import type { FirmwareSet } from '../upgradeService';

/** What a method may use of its surroundings, and how it tells of what it does. */
export interface MethodContext {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly openTransport: OpenTransport;
  readonly plan: UpgradePlan;
  readonly firmware: FirmwareSet;
  readonly tuning: { readonly blockBytes: number | null };
  /** Bytes of the current step's payload that the modem has taken. */
  progress(bytes: number, total: number): void;
  /** Silence is normal from now on, for `ms` milliseconds at most. */
  wait(reason: Phrase, ms: number): void;
  notice(level: NoticeEvent['level'], text: Phrase): void;
}

/** One way of getting an image into the modem; made for one run and thrown away after it. */
export interface Method {
  /** @throws an UpgradeError whose step then counts as failed */
  perform(step: PlanStep, signal: AbortSignal): Promise<void>;
  /**
   * After a failure or a cancel: puts back what can be put back and finds out what state the modem is in.
   * @param step that failed or was cancelled
   */
  settle(step: PlanStep, signal: AbortSignal): Promise<ModemCondition>;
  /** What was read of the modem last, since the run began; null when nothing was. */
  readonly reading: ModemReading | null;
  /** Bytes of images and updater that the modem acknowledged, and requests that had to be repeated. */
  readonly bytes: number;
  readonly retries: number;
  /** Releases the port. Called once, at the very end. */
  close(): Promise<void>;
}

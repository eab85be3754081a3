import type { Listener } from '../base/emitter';
import type { FirmwareImage } from '../firmware/firmwareImage';
import type { ByteSource } from '../base/byteSource';
import type { PortList } from '../transport/ports';
import type { UpgradeEvent } from './events';
import type { Finding } from './inspect/finding';
import type { FirmwareSet, PlanOptions } from './select/firmwareSets';
import type { JournalEntry } from './journal/journalEntry';
import type { Refusal, UpgradePlan } from './plan/plan';
import type { FirmwareAtHand, Recommendation } from './select/recommend';
import type { Diagnosis } from './recovery/diagnose';
import type { Repair } from './recovery/repair';
import type { LeftByRehearsal } from './rehearsal/leftByRehearsal';
import type { RehearsalOptions, RehearsalReport, RehearsalRequest } from './rehearsal/rehearsal';
import type { UpgradeReport } from './report';

export type { FirmwareSet, PlanOptions } from './select/firmwareSets';

export interface RunOptions {
  /** Rules of the plan's warnings that the user accepted, each by its name. */
  readonly confirmed: readonly string[];
  readonly signal: AbortSignal;
  readonly onEvent: Listener<UpgradeEvent>;
}

export interface RepairOptions {
  /** What the user agreed to, by its identity: a repair is never done because an earlier one was agreed to. */
  readonly confirmed: Repair['id'];
  readonly signal: AbortSignal;
  readonly onEvent: Listener<UpgradeEvent>;
}

/** The engine under every user interface; it owns the upgrade sessions, one for each port. */
export interface UpgradeService {
  /** @throws SERIAL_MODULE_MISSING */
  listPorts(): Promise<PortList>;
  /** Upgrades that were begun, by whichever window or command line, and did not end well; oldest first. Never rejects. */
  unfinished(): Promise<JournalEntry[]>;
  /**
   * What rehearsals that were cut off left on boards, oldest first, with what to do about it; of the board that was found, where that is
   * given. Nothing where an upgrade that was begun since forbids that advice. Never rejects.
   */
  interruptedRehearsals(finding?: Finding): Promise<LeftByRehearsal[]>;
  /** Never speaks of an unfinished upgrade again. */
  forget(id: JournalEntry['id']): Promise<void>;
  /** What state the modem is in and the way out of it, by what was found and what was begun there. Pure. */
  diagnose(finding: Finding, unfinished: readonly JournalEntry[]): Diagnosis;
  /**
   * Does one repair, which the user has agreed to, if another look shows the same board in the same condition; whether it helped is
   * seen by inspecting again.
   * @throws CONFIRMATION_MISSING, REPAIR_NOT_POSSIBLE, REPAIR_OUTDATED, and the errors of `inspect` and of the board
   */
  repair(repair: Repair, finding: Finding, options: RepairOptions): Promise<void>;
  /**
   * What is at the port. Writes nothing; a program that runs on a board is stopped, if need be by a restart. Where an upgrade by the board's own tool was cut off, its end is awaited first; one that somebody else began is left alone.
   * @throws PORT_NOT_FOUND, PORT_BUSY, PORT_NO_PERMISSION, PORT_OPEN_FAILED, PORT_IN_USE_BY_SESSION,
   * PORT_IN_USE_ELSEWHERE, BOARD_UPGRADING, CANCELLED
   */
  inspect(port: string, onEvent: Listener<UpgradeEvent>, signal: AbortSignal): Promise<Finding>;
  /**
   * What a file is and whether it is whole.
   * @throws one of the FILE_ errors, naming what is wrong and at which offset
   */
  check(source: ByteSource): Promise<FirmwareImage>;
  /** The whole way, or the reason why not. Pure: nothing is opened, nothing is written. */
  plan(finding: Finding, firmware: FirmwareSet, options: PlanOptions): UpgradePlan | Refusal;
  /** Which of the files at hand are for this modem, and what else would be possible. Pure. */
  recommend(finding: Finding, atHand: FirmwareAtHand, options: PlanOptions): Recommendation;
  /**
   * As `plan`, with what lies beside the chosen files: the other half, the updater, and what a refusal may point to.
   * @throws NO_IMAGE, IMAGES_DO_NOT_BELONG
   */
  planChosen(
    finding: Finding,
    chosen: FirmwareSet,
    atHand: FirmwareAtHand,
    options: PlanOptions,
  ): Recommendation;
  /**
   * Tries on the board all that an upgrade will need and writes nothing to the modem; the board is put back as it was. Never
   * rejects: whatever happens is in the report, which is also the last event.
   */
  rehearse(request: RehearsalRequest, options: RehearsalOptions): Promise<RehearsalReport>;
  /** Performs a plan, with its files. Never throws: whatever happens is in the report, which is also the last event. */
  run(plan: UpgradePlan, options: RunOptions): Promise<UpgradeReport>;
}

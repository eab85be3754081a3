import type { Phrase } from '../../base/phrase';
import type { CheckResult, RehearsalRequest } from './rehearsal';
import type { RehearsalContext } from './rehearsalContext';

/** One thing that an upgrade needs and that can be tried without writing to the modem. One file each, in `checks/`. */
export interface Check {
  /** Stable: reports and the journal know it by this. */
  readonly id: string;
  readonly title: Phrase;
  /** Whether the upgrade that is rehearsed needs it. */
  readonly isNeeded: (request: RehearsalRequest) => boolean;
  /** Whether the checks behind it make no sense once it failed. */
  readonly stopsWhenFailed: boolean;
  /** @throws UpgradeError, which counts as failed; CANCELLED and PORT_UNPLUGGED end the rehearsal */
  readonly perform: (context: RehearsalContext, signal: AbortSignal) => Promise<CheckResult>;
}

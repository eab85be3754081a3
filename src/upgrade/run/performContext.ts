import type { Clock } from '../../base/clock';
import type { Logger } from '../../base/logger';
import type { Phrase } from '../../base/phrase';
import type { HeldImages } from '../../firmware/imageInMemory';
import type { ListPorts } from '../../transport/ports';
import type { OpenTransport } from '../../transport/transport';
import type { NoticeEvent } from '../events';
import type { BlockSizes } from './blockSizes';
import type { UpgradePlan } from '../plan/plan';
import type { UploadRates } from '../plan/uploadRates';

/** What performing a step may use of its surroundings, and how it tells of what it does. */
export interface PerformContext {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly openTransport: OpenTransport;
  readonly listPorts: ListPorts;
  /** As that of `PortListing`. */
  readonly canonicalPort: (port: string) => Promise<string>;
  /** As that of `HeldPorts`. */
  readonly alsoHold: (path: string) => Promise<void>;
  readonly plan: UpgradePlan;
  /** Shared by all upgrades that are under way. */
  readonly heldImages: HeldImages;
  readonly tuning: { readonly blockBytes: number | null };
  readonly uploadRates: UploadRates;
  readonly blockSizes: Pick<BlockSizes, 'tooLargeFor' | 'remember'>;
  /** Has what happened so far written down, in the middle of a step. */
  keepRecord(): Promise<void>;
  /** Bytes of the current step's payload that the modem has taken. */
  progress(bytes: number, total: number): void;
  /** Silence is normal from now on, for `ms` milliseconds at most. */
  wait(reason: Phrase, ms: number): void;
  /** A person has `ms` milliseconds for what `request` asks. */
  awaitHand(request: Phrase, ms: number): void;
  notice(level: NoticeEvent['level'], text: Phrase): void;
  /** The board is at this port now, after its power was off. */
  moved(port: string): void;
  /** The step under way ends without having been done, for this reason; the upgrade goes on. */
  skip(reason: Phrase): void;
}

import type { UpgradeService } from '../upgrade/upgradeService';
import type { Terminal } from './terminal';

/** What every command gets. */
export interface CommandContext {
  readonly terminal: Terminal;
  readonly service: UpgradeService;
  /** Aborts on Ctrl-C. */
  readonly signal: AbortSignal;
  readonly json: boolean;
}

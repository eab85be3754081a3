import type { UpgradeService } from '../upgrade';
import { shown } from './shown';
import type { Terminal } from './terminal';

/** What Ctrl-Z sends. Windows has none. */
const STOP = 'SIGTSTP';

/** The part of the process that tells of signals. */
export interface Signals {
  on(signal: typeof STOP, listener: () => void): unknown;
  off(signal: typeof STOP, listener: () => void): unknown;
}

/**
 * The same service, whose upgrades Ctrl-Z does not stop: a modem would wait in the middle of a transfer, and the port's lock would look held.
 * At all other times it does what it always does.
 */
export function unpaused(
  service: UpgradeService,
  terminal: Pick<Terminal, 'err'>,
  signals: Signals,
): UpgradeService {
  let underWay = 0;
  const tell = (): void => {
    terminal.err(
      shown`An upgrade can’t be paused, so it continues. Ctrl-C stops it at the next safe point.\n`,
    );
  };
  return {
    ...service,
    run: async (...upgrade) => {
      if (++underWay === 1) signals.on(STOP, tell);
      try {
        return await service.run(...upgrade);
      } finally {
        if (--underWay === 0) signals.off(STOP, tell);
      }
    },
  };
}

import type { Phrase } from '../base/phrase';
import type { UpgradeError } from '../base/upgradeError';
import type { OpenTransport } from '../transport/transport';

/** Says something to the user while the port is in use. */
export type Tell = (level: 'info' | 'warning', text: Phrase) => void;

/** A port that others in this process may have, for one piece of work. */
export interface PortLoan {
  /** The same failure, with the name of the holder if the port is in use. */
  readonly explain: (error: UpgradeError) => Promise<UpgradeError>;
  /** The board may be at work on its modem: afterwards nobody gets the port back who could interrupt it. */
  readonly leaveUndisturbed: () => void;
}

/**
 * Whoever else in this process may have a port, as the other extensions in VS Code: each lets go of it while work needs it, and
 * has it back afterwards.
 */
export interface PortBroker {
  /** Opens a port; if another extension holds it, asks that extension first. */
  opener(open: OpenTransport): OpenTransport;
  /** @throws what the work throws, explained */
  withPort<T>(port: string, work: (loan: PortLoan) => Promise<T>, tell: Tell): Promise<T>;
}

const NO_LOAN: PortLoan = {
  explain: (error) => Promise.resolve(error),
  leaveUndisturbed: () => undefined,
};

/** Where nobody else has ports, as on the command line. */
export const nobodyElse: PortBroker = {
  opener: (open) => open,
  withPort: (_port, work) => work(NO_LOAN),
};

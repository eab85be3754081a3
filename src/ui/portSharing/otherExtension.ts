import type { Phrase } from '../../base/phrase';

/**
 * Why a port is asked for: it is about to be opened, or opening it has just failed because somebody holds it. A holder
 * that cannot tell which port it has lets go for the second reason alone.
 */
export type Occasion = 'opening' | 'busy';

/** Another extension that may have a board's port open. Nothing here ever rejects: what goes wrong there is logged. */
export interface PortHolder {
  /** As users know it. */
  readonly name: string;
  /** Whether it says so itself; false where it does not tell. */
  holds(port: string): Promise<boolean>;
  /**
   * Asks it to let go of the port.
   * @returns undefined when it did not have it
   */
  release(port: string, occasion: Occasion, signal: AbortSignal): Promise<PortLease | undefined>;
}

/** What was taken, and goes back. */
export interface PortLease {
  /** What the user should know while it is taken. */
  readonly warning?: Phrase;
  /** Whether its owner may stop what runs on the board when it takes the port back. */
  readonly interrupts?: boolean;
  /**
   * Within seconds, whatever its owner does.
   * @param port where the board is now, which may not be where it was
   * @returns whether its owner has it again
   */
  giveBack(port: string): Promise<boolean>;
}

import { neverAborted } from '../../base/cancellation';
import type { Logger } from '../../base/logger';
import { phrase } from '../../base/phrase';
import { isUpgradeError, type UpgradeError } from '../../base/upgradeError';
import { isNetworkPort } from '../../transport/networkAddress';
import type { OpenTransport } from '../../transport/transport';
import { nobodyElse, type PortBroker, type PortLoan, type Tell } from '../../upgrade';
import { portErrors } from './errors';
import type { Occasion, PortHolder, PortLease } from './otherExtension';

/** What was taken for one piece of work. */
interface Loan extends PortLoan {
  readonly leases: Map<PortHolder, PortLease>;
  readonly tell: Tell;
  /** The path it was opened by last: a board that was restarted may come back under another. */
  port: string;
  /** Whether nobody may get it back who could interrupt the board. */
  isUndisturbed: boolean;
}

/** What ends work with a board whose own tool may go on. */
const TOOL_AT_WORK: readonly UpgradeError['code'][] = ['BOARD_UPGRADING', 'TOOL_SILENT'];

/** Asks other extensions for a port while something is done with it, and gives it back afterwards, whatever happened. */
export class PortSharing implements PortBroker {
  private readonly loans = new Map<string, Loan>();

  constructor(
    private readonly holders: readonly PortHolder[],
    private readonly logger: Logger,
  ) {}

  /**
   * Whatever opens the port meanwhile, through `opener`, finds it free.
   * @throws what the work throws; PORT_BUSY and PORT_UNPLUGGED name the holder whose doing it was
   */
  async withPort<T>(
    port: string,
    work: (loan: PortLoan) => Promise<T>,
    tell: Tell = () => undefined,
  ): Promise<T> {
    if (isNetworkPort(port) || this.loans.has(port)) return nobodyElse.withPort(port, work, tell);
    const loan: Loan = {
      leases: new Map(),
      tell,
      port,
      isUndisturbed: false,
      explain: (error) => this.explain(loan, error),
      leaveUndisturbed: () => (loan.isUndisturbed = true),
    };
    this.loans.set(port, loan);
    try {
      return await work(loan);
    } catch (error) {
      throw isUpgradeError(error) ? await this.explain(loan, error) : error;
    } finally {
      this.loans.delete(port);
      if (loan.isUndisturbed) this.keepFromInterrupting(loan);
      await this.giveBack(loan);
    }
  }

  /** Asks before each opening: a holder may have taken the port again while the board restarted. */
  opener(open: OpenTransport): OpenTransport {
    return async (path, bitsPerSecond, signal) => {
      const loan = isNetworkPort(path) ? undefined : this.loanFor(path);
      if (!loan) return open(path, bitsPerSecond, signal);
      loan.port = path;
      await this.ask(loan, 'opening', signal);
      try {
        return await open(path, bitsPerSecond, signal);
      } catch (error) {
        if (!isUpgradeError(error, 'PORT_BUSY') || !(await this.ask(loan, 'busy', signal))) throw error;
        return open(path, bitsPerSecond, signal);
      }
    };
  }

  /** The same failure with the holder's name, if it is a holder's doing. */
  private async explain(loan: Loan, error: UpgradeError): Promise<UpgradeError> {
    // Left alone by us, it is not to be interrupted by others on our behalf.
    if (TOOL_AT_WORK.some((code) => code === error.code)) loan.leaveUndisturbed();
    if (error.code !== 'PORT_BUSY' && error.code !== 'PORT_UNPLUGGED') return error;
    for (const holder of this.holders) {
      if (!(await this.hasAgain(loan, holder))) continue;
      const told = error.code === 'PORT_BUSY' ? portErrors.heldBy : portErrors.takenBy;
      return told(loan.port, holder.name, error);
    }
    return error;
  }

  /** One that does not tell whether it has the port tells by letting go. */
  private async hasAgain(loan: Loan, holder: PortHolder): Promise<boolean> {
    if (await holder.holds(loan.port)) return true;
    return this.take(loan, holder, 'opening', neverAborted());
  }

  /** One after the other: what the first lets go of, the next does not have. @returns whether any did */
  private async ask(loan: Loan, occasion: Occasion, signal: AbortSignal): Promise<boolean> {
    let any = false;
    for (const holder of this.holders) any = (await this.take(loan, holder, occasion, signal)) || any;
    return any;
  }

  private async take(
    loan: Loan,
    holder: PortHolder,
    occasion: Occasion,
    signal: AbortSignal,
  ): Promise<boolean> {
    const lease = await holder.release(loan.port, occasion, signal);
    if (!lease) return false;
    this.logger.info(`${holder.name} was asked to let go of ${loan.port}`);
    // The first lease knows how it was before any of this.
    if (loan.leases.has(holder)) return true;
    loan.leases.set(holder, lease);
    loan.tell('info', phrase('{holder} has released the port for now.', { holder: holder.name }));
    if (lease.warning) loan.tell('warning', lease.warning);
    return true;
  }

  private keepFromInterrupting({ leases, tell }: Loan): void {
    for (const [holder, { interrupts }] of leases) {
      if (interrupts !== true) continue;
      leases.delete(holder);
      tell(
        'warning',
        phrase('{holder} isn’t reconnected: that could interrupt the board.', { holder: holder.name }),
      );
    }
  }

  /** All at once: each has its own deadline. */
  private async giveBack({ leases, port }: Loan): Promise<void> {
    await Promise.all(
      [...leases].map(async ([{ name }, lease]) => {
        if (await lease.giveBack(port)) this.logger.info(`${name} has ${port} again`);
        else this.logger.warn(`${name} could not take ${port} back`);
      }),
    );
  }

  /** A board that was restarted may be opened by another name than it was taken by. */
  private loanFor(path: string): Loan | undefined {
    return this.loans.get(path) ?? (this.loans.size === 1 ? [...this.loans.values()][0] : undefined);
  }
}

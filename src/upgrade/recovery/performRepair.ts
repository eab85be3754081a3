import type { Clock } from '../../base/clock';
import type { Logger } from '../../base/logger';
import { type Phrase, phrase } from '../../base/phrase';
import { REPL_BAUD } from '../../board/raiseRate';
import type { OpenTransport } from '../../transport/transport';
import { BoardLink } from '../boardLink';
import { upgradeErrors } from '../errors';
import type { BoardFinding, Finding, ModemFinding } from '../finding';
import { ModemLink } from '../modemLink';
import type { Repair, RepairHand } from './repair';

/** A modem that was told to start anew answers after some seconds. */
const RESTART_MS = 30_000;

export interface RepairContext {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly openTransport: OpenTransport;
  /** Silence is normal from now on, for `ms` milliseconds at most. */
  wait(reason: Phrase, ms: number): void;
}

/**
 * Does what a repair does. Whether it helped is seen by looking again.
 * @throws REPAIR_NOT_POSSIBLE for one that is not ours to do, the board's and the port's errors
 */
export async function performRepair(
  repair: Repair,
  finding: Finding,
  context: RepairContext,
  signal: AbortSignal,
): Promise<void> {
  const { by, title } = repair;
  if (by.kind === 'person')
    throw upgradeErrors.repairNotPossible(title, phrase('it takes a person’s hands.'));
  if (by.kind === 'board') {
    if (finding.kind !== 'board')
      throw upgradeErrors.repairNotPossible(title, phrase('no board answers at its prompt.'));
    await onBoard(by, title, finding, context, signal);
    return;
  }
  if (finding.kind !== 'modem')
    throw upgradeErrors.repairNotPossible(title, phrase('the port does not lead to the modem itself.'));
  await resetModem(title, finding, context, signal);
}

async function onBoard(
  { program, limitSeconds, restarts }: Extract<RepairHand, { kind: 'board' }>,
  title: Phrase,
  { port }: BoardFinding,
  context: RepairContext,
  signal: AbortSignal,
): Promise<void> {
  const { clock, openTransport } = context;
  const link = new BoardLink(await openTransport(port, REPL_BAUD, signal), clock);
  try {
    context.wait(title, limitSeconds * 1000);
    const what = 'repair the modem';
    if (restarts) {
      await link.client.start(program, { what }, signal);
      link.client.forget();
      await link.untilPrompt(limitSeconds * 1000, signal);
    } else {
      await link.client.ask(program, { what, deadlineMs: limitSeconds * 1000 }, signal);
    }
  } finally {
    await link.close(signal);
  }
}

async function resetModem(
  title: Phrase,
  { port, baudRate }: ModemFinding,
  context: RepairContext,
  signal: AbortSignal,
): Promise<void> {
  const { clock, logger, openTransport } = context;
  const link = new ModemLink(await openTransport(port, baudRate, signal), clock, logger);
  try {
    context.wait(title, RESTART_MS);
    const mark = link.modem.mark();
    await link.modem.restart(signal);
    await link.modem.hearsStart(mark, RESTART_MS, signal);
  } finally {
    await link.close();
  }
}

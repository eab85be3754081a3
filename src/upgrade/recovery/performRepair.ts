import { type Phrase, phrase } from '../../base/phrase';
import type { AccessListener, BoardAccess } from '../inspect/boardAccess';
import { upgradeErrors } from '../errors';
import type { BoardFinding, Finding, ModemFinding } from '../inspect/finding';
import type { Repair, RepairHand } from './repair';

/** A modem that was told to start anew answers after some seconds. */
const RESTART_MS = 30_000;

export interface RepairContext {
  readonly boards: BoardAccess;
  readonly told: AccessListener;
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
    throw upgradeErrors.repairNotPossible(title, phrase('you have to do it by hand.'));
  if (by.kind === 'board') {
    if (finding.kind !== 'board')
      throw upgradeErrors.repairNotPossible(title, phrase('no board answers with its prompt.'));
    await onBoard(by, title, finding, context, signal);
    return;
  }
  if (finding.kind !== 'modem')
    throw upgradeErrors.repairNotPossible(
      title,
      phrase('the port isn’t connected to the modem (MIRROR mode).'),
    );
  await resetModem(title, finding, context, signal);
}

function onBoard(
  { program, limitSeconds, restarts }: Extract<RepairHand, { kind: 'board' }>,
  title: Phrase,
  { port }: BoardFinding,
  { boards, told }: RepairContext,
  signal: AbortSignal,
): Promise<void> {
  const limitMs = limitSeconds * 1000;
  return boards.withBoard(
    port,
    told,
    async (link) => {
      told.silence(title, limitMs);
      const what = phrase('repair the modem');
      if (restarts) {
        await link.client.start(program, { what }, signal);
        link.client.forget();
        await link.untilPrompt(limitMs, signal);
      } else {
        await link.client.ask(program, { what, deadlineMs: limitMs }, signal);
      }
    },
    signal,
  );
}

function resetModem(
  title: Phrase,
  { port, baudRate }: ModemFinding,
  { boards, told }: RepairContext,
  signal: AbortSignal,
): Promise<void> {
  return boards.withModem(
    port,
    baudRate,
    told,
    async ({ modem }) => {
      told.silence(title, RESTART_MS);
      const mark = modem.mark();
      await modem.restart(signal);
      await modem.hearsStart(mark, RESTART_MS, signal);
    },
    signal,
  );
}

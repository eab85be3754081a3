import type { Clock } from '../../base/clock';
import type { Logger } from '../../base/logger';
import { type Phrase, phrase } from '../../base/phrase';
import type { AccessListener, BoardAccess } from '../inspect/boardAccess';
import { upgradeErrors } from '../errors';
import { askThroughBoard } from '../inspect/askThroughBoard';
import type { ModemLink } from '../inspect/modemLink';
import { startFirmware } from '../run/modemFinish';
import type { ModemReading } from '../../modem/modemReading';
import type { Finding, ModemFinding } from '../inspect/finding';
import type { Repair, RepairHand } from './repair';

/** A modem that was sent a restart answers after some seconds. */
const RESTART_MS = 30_000;
/** Enough for both rates of a modem, a second each. */
const WAKE_TRIES = 10;
/** What `AT+SMOD?` says in the updater. */
const UPDATER = 4;

export interface RepairContext {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly boards: BoardAccess;
  readonly told: AccessListener;
}

/** @throws REPAIR_NOT_POSSIBLE for a repair that is not ours to do, or that takes something else at the port */
export function requirePossible({ by, title }: Repair, finding: Finding): void {
  const why = whyImpossible(by, finding);
  if (why !== undefined) throw upgradeErrors.repairNotPossible(title, why);
}

function whyImpossible({ kind }: RepairHand, finding: Finding): Phrase | undefined {
  switch (kind) {
    case 'person':
      return phrase('you have to do it by hand.');
    case 'board':
      return finding.kind === 'board' ? undefined : phrase('no board answers with its prompt.');
    case 'startFirmware':
      return finding.kind === 'silent' ? phrase('neither a board nor a modem answers.') : undefined;
    case 'modemReset':
      return finding.kind === 'modem'
        ? undefined
        : phrase('the port isn’t connected to the modem (MIRROR mode).');
  }
}

/**
 * Does what a repair does. Whether it helped is seen by looking again.
 * @param finding what is there now
 * @throws REPAIR_NOT_POSSIBLE as `requirePossible`, the board's and the port's errors
 */
export async function performRepair(
  repair: Repair,
  finding: Finding,
  context: RepairContext,
  signal: AbortSignal,
): Promise<void> {
  requirePossible(repair, finding);
  const { by, title } = repair;
  if (by.kind === 'board') await onBoard(by, title, finding, context, signal);
  else if (by.kind === 'startFirmware') await startFirmwareOf(title, finding, context, signal);
  else if (finding.kind === 'modem') await resetModem(title, finding, context, signal);
}

function onBoard(
  { program, limitSeconds, restarts }: Extract<RepairHand, { kind: 'board' }>,
  title: Phrase,
  { port }: Finding,
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
    async (link) => {
      const { modem } = link;
      await requireIdle(title, link, signal);
      told.silence(title, RESTART_MS);
      const mark = modem.mark();
      await modem.restart(signal);
      await modem.hearsStart(mark, RESTART_MS, signal);
    },
    signal,
  );
}

/**
 * Since the modem was read it may have gone to work, and one that came from recovery speaks another rate.
 * @returns its state
 * @throws REPAIR_NOT_POSSIBLE where it doesn't answer, or may be at work on an image
 */
async function requireIdle(
  title: Phrase,
  link: ModemLink,
  signal: AbortSignal,
): Promise<ModemReading['state']> {
  if (!(await link.wakeAtAnyRate(WAKE_TRIES, signal)))
    throw upgradeErrors.repairNotPossible(title, phrase('the modem doesn’t answer.'));
  const state = await link.modem.readState(signal);
  const { kind } = await link.modem.readUpgradeResult(signal);
  if (kind === 'ongoing' || (kind === 'silent' && state === UPDATER))
    throw upgradeErrors.repairNotPossible(title, phrase('the modem may be installing an image.'));
  return state;
}

/** Starts the firmware of a modem that waits in its updater, through the board or in MIRROR mode. */
async function startFirmwareOf(
  title: Phrase,
  finding: Finding,
  { boards, told, clock, logger }: RepairContext,
  signal: AbortSignal,
): Promise<void> {
  const { port } = finding;
  const start = async (link: ModemLink): Promise<void> => {
    if ((await requireIdle(title, link, signal)) !== UPDATER)
      throw upgradeErrors.repairNotPossible(title, phrase('the modem isn’t in its updater.'));
    // Without a whole firmware it comes up in recovery, which its next reading tells.
    await startFirmware(link, { clock, wait: told.silence }, signal, true);
  };
  if (finding.kind === 'modem') {
    await boards.withModem(port, finding.baudRate, told, start, signal);
    return;
  }
  await boards.withBoard(
    port,
    told,
    ({ client }) => askThroughBoard({ client, port, clock, logger }, start),
    signal,
  );
}

import type { Clock } from '../../base/clock';
import type { Logger } from '../../base/logger';
import { type Phrase, phrase } from '../../base/phrase';
import { ModemThroughBoard } from '../../board/modemThroughBoard';
import { ByteStream } from '../../transport/byteStream';
import type { AccessListener, BoardAccess } from '../inspect/boardAccess';
import { upgradeErrors } from '../errors';
import { ModemLink } from '../inspect/modemLink';
import { startFirmware } from '../run/modemFinish';
import type { BoardFinding, Finding, ModemFinding } from '../inspect/finding';
import type { Repair, RepairHand } from './repair';

/** A modem that was sent a restart answers after some seconds. */
const RESTART_MS = 30_000;

export interface RepairContext {
  readonly clock: Clock;
  readonly logger: Logger;
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
  if (by.kind === 'startFirmware') {
    await startFirmwareOf(title, finding, context, signal);
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

/** Starts the firmware of a modem that waits in its updater, through the board or in MIRROR mode. */
async function startFirmwareOf(
  title: Phrase,
  finding: Finding,
  { boards, told, clock, logger }: RepairContext,
  signal: AbortSignal,
): Promise<void> {
  if (finding.kind === 'silent')
    throw upgradeErrors.repairNotPossible(title, phrase('neither a board nor a modem answers.'));
  const { port } = finding;
  const start = async (link: ModemLink): Promise<void> => {
    // Since it was looked at it may have gone to work.
    if ((await link.modem.readUpgradeResult(signal)).kind === 'ongoing')
      throw upgradeErrors.repairNotPossible(title, phrase('the modem is installing an image.'));
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
    async ({ client }) => {
      const transport = new ModemThroughBoard(client, port, logger);
      const link = new ModemLink(new ByteStream(transport, clock), clock, logger);
      try {
        await start(link);
      } finally {
        link.release();
      }
    },
    signal,
  );
}

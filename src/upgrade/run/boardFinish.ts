import { poll } from '../../base/poll';
import { phrase } from '../../base/phrase';
import { isUpgradeError } from '../../base/upgradeError';
import type { ReplClient } from '../../board/repl/replClient';
import type { UpgradeResult } from '../../modem/upgradeResult';
import type { FactList } from '../facts/factList';
import { APPLY_PATIENCE_MS } from './applyPatience';
import { clearResultOf } from './clearResult';
import { askThroughBoard } from '../inspect/askThroughBoard';
import type { ModemLink } from '../inspect/modemLink';
import type { TransferWay } from '../plan/plan';
import { showsImage } from './expectedVersion';
import { startFirmware, untilApplied } from './modemFinish';
import type { PerformContext } from './performContext';

/** A modem that took a file starts its firmware by itself; one that shows another program so long, ms, is started. */
const STARTS_ITSELF_MS = 600_000;
const ASK_EVERY_MS = 5000;

export const STILL_INSTALLS = phrase(
  'The board’s tool stopped, but the modem may still be installing. The extension keeps asking the modem until it’s done. Leave the power on.',
);

export interface BoardFinishDeps {
  readonly client: ReplClient;
  readonly image: number;
  readonly way: TransferWay;
  /** Whether the tool asked the modem for minutes and heard no end of an upgrade: a success from now on is of this one. */
  readonly toolSawNoEnd: boolean;
}

const NOTHING_SAID: UpgradeResult = { kind: 'silent', text: '' };

/**
 * The end of the board's tool is not the end of the modem's work: asks the modem, through the board, until it is done, and starts
 * its firmware where it waits for that, as over MIRROR mode.
 * @throws APPLY_TIMEOUT and MODEM_SILENT after as long as the field's tool waits at most, UPGRADE_REPORTED_FAILURE, RESTART_TIMEOUT, the
 * board's errors
 */
export async function finishThroughBoard(
  { client, image, way, toolSawNoEnd }: BoardFinishDeps,
  context: PerformContext,
  facts: FactList,
  signal: AbortSignal,
): Promise<void> {
  const { clock, logger, plan } = context;
  context.notice('warning', STILL_INSTALLS);
  context.wait(STILL_INSTALLS, APPLY_PATIENCE_MS);
  facts.noteInstalling(true);
  try {
    await askThroughBoard({ client, port: plan.finding.port, clock, logger }, async (link) => {
      const before = toolSawNoEnd ? NOTHING_SAID : await clearResultOf(link.modem, signal);
      // Of an answer that is the same as before nothing tells that it is of this upgrade.
      const hasIt = (reading: Parameters<typeof showsImage>[2]): boolean =>
        showsImage(context, image, reading);
      await untilApplied(link, { way, context, before, hasIt }, signal);
      await intoFirmware(link, way, context, signal);
    });
    facts.noteInstalling(false);
  } catch (error) {
    // By its own word, or after minutes in its old firmware, it is at work no more.
    const isOver =
      isUpgradeError(error, 'UPGRADE_REPORTED_FAILURE') || isUpgradeError(error, 'RESTART_TIMEOUT');
    if (isOver) facts.noteInstalling(false);
    throw error;
  }
}

/**
 * Starts the firmware of a modem that the board's tool left in its updater before it gave it anything: the firmware is still whole. In
 * the updater it would stay, also without power for a while, and the tool refuses it there.
 * @throws RESTART_TIMEOUT, AT_ERROR, the board's errors
 */
export function bringBackThroughBoard(
  client: ReplClient,
  context: PerformContext,
  signal: AbortSignal,
): Promise<void> {
  const { clock, logger, plan } = context;
  return askThroughBoard({ client, port: plan.finding.port, clock, logger }, (link) =>
    startFirmware(link, context, signal),
  );
}

/** @throws RESTART_TIMEOUT */
async function intoFirmware(
  link: ModemLink,
  way: TransferWay,
  context: PerformContext,
  signal: AbortSignal,
): Promise<void> {
  const { clock } = context;
  const limitMs = way === 'FFF' ? STARTS_ITSELF_MS : 0;
  const started = await poll(clock, { everyMs: ASK_EVERY_MS, limitMs }, signal, async () => {
    const state = await link.modem.readState(signal);
    // What one in recovery needs is for its reading to tell.
    return state === 2 || state === 0 || undefined;
  });
  if (!started) await startFirmware(link, context, signal);
}

import type { Clock } from '../../base/clock';
import type { Logger } from '../../base/logger';
import { phrase } from '../../base/phrase';
import { isUpgradeError, UpgradeError } from '../../base/upgradeError';
import type { Heard } from '../../board/repl/listen';
import { REPL_BAUD } from '../../transport/baudRates';
import { whyUnusable } from '../../board/boardRelease';
import { modemErrors } from '../../modem/errors';
import { type ModemReading, UNREAD_MODEM } from '../../modem/modemReading';
import { ByteStream } from '../../transport/byteStream';
import type { Transport } from '../../transport/transport';
import type { OnSilence } from './boardAccess';
import { BoardLink } from './boardLink';
import type { Finding } from './finding';
import { MIRROR_RATE, ModemLink } from './modemLink';
import { readThroughBoardWhenApplied, readWhenApplied } from './readWhenApplied';
import { isNetworkPort } from '../../transport/networkAddress';

/** How a modem is looked for, and how long that takes. */
interface Look {
  readonly ms: number;
  readonly wake: (link: ModemLink, signal: AbortSignal) => Promise<boolean>;
}

function tries(count: number): Look {
  return { ms: 1000 * count, wake: (link, signal) => link.wakeAtAnyRate(count, signal) };
}

/** A modem in MIRROR mode is looked for before whatever runs on a board is broken into. */
const FIRST_LOOK = tries(4);
/** A modem that has just been powered needs some seconds before it answers. */
const LAST_LOOK = tries(10);
/** Where not a byte came for all that was sent, those seconds have passed meanwhile, and hardly anything is left to find. */
const LOOK_AFTER_SILENCE: Look = { ms: 4000, wake: (link, signal) => link.wakeBriefly(signal) };
/** What a board's tool that cannot cope with its modem ends in. */
const TOOL_FAILED = ['REPL_TIMEOUT', 'TOOL_CRASHED', 'TOOL_MODEM_REFUSED', 'TOOL_MODEM_SILENT'] as const;

/** What a board that tells why it does not come to its prompt ends in: no modem is behind its port. */
const DOES_NOT_START = ['BOARD_WATCHDOG', 'BOARD_BROWNOUT', 'BOARD_NOT_STARTING', 'BOARD_SLEEPS'] as const;

export interface InspectContext {
  readonly clock: Clock;
  readonly logger: Logger;
  /** Rate to ask a modem at first; null for the usual one. */
  readonly bitsPerSecond: number | null;
  readonly wait: OnSilence;
}

/**
 * Finds out what is at a port. Writes nothing; a program that runs on the board is stopped, by a restart into safe boot
 * where nothing else ends it, because a board can be read in no other way. A board left in MIRROR mode by an earlier attempt is a normal finding.
 *
 * Where a board was heard at its own rate no modem is looked for, so that a REPL never meets bytes of another rate.
 * @param transport is the caller's to close
 * @param heard what was heard at the rate of a board, whose own upgrade tool is not at work as far as that tells
 * @throws the port's errors, CANCELLED
 */
export async function inspectPort(
  transport: Transport,
  heard: Heard,
  context: InspectContext,
  signal: AbortSignal,
): Promise<Finding> {
  let received = heard !== 'nothing';
  const listening = transport.onData(() => {
    received = true;
  });
  try {
    return await inspectHearing(transport, heard, () => received, context, signal);
  } finally {
    listening.dispose();
  }
}

/** @param received whether a byte came since */
async function inspectHearing(
  transport: Transport,
  heard: Heard,
  received: () => boolean,
  context: InspectContext,
  signal: AbortSignal,
): Promise<Finding> {
  if (heard === 'nothing' && !isNetworkPort(transport.path)) {
    const modem = await findModem(transport, FIRST_LOOK, context, signal);
    if (modem) return modem;
  }
  return findBoard(transport, received, context, signal);
}

async function findModem(
  transport: Transport,
  { ms, wake }: Look,
  context: InspectContext,
  signal: AbortSignal,
): Promise<Finding | undefined> {
  const link = new ModemLink(new ByteStream(transport, context.clock), context.clock, context.logger);
  try {
    context.wait(phrase('Looking for a modem in MIRROR mode.'), ms);
    await link.setRate(context.bitsPerSecond ?? MIRROR_RATE, signal);
    if (!(await wake(link, signal)))
      return link.modem.refusesEverything ? refusing(transport.path) : undefined;
    const modem = await readWhenApplied(link, context, signal);
    return { kind: 'modem', port: transport.path, baudRate: transport.baudRate ?? MIRROR_RATE, modem };
  } finally {
    link.release();
  }
}

/** No board is looked for behind it: what answers ERROR to AT is a modem. */
function refusing(port: string): Finding {
  const { sentence, remedy } = modemErrors.refusesEverything();
  return { kind: 'silent', port, sentence, remedy, refusesCommands: true };
}

async function findBoard(
  transport: Transport,
  received: () => boolean,
  context: InspectContext,
  signal: AbortSignal,
): Promise<Finding> {
  if (transport.baudRate !== undefined) await transport.setBaudRate(REPL_BAUD, signal);
  const link = new BoardLink(transport, context.clock);
  context.wait(phrase('Connecting to the board. This stops the program on it.'), 30_000);
  try {
    const board = await link.inspect(signal);
    const usable = whyUnusable(board) === undefined;
    const modem = usable ? await readThrough(link, context, signal) : UNREAD_MODEM;
    await link.client.leave(signal);
    return { kind: 'board', port: transport.path, board, modem };
  } catch (error) {
    if (!(error instanceof UpgradeError) || !isNoBoard(error)) throw error;
    link.release();
    const isBoard = DOES_NOT_START.some((code) => isUpgradeError(error, code));
    const modem =
      isBoard || isNetworkPort(transport.path)
        ? undefined
        : await findModem(transport, received() ? LAST_LOOK : LOOK_AFTER_SILENCE, context, signal);
    return modem ?? { kind: 'silent', port: transport.path, sentence: error.sentence, remedy: error.remedy };
  } finally {
    link.release();
  }
}

/**
 * What the board says of its modem. A board whose own tool hangs or breaks over its modem is found all the same: the
 * repairs that end that are the board's.
 */
async function readThrough(
  link: BoardLink,
  context: InspectContext,
  signal: AbortSignal,
): Promise<ModemReading> {
  const { clock, logger, wait } = context;
  try {
    return await readThroughBoardWhenApplied(
      {
        read: () => link.readModem((reason, until) => wait(reason, until - clock.wallTime()), logger, signal),
        readUpgradeResult: () => link.readUpgradeResult(logger, signal),
      },
      context,
      signal,
    );
  } catch (error) {
    if (!TOOL_FAILED.some((code) => isUpgradeError(error, code))) throw error;
    logger.warn(`the board cannot read its modem: ${String(error)}`);
    // The question may hang there still.
    await link.client.enter(signal);
    return UNREAD_MODEM;
  }
}

function isNoBoard(error: UpgradeError): boolean {
  const codes = ['REPL_SILENT', 'REPL_GARBLED', 'REPL_BUSY', 'REPL_TIMEOUT', ...DOES_NOT_START] as const;
  return codes.some((code) => isUpgradeError(error, code));
}

import type { Clock } from '../base/clock';
import type { Logger } from '../base/logger';
import { type Phrase, phrase } from '../base/phrase';
import type { OpenTransport, Transport } from '../transport/transport';
import type { Finding } from './finding';
import { MODEM_RATES, ModemLink } from './modemLink';

/** A modem that has just been powered needs some seconds before it answers. */
const WAKE_TRIES = 10;

export interface InspectContext {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly openTransport: OpenTransport;
  /** Rate to ask at first; null for the usual one. */
  readonly bitsPerSecond: number | null;
  /** Silence is normal from now on, for `ms` milliseconds at most. */
  wait(reason: Phrase, ms: number): void;
}

/**
 * Finds out what is at a port. Reads only; a board left in MIRROR mode by an earlier attempt is a normal finding.
 * @throws the port's errors, CANCELLED
 */
export async function inspectPort(
  port: string,
  context: InspectContext,
  signal: AbortSignal,
): Promise<Finding> {
  const transport = await context.openTransport(port, context.bitsPerSecond ?? MODEM_RATES[0], signal);
  try {
    return (await findModem(transport, context, signal)) ?? silent(port);
  } finally {
    await transport.close();
  }
}

async function findModem(
  transport: Transport,
  context: InspectContext,
  signal: AbortSignal,
): Promise<Finding | undefined> {
  const link = new ModemLink(transport, context.clock, context.logger);
  context.wait(phrase('Asking for a modem in MIRROR mode.'), WAKE_TRIES * 1000);
  if (!(await link.wakeAtAnyRate(WAKE_TRIES, signal))) return undefined;
  const modem = await link.modem.read(signal);
  return { kind: 'modem', port: transport.path, baudRate: transport.baudRate ?? MODEM_RATES[0], modem };
}

function silent(port: string): Finding {
  return {
    kind: 'silent',
    port,
    sentence: phrase('Nothing answers here, neither a REPL nor a modem.'),
    remedy: phrase(
      'Check the port and the cable. Disconnect the power for ten seconds (USB and battery; the reset button is not enough) and try again.',
    ),
  };
}

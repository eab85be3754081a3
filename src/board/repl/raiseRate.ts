import { phrase } from '../../base/phrase';
import { boardErrors } from '../errors';
import type { ReceiverLink } from '../transfer/receiverLink';
import type { ReplClient } from './replClient';
import { REPL_BAUD } from '../../transport/baudRates';
import { awaitText } from './streamSearch';

/** Neither a rate nor a file was spoken of. */
export const RECEIVER_NOT_STARTED = phrase('the upload program didn’t start');

/** The same as in the program on the board: bit patterns that a wrong rate cannot look like. */
const PROBE = Uint8Array.of(0x55, 0xaa, 0x00, 0xff, 0x0f, 0xf0, 0x5a, 0xa5);
const AGREED = String.fromCharCode(...Uint8Array.from(PROBE).reverse());

const RAISE_MS = 5000;
const ASK_AGAIN_MS = 100;
/** Shorter than the board's own patience of 2 s, so that nothing is on its way when that goes back. */
const PROOF_MS = 1500;
/** The board waits for the proof twice, 2 s each, and then for silence. */
const BACK_MS = 8000;

/**
 * Follows the board to a higher rate if each side proves to hear the other there, else back to the REPL's.
 * @returns the rate that holds now
 */
export async function agreeOnRate(
  client: ReplClient,
  link: ReceiverLink,
  baudRate: number,
  signal: AbortSignal,
): Promise<number> {
  const { transport } = client.stream;
  const ready = await link.next(RAISE_MS, signal);
  if (ready?.kind === 'failed') throw boardErrors.receiverFailed(ready.reason);
  if (ready?.kind !== 'raise') throw boardErrors.uploadInterrupted(RECEIVER_NOT_STARTED);
  await transport.setBaudRate(baudRate, signal);
  if (await proven(client, link, signal)) return baudRate;
  await transport.setBaudRate(REPL_BAUD, signal);
  if (await link.oneOf(['slow'], BACK_MS, signal)) return REPL_BAUD;
  throw boardErrors.uploadInterrupted(phrase('the board didn’t return from the higher baud rate'));
}

/** Both directions: the board answers what it heard, and says so once it has heard that we heard its answer. */
async function proven(client: ReplClient, link: ReceiverLink, signal: AbortSignal): Promise<boolean> {
  const { stream, clock } = client;
  const end = clock.now() + PROOF_MS;
  let heard = false;
  while (!heard && clock.now() < end) {
    await stream.write(PROBE, signal);
    heard = (await awaitText(stream, AGREED, ASK_AGAIN_MS, signal)).found;
  }
  if (!heard) return false;
  await stream.write(Buffer.from(AGREED, 'latin1'), signal);
  return (await link.oneOf(['fast'], end - clock.now(), signal)) !== undefined;
}
